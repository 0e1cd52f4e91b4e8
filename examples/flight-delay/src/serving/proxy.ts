// The weighted proxy: predictions go to the slot of their key, and a copy of some to the other one. `POST /route` speaks the router contract,
// `POST /smoke` that of smoke probes (docs/router-contract.md).
import { decode, integer, record, type Decoded } from '@rampart/json-exchange';
import { PPM_ALL, ppm, type Ppm } from '@rampart/rollout-policy';
import { answerRouterRequest } from '@rampart/traffic-routers';
import { connectLoopback } from '../http/loopback-client.ts';
import { json, parseJson, serveOnLoopback, type Answer } from '../http/loopback-server.ts';
import type { AccessEntry, LineLog, WeightEntry } from './access-log.ts';
import { routerPage, type LastRead } from './router-metrics.ts';
import { slotClient, type SlotClient } from './slot-client.ts';
import { openMetricsType } from './slot-metrics.ts';
import { answerSmokeRequest } from './smoke-probe.ts';
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
  /** When the oldest request or copy came in that has no answer yet; now, when there is none. What came in before it is in the log. */
  oldestInFlightMs(): number;
  /** Ends when running requests and copies are answered. */
  close(): Promise<void>;
}

/** A slot that hangs must not fill the memory of the proxy with copies. */
const copiesMax = 200;

interface Question {
  readonly key: string;
  readonly region: string;
  /** Forwarded as it is. */
  readonly body: string;
}

/**
 * - `POST /predict`: forwarded as it is; the slot's answer is passed on. The user waits for no copy, and never sees the answer to one.
 * - `POST /route`: the router contract.
 * - `POST /smoke`: the smoke probe.
 * - `GET /metrics`: the shares of the slots, and when Rampart last read them.
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
  const copies = new Set<Promise<unknown>>();

  /** Never rejects: a slot that does not answer is an answer of the proxy. */
  const ask = async (slot: SlotClient, purpose: AccessEntry['purpose'], { key, region, body }: Question): Promise<{ readonly status: number; readonly body: string }> => {
    const request = { t: Date.now(), startedMs: performance.now() };
    inFlight.add(request);
    const answer = await slot.predict(body).catch((cause: unknown) => noAnswer(slot.name, cause));
    inFlight.delete(request);
    const { version, late } = fieldsOf(parseJson(answer.body));
    accessLog.write({
      ...{ t: request.t, purpose, key, region, slot: slot.name, version: typeof version === 'string' ? version : '', status: answer.status },
      ms: Math.round((performance.now() - request.startedMs) * 1000) / 1000,
      ...(typeof late === 'boolean' ? { late } : {}),
    });
    return answer;
  };

  const copy = (question: Question): void => {
    const slot = router.copyFor(question.key);
    if (slot === 'nobody' || copies.size >= copiesMax) return;
    const answered = ask(slot, 'copy', question).finally(() => copies.delete(answered));
    copies.add(answered);
  };

  const predict = async (body: string): Promise<Answer> => {
    const { key, region } = fieldsOf(parseJson(body));
    if (typeof key !== 'string' || typeof region !== 'string') return json(400, { error: 'expected {"key": "...", "region": "...", ...}' });
    const question = { key, region, body };
    const answering = ask(router.slotFor(key), 'user', question);
    // The user's own request is on its way by now.
    copy(question);
    return { ...(await answering), contentType: 'application/json' };
  };

  let lastRead: LastRead = { kind: 'never' };

  const server = await serveOnLoopback(async ({ route, body }) => {
    switch (route) {
      case 'POST /predict':
        return predict(body);
      case 'POST /route': {
        const request = parseJson(body);
        const { status, body: answer } = await answerRouterRequest({ router, deployer: router }, request);
        if (status === 200 && fieldsOf(request)['op'] === 'read') lastRead = { kind: 'at', atMs: Date.now() };
        return json(status, answer);
      }
      case 'GET /metrics': {
        const reading = await router.read(target);
        return reading.kind === 'ok' ? { status: 200, contentType: openMetricsType, body: routerPage(reading.value, lastRead) } : json(503, { error: reading.error.message });
      }
      case 'POST /smoke':
        return answerSmokeRequest({ target, slots: [first, second] }, body);
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
      await Promise.all(copies);
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
