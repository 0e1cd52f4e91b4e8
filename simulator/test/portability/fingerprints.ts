// One hash per layer of what the simulator computes: chance, samplers, the order of events, both engines. The same on every platform and every Node, or two
// people who run one scenario see different releases.
import { createHash, type Hash } from 'node:crypto';
import {
  aliasTable, beta, binomial, burst, eventQueue, exponential, fineUniform, gamma, logarithmic, multinomial, negativeBinomial, newRandom, normal, poisson, purposeOf, zipf, zipfShares, type MovableRandom,
} from '../../src/chance/index.ts';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../src/scenario/default-scenario.ts';
import { builtInPolicy, type BuiltInPolicy } from '../../src/scenario/policies.ts';
import type { TrafficModel, Trial } from '../../src/scenario/scenario.ts';
import { aggregatedWorld } from '../../src/world/aggregated.ts';
import { eventLevelWorld } from '../../src/world/event-level/index.ts';
import type { World } from '../../src/world/world.ts';

export type Layer = 'streams' | 'samplers' | 'order of events' | 'aggregated engine' | 'event-level engine';
export type Fingerprints = Readonly<Record<Layer, string>>;

export function fingerprints(): Fingerprints {
  return {
    streams: hashOf(streams),
    samplers: hashOf(samplers),
    'order of events': hashOf(orderOfEvents),
    'aggregated engine': hashOf((note) => worlds(aggregatedWorld, note)),
    'event-level engine': hashOf((note) => worlds(eventLevelWorld, note)),
  };
}

/** Takes numbers into the hash, bit by bit. */
type Note = (...numbers: readonly number[]) => void;

function hashOf(compute: (note: Note) => void): string {
  const hash: Hash = createHash('sha256');
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  compute((...numbers) => {
    for (const number of numbers) {
      view.setFloat64(0, number);
      hash.update(bytes);
    }
  });
  return hash.digest('hex').slice(0, 16);
}

function streams(note: Note): void {
  const random = newRandom();
  for (const seed of [0, 1, 0xffffffff]) {
    for (let tick = 0; tick < 2_000; tick += 1) {
      random.at(seed, tick % 7, tick * 1_000_003, purposeOf(`purpose ${String(tick % 11)}`));
      note(random.u32(), random.uniform(), fineUniform(random));
    }
  }
}

function samplers(note: Note): void {
  const chooser = aliasTable([0.1, 0.2, 0.7]);
  const ranks = zipf(500, 1.1);
  const laws: readonly ((random: MovableRandom) => number)[] = [
    ...[[5, 0.3], [800, 0.01], [9_000, 0.001], [1_000, 0.05], [1_000, 0.97], [100_000, 0.4]].map(([trials = 0, p = 0]) => (random: MovableRandom): number => binomial(random, trials, p)),
    ...[0.01, 3, 30, 2_000].map((mean) => (random: MovableRandom): number => poisson(random, mean)),
    ...[0.02, 0.7, 1, 40].map((shape) => (random: MovableRandom): number => gamma(random, shape)),
    normal,
    exponential,
    (random) => beta(random, 0.2, 19.8),
    (random) => negativeBinomial(random, 40, 71),
    (random) => logarithmic(random, 0.95),
    (random) => burst(random, { mean: 5, max: 50 }),
    (random) => chooser.choose(random),
    (random) => ranks.choose(random),
  ];
  const random = newRandom();
  laws.forEach((law, index) => {
    random.at(1, index, 0, 0);
    for (let draw = 0; draw < 2_000; draw += 1) note(law(random));
  });
  note(...multinomial(random, 1_000, [0.5, 0.25, 0.125, 0.125]), ...zipfShares(100, 0.9));
}

function orderOfEvents(note: Note): void {
  const queue = eventQueue();
  const random = newRandom();
  for (let event = 0; event < 20_000; event += 1) {
    // Whole times, so that many events are at one time.
    queue.push(Math.floor(random.uniform() * 1_000), random.u32() % 4, event);
    if (random.uniform() < 0.4) note(queue.nextTime, queue.pop());
  }
  while (queue.size > 0) note(queue.nextTime, queue.pop());
}

const HOUR_MS = 3_600_000;
const SPAN_MS = 15_000;
const ROUGH: Partial<TrafficModel> = {
  requestsPerSecond: 20,
  shape: { kind: 'week', peakToTrough: 5, weekendRatio: 0.4, startsAtMs: 3 * HOUR_MS },
  dispersion: 6,
  bursts: { factor: 4, everyMs: HOUR_MS / 6, lastMs: HOUR_MS / 60 },
  failBurst: { mean: 4, max: 20 },
  armNoise: 0.1,
  commonNoise: 0.3,
  segments: [
    { dimension: 'region', value: 'east', share: 0.8, shareAtEnd: 0.5 },
    { dimension: 'region', value: 'west', share: 0.2, shareAtEnd: 0.5 },
  ],
};

function worlds(engine: (trial: Trial) => World, note: Note): void {
  const trials: readonly (readonly [BuiltInPolicy, Partial<TrafficModel>])[] = [
    ['signals', ROUGH],
    ['shadowed', { ...ROUGH, requestsPerSecond: 0.05 }],
    ['sticky', { users: { kind: 'users', count: 2_000, zipf: 1.1, concentration: 20 } }],
  ];
  for (const [policy, traffic] of trials) {
    const run = engine({
      policy: builtInPolicy(policy),
      scenario: {
        ...DEFAULT_SCENARIO,
        seed: 0x5eed,
        run: 17,
        traffic: { ...DEFAULT_TRAFFIC, ...traffic },
        behaviours: [
          { ...DEFAULT_MISBEHAVING, kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 1.7, points: 0.001 },
          { ...DEFAULT_MISBEHAVING, kind: 'slower', factor: 1.3, fromQuantile: 0.9 },
          { ...DEFAULT_MISBEHAVING, kind: 'leak', errorPointsPerHour: 0.01, levelPerHour: 0.2 },
        ],
      },
    }).begin();
    for (let span = 0; span < 160; span += 1) {
      const weight = span < 40 ? 0 : span < 100 ? 0.07 : 0.31;
      const happening = run.advance(
        { fromMs: span * SPAN_MS, toMs: (span + 1) * SPAN_MS },
        { weight, mirror: span < 40 ? 0.2 : 0, firstTrafficAtMs: span < 40 ? 'never' : 40 * SPAN_MS, weightSinceMs: (span < 40 ? 0 : span < 100 ? 40 : 100) * SPAN_MS, promotedAtMs: 'never' },
      );
      note(happening.requests.stable, happening.requests.candidate, happening.bad.stable, happening.bad.candidate, happening.excess, happening.usersHarmed);
      for (const check of Object.keys(happening.cells).sort()) {
        const cells = happening.cells[check] ?? {};
        for (const name of Object.keys(cells).sort()) {
          const cell = cells[name];
          if (cell !== undefined) note(cell.stable.trials, cell.stable.events, cell.candidate.trials, cell.candidate.events);
        }
      }
    }
  }
}
