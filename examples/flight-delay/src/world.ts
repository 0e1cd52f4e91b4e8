// The world in which the demo runs: two slots, a weighted proxy, labels and traffic, each a real process that answers over HTTP.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, integer, record, shape, text, type Decoder } from '@rampart/json-exchange';
import { startChild, type Child } from './process/child-process.ts';
import { connectLoopback } from './http/loopback-client.ts';

export interface WorldOptions {
  /** For the logs. Made if it is missing. */
  readonly scratchDir: string;
  readonly target: string;
  readonly slots: readonly [string, string];
  /** Placed into the first slot, which serves everything at first. */
  readonly stable: { readonly version: string; readonly digest: string; readonly artifact: string };
  /** On average; the record's days and nights stay. */
  readonly ratePerSecond: number;
  /** From a request to the time at which its outcome is told. */
  readonly matureMs: number;
  /** Chooses where in the month the traffic begins. A whole number. */
  readonly seed: number;
}

export interface World {
  /** Speaks the router contract. */
  readonly routeUrl: string;
  /** Speaks the contract of smoke probes. */
  readonly smokeUrl: string;
  /** Metric pages by slot, as a policy wants them. */
  readonly metricPages: Readonly<Record<string, readonly string[]>>;
  readonly labelsUrl: string;
  /** Every request and copy, and every change of weights; one JSON object per line (serving/access-log.ts). */
  readonly accessLogPath: string;
  readonly weightLogPath: string;
  /** Of all processes that were started. */
  readonly pids: readonly number[];
  /** Of now, or of the end when the world has stopped. */
  totals(): Promise<WorldTotals>;
  /** Ends the traffic, then everything else. Running requests are answered, logs are complete, no process is left. Safe to call again. */
  stop(): Promise<void>;
}

/** Of users, without copies. */
export interface WorldTotals {
  readonly requests: number;
  /** Answered with another status than 200. */
  readonly failed: number;
  readonly bySlot: Readonly<Record<string, { readonly requests: number; readonly failed: number }>>;
  /** As the clients saw it. */
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  /** The longest time that a request went out after it was due: above some 100 ms the machine is too slow for this rate. */
  readonly behindMsMax: number;
}

/** Rejects, with nothing left behind, when a part does not start or the stable release cannot be placed. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { scratchDir, target, slots, matureMs } = options;
  await mkdir(scratchDir, { recursive: true });
  const [accessLogPath, weightLogPath] = [join(scratchDir, 'access.jsonl'), join(scratchDir, 'weights.jsonl')];
  const children: Child[] = [];
  const start = async (file: string, given: unknown): Promise<Child> => {
    const child = await startChild(new URL(file, import.meta.url), given);
    children.push(child);
    return child;
  };
  const stop = async (): Promise<void> => {
    // The last one started uses the others.
    for (const child of children.toReversed()) await child.stop();
  };

  try {
    const slotUrls = (await Promise.all(slots.map(() => start('serving/slot-main.ts', {})))).map(({ started }) => valueOf(decodeUrl, started).url);
    const named = slots.map((name, index) => ({ name, url: slotUrls[index] ?? '' }));
    const proxy = await start('serving/proxy-main.ts', { target, slots: named, accessLogPath, weightLogPath, matureMs });
    const { proxyUrl, labelsUrl } = valueOf(decodeProxyUrls, proxy.started);
    await placeStable(proxyUrl, options);
    const load = await start('traffic/load-main.ts', { url: proxyUrl, ratePerSecond: options.ratePerSecond, seed: options.seed });

    let stopped: Promise<WorldTotals> | undefined;
    const end = async (): Promise<WorldTotals> => {
      const sent = await load.stop();
      const answered = await proxy.stop();
      await stop();
      return totalsOf(sent, answered);
    };
    return {
      routeUrl: `${proxyUrl}/route`,
      smokeUrl: `${proxyUrl}/smoke`,
      metricPages: Object.fromEntries(named.map(({ name, url }) => [name, [`${url}/metrics`]])),
      labelsUrl: `${labelsUrl}/labels`,
      accessLogPath,
      weightLogPath,
      pids: children.map(({ pid }) => pid),
      totals: async () => stopped ?? totalsOf(await load.report(), await proxy.report()),
      stop: async () => {
        await (stopped ??= end());
      },
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function placeStable(proxyUrl: string, { target, slots, stable }: WorldOptions): Promise<void> {
  const client = connectLoopback(proxyUrl);
  const body = JSON.stringify({ op: 'place', target, slot: slots[0], version: stable.version, digest: stable.digest, artifact: stable.artifact, rolloutId: 'first', idempotencyKey: `first/place/${stable.digest}` });
  const answer = await client.send({ method: 'POST', path: '/route', body, timeoutMs: 60_000 });
  client.close();
  if (answer.status !== 200) throw new Error(`the stable release cannot be placed: ${answer.body}`);
}

function totalsOf(sent: unknown, answered: unknown): WorldTotals {
  const { latencyP50Ms, latencyP99Ms, behindMsMax } = valueOf(decodeLoadTotals, sent);
  const bySlot = valueOf(decodeSlotTotals, answered);
  const sumOf = (field: 'requests' | 'failed'): number => Object.values(bySlot).reduce((sum, slot) => sum + slot[field], 0);
  return { requests: sumOf('requests'), failed: sumOf('failed'), bySlot, latencyP50Ms, latencyP99Ms, behindMsMax };
}

const url = text({ expected: 'an address', pattern: /^http:/ });
const decodeUrl = shape({ url });
const decodeProxyUrls = shape({ proxyUrl: url, labelsUrl: url });
const count = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const milliseconds: Decoder<number> = (value, path) =>
  typeof value === 'number' && value >= 0 ? { kind: 'ok', value } : { kind: 'bad', mistakes: [{ path, expected: 'milliseconds', seen: typeof value }] };
const decodeLoadTotals = shape({ sent: count, byStatus: record(count, { keysMax: 1000 }), latencyP50Ms: milliseconds, latencyP99Ms: milliseconds, behindMsMax: milliseconds });
const decodeSlotTotals = record(shape({ requests: count, failed: count }), { keysMax: 2 });

/** Of what a child of our own said; anything else is a bug. */
function valueOf<T>(decoder: Decoder<T>, value: unknown): T {
  const decoded = decode(decoder, value);
  if (decoded.kind === 'bad') throw new Error(`a part of the world answers as it should not: ${decoded.why}`);
  return decoded.value;
}
