// What is measured, each in a process of its own (measure.ts): what the compiler learns from one must not slow the next.
import { DEFAULT_SCENARIO, inProcessPool, rowOfRelease, runSimulator, threadPool, worldOf, WORKER_ENTRY, type RunRow, type SimulatedTask, type Trial } from '@rampart/simulator';
import { newRandom, purposeOf, type MovableRandom } from '@rampart/simulator/chance';
import { Xoshiro128 } from '../../../simulator/src/chance/xoshiro128.ts';
import { cpuSeconds, perCpuSecond } from './cpu-time.ts';
import { meanTimeInSystem } from './mm1.ts';
import { ERRORS, oneByOne, steady, THREE_SHARES, THREE_SIGNALS } from './trials.ts';

export interface MeasureRequest {
  readonly customers: number;
  readonly load: number;
  readonly repeats: number;
}

/** What a candidate with 5 % of the traffic is exposed to, for ever. */
const EXPOSURE = { weight: 0.05, mirror: 0, firstTrafficAtMs: 0, weightSinceMs: 0, promotedAtMs: 'never' } as const;
const MINUTE_MS = 60_000;
const REQUESTS = 2_000_000;
const DRAWS = 20_000_000;
/** The streams that a request of `oneByOne` draws from: arrivals, routes, segments, errors, times. */
const STREAMS = 5;
const TICKS = 200_000;
const RELEASES = 40;
const SHORT_TICKS = 60;
const WORK_SECONDS = 10;
const SAMPLE_RUNS = 1_000;

