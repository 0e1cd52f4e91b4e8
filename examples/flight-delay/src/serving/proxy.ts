// The weighted proxy: predictions go to the slot of their key, `POST /route` speaks the router contract (docs/router-contract.md).
import { decode, integer, record, type Decoded } from '@rampart/json-exchange';
import { PPM_ALL, ppm, type Ppm } from '@rampart/rollout-policy';
import { answerRouterRequest } from '@rampart/traffic-routers';
import { connectLoopback } from '../http/loopback-client.ts';
import { json, parseJson, serveOnLoopback, type Answer } from '../http/loopback-server.ts';
import type { AccessEntry, LineLog, WeightEntry } from './access-log.ts';
import { slotClient } from './slot-client.ts';
import { weightedRouter, type WeightedRouter } from './weighted-router.ts';

export interface ProxyOptions {
  readonly target: string;
  /** The first one serves everything at first. */
  readonly slots: readonly [ProxiedSlot, ProxiedSlot];
  readonly accessLog: Pick<LineLog<AccessEntry>, 'write'>;
  readonly weightLog: Pick<LineLog<WeightEntry>, 'write'>;
}

export interface ProxiedSlot {
  readonly name: string;
  readonly url: string;
}

export interface RunningProxy {
  readonly url: string;
  readonly router: WeightedRouter;
  /** When the oldest request came in that has no answer yet; now, when there is none. What came in before it is in the log. */
  oldestInFlightMs(): number;
  /** Ends when running requests are answered. */
  close(): Promise<void>;
}

/**
 * - `POST /predict`: forwarded as it is; the slot's answer is passed on.
 * - `POST /route`: the router contract.
 * - `POST /weights` {"a": 1000000, "b": 0}: a person moves traffic by hand.
 */
export async function startProxy({ target, slots, accessLog, weightLog }: ProxyOptions): Promise<RunningProxy> {
  const clients = slots.map(({ url }) => connectLoopback(url));
  const [first, second] = slots.map(({ name, url }, index) => slotClient(name, clients[index] ?? connectLoopback(url)));
  if (first === undefined || second === undefined) throw new Error('a proxy needs two slots');
  const router = weightedRouter({
    target,
    slots: [first, second],
    onChange: (change) => weightLog.write({ t: Date.now(), ...change }),
  });

  // A set keeps the order in which requests came in.
  const inFlight = new Set<{ readonly t: number }>();

  const predict = async (body: string): Promise<Answer> => {
    const { key, region } = fieldsOf(parseJson(body));
    if (typeof key !== 'string' || typeof region !== 'string') return json(400, { error: 'expected {"key": "...", "region": "...", ...}' });
    const request = { t: Date.now(), startedMs: performance.now() };
    const slot = router.slotFor(key);
    inFlight.add(request);
    const answer = await slot.predict(body).catch((cause: unknown) => noAnswer(slot.name, cause));
    inFlight.delete(request);
    const { version, late } = fieldsOf(parseJson(answer.body));
    accessLog.write({
      ...{ t: request.t, key, region, slot: slot.name, version: typeof version === 'string' ? version : '', status: answer.status },
      ms: Math.round((performance.now() - request.startedMs) * 1000) / 1000,
      ...(typeof late === 'boolean' ? { late } : {}),
    });
    return { ...answer, contentType: 'application/json' };
  };

  const server = await serveOnLoopback(async ({ route, body }) => {
    switch (route) {
      case 'POST /predict':
        return predict(body);
      case 'POST /route': {
        const { status, body: answer } = await answerRouterRequest({ router, deployer: router }, parseJson(body));
        return json(status, answer);
      }
      case 'POST /weights': {
        const weights = decode(decodeWeights, parseJson(body));
        if (weights.kind === 'bad') return json(400, { error: weights.why });
        const moved = router.moveByHand(weights.value);
        return moved.kind === 'ok' ? json(200, { version: moved.value }) : json(422, { error: moved.error.message });
      }
      default:
        return json(404, { error: `there is no ${route}` });
    }
  });
  return {
    url: server.url,
    router,
    oldestInFlightMs: () => inFlight.values().next().value?.t ?? Date.now(),
    close: async () => {
      await server.close();
      for (const client of clients) client.close();
    },
  };
}

function noAnswer(slot: string, cause: unknown): { readonly status: number; readonly body: string } {
  const why = cause instanceof Error ? cause.message : 'unknown failure';
  const status = why.startsWith('no answer within') ? 504 : 502;
  return { status, body: JSON.stringify({ error: `slot ${slot} does not answer: ${why}` }) };
}

/** The fields of an object, of which nothing is known yet. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const weightsByName = record(integer({ min: 0, max: PPM_ALL }), { keysMax: 2 });

function decodeWeights(value: unknown, path: string): Decoded<Readonly<Record<string, Ppm>>> {
  const decoded = weightsByName(value, path);
  return decoded.kind === 'bad' ? decoded : { kind: 'ok', value: Object.fromEntries(Object.entries(decoded.value).map(([slot, weight]) => [slot, ppm(weight)])) };
}