export const MEASUREMENTS = {
  queue: async ({ customers, load, repeats }: MeasureRequest) => {
    let meanTime = 0;
    const { queue } = perCpuSecond(
      {
        queue: () => {
          meanTime = meanTimeInSystem({ customers, load, seed: 1 });
          return customers;
        },
      },
      repeats,
    );
    return { customersPerSecond: queue, meanTimeInSystem: meanTime };
  },

  requests: async ({ repeats }: MeasureRequest) => {
    const streams = Array.from({ length: STREAMS }, (_, stream) => newRandom().at(1, 0, 0, purposeOf(`bound ${stream}`)));
    const only = newRandom();
    const { world, inTurn, single } = perCpuSecond({ world: () => requestsOf(oneByOne(), REQUESTS), inTurn: () => drawInTurn(streams), single: () => drawFromOne(only) }, repeats);
    return { requestsPerSecond: world, drawsPerRequest: drawsPerRequest(), boundDrawsPerSecond: inTurn, singleStreamDrawsPerSecond: single };
  },

  counts: async ({ repeats }: MeasureRequest) => ({ ticksPerSecond: perCpuSecond({ ticks: () => countTicks(steady(ERRORS, 0)) }, repeats).ticks }),

  decisionsOnShares: async ({ repeats }: MeasureRequest) => ({ ticksPerSecond: perCpuSecond({ ticks: () => releases((run) => steady(THREE_SHARES, run)) }, repeats).ticks }),

  decisionsOnSignals: async ({ repeats }: MeasureRequest) => ({ ticksPerSecond: perCpuSecond({ ticks: () => releases((run) => steady(THREE_SIGNALS, run)) }, repeats).ticks }),

  shortRollouts: async ({ repeats }: MeasureRequest) => {
    let ticks = 0;
    const { rollouts } = perCpuSecond(
      {
        rollouts: () => {
          ticks = releases((run) => steady(ERRORS, run, SHORT_TICKS * ERRORS.expert.lookMs));
          return RELEASES;
        },
      },
      repeats,
    );
    return { rolloutsPerSecond: rollouts, ticksPerRollout: ticks / RELEASES };
  },

  /** The process is started with --expose-gc. */
  memory: async () => {
    const run = worldOf(oneByOne()).begin();
    let [atMs, requests] = [0, 0];
    const heapAfter = (target: number): number => {
      for (; requests < target; atMs += MINUTE_MS) requests += requestsIn(run.advance({ fromMs: atMs, toMs: atMs + MINUTE_MS }, EXPOSURE));
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    return { bytesAfterMillion: heapAfter(1_000_000), bytesAfterTenMillion: heapAfter(10_000_000) };
  },

  workers: async () => {
    const task: SimulatedTask = { kind: 'scenario', policy: ERRORS, scenario: { ...DEFAULT_SCENARIO, seed: 5 } };
    const here = inProcessPool(runSimulator());
    const work = async (pool: typeof here, runs: number): Promise<Spent> => {
      const before = process.cpuUsage();
      const startedAtMs = performance.now();
      await pool.run(task, 0, runs);
      return { wallSeconds: (performance.now() - startedAtMs) / 1_000, cpuSeconds: cpuSeconds(before) };
    };
    // Warm, so that it is as much work as it says.
    await work(here, SAMPLE_RUNS);
    const sample = await work(here, SAMPLE_RUNS);
    const runs = Math.ceil((SAMPLE_RUNS * WORK_SECONDS) / sample.cpuSeconds);
    const there = threadPool<SimulatedTask, RunRow>({ entry: WORKER_ENTRY, workers: 2 });
    try {
      // Half of it before and half after, so that a slow moment of the machine falls on both.
      const first = await work(here, Math.ceil(runs / 2));
      const threads = await work(there, runs);
      const second = await work(here, Math.ceil(runs / 2));
      return { runs, hereWallSeconds: first.wallSeconds + second.wallSeconds, hereCpuSeconds: first.cpuSeconds + second.cpuSeconds, threadsWallSeconds: threads.wallSeconds, threadsCpuSeconds: threads.cpuSeconds };
    } finally {
      await Promise.all([here.close(), there.close()]);
    }
  },
};

export type MeasurementName = keyof typeof MEASUREMENTS;
export type Measured<Name extends MeasurementName> = Awaited<ReturnType<(typeof MEASUREMENTS)[Name]>>;

interface Spent {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

function requestsOf(trial: Trial, atLeast: number): number {
  const run = worldOf(trial).begin();
  let requests = 0;
  for (let atMs = 0; requests < atLeast; atMs += MINUTE_MS) requests += requestsIn(run.advance({ fromMs: atMs, toMs: atMs + MINUTE_MS }, EXPOSURE));
  return requests;
}

function requestsIn({ requests }: { readonly requests: { readonly stable: number; readonly candidate: number } }): number {
  return requests.stable + requests.candidate;
}

/** Drawing and nothing else, from several streams in turn. */
function drawInTurn(streams: readonly MovableRandom[]): number {
  const rounds = Math.ceil(DRAWS / streams.length);
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) for (const stream of streams) sum += stream.uniform();
  if (Number.isNaN(sum)) throw new Error('a stream drew no number');
  return rounds * streams.length;
}

/** The compiler keeps the one state in registers. */
function drawFromOne(stream: MovableRandom): number {
  let sum = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) sum += stream.uniform();
  if (Number.isNaN(sum)) throw new Error('a stream drew no number');
  return DRAWS;
}

/** Counted, after everything was timed: the count would slow it. */
function drawsPerRequest(): number {
  const { prototype } = Xoshiro128;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the stream that draws
  const draw = prototype.u32;
  let draws = 0;
  prototype.u32 = function counted(this: Xoshiro128): number {
    draws += 1;
    return draw.call(this);
  };
  try {
    const requests = requestsOf(oneByOne(), REQUESTS / 10);
    return draws / requests;
  } finally {
    prototype.u32 = draw;
  }
}

/** The world alone, a minute at a time, of a policy that never moves. */
function countTicks(trial: Trial): number {
  const run = worldOf(trial).begin();
  for (let tick = 0; tick < TICKS; tick += 1) run.advance({ fromMs: tick * MINUTE_MS, toMs: (tick + 1) * MINUTE_MS }, EXPOSURE);
  return TICKS;
}

/** Looks of whole releases: world, telemetry, decide(), fold(). */
function releases(trialOf: (run: number) => Trial): number {
  let looks = 0;
  for (let run = 0; run < RELEASES; run += 1) looks += rowOfRelease(trialOf(run)).looks;
  return looks;
}
