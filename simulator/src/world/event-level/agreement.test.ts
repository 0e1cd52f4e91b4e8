// Where both engines apply, a loop over requests and counts of spans follow the same law: over many runs in common worlds (the same users, bursts and noise)
// their means differ by no more than luck allows, in every cell of every check. Each engine draws in a way of its own, so each checks the other.
import { describe, expect, it } from 'vitest';
import { DEFAULT_MISBEHAVING, DEFAULT_SCENARIO, DEFAULT_TRAFFIC } from '../../scenario/default-scenario.ts';
import { builtInPolicy, type BuiltInPolicy } from '../../scenario/policies.ts';
import type { Baseline, Behaviour, Fault, TrafficModel, Trial } from '../../scenario/scenario.ts';
import { aggregatedWorld } from '../aggregated.ts';
import { newPopulations } from '../user-population.ts';
import type { Exposure, Happening, World } from '../world.ts';
import { eventLevelWorld } from './index.ts';

const RUNS = 200;
const SPAN_MS = 60_000;
const MINUTE_MS = 60_000;
/** Of a difference that is luck, once in 16,000. */
const SCORE_MAX = 4;
/** The 95 % interval of a mean difference, as a part of the mean: narrow enough for the agreement to mean something. */
const WIDTH_MAX = 0.05;

interface Case {
  readonly what: string;
  readonly policy: BuiltInPolicy;
  readonly traffic: Partial<TrafficModel>;
  readonly behaviours: readonly Behaviour[];
  readonly faults: readonly Fault[];
  readonly spans: number;
  readonly exposureAt: (span: number) => Exposure;
}

const twice: Behaviour = { ...DEFAULT_MISBEHAVING, kind: 'worse', on: { kind: 'all', of: 'errors' }, factor: 2, points: 0 };
/** Often enough for few requests to tell much. */
const FAILING: Baseline = { kind: 'ratio', ratio: 0.05 };
const REGIONS = [
  { dimension: 'region', value: 'east', share: 0.7, shareAtEnd: 0.7 },
  { dimension: 'region', value: 'west', share: 0.3, shareAtEnd: 0.3 },
] as const;
const at = (weight: number, mirror = 0): Exposure => ({ weight, mirror, firstTrafficAtMs: 0, weightSinceMs: 0, promotedAtMs: 'never' });
const raised = (span: number): Exposure => at(span < 3 ? 0.15 : 0.4);

const CASES: readonly Case[] = [
  {
    what: 'every kind of signal, slices, and a candidate that is worse in one of them, slower and skewed, while a crowd comes',
    policy: 'signals',
    traffic: { requestsPerSecond: 10, segments: REGIONS },
    behaviours: [
      { ...twice, kind: 'worse-in', segment: 'region=west', factor: 3, points: 0.02 },
      { ...DEFAULT_MISBEHAVING, kind: 'slower', factor: 1.5, fromQuantile: 0.5 },
      { ...DEFAULT_MISBEHAVING, kind: 'skew', moved: 0.1 },
      { ...DEFAULT_MISBEHAVING, kind: 'worse', on: { kind: 'all', of: 'answers' }, factor: 1, points: 0.05 },
    ],
    faults: [
      { kind: 'flash-crowd', atMs: 2 * MINUTE_MS + 5_000, forMs: MINUTE_MS, factor: 2.5 },
      { kind: 'mix-differs', atMs: 4 * MINUTE_MS, forMs: 100_000, segment: 'region=west', factor: 1.5 },
    ],
    spans: 7,
    exposureAt: raised,
  },
  {
    what: 'failures in bursts, gamma traffic with bursts of its own by day and night, noise of the arms',
    policy: 'labelled',
    traffic: {
      requestsPerSecond: 15,
      shape: { kind: 'day', peakToTrough: 4, weekendRatio: 1, startsAtMs: 6 * 60 * MINUTE_MS },
      dispersion: 3,
      bursts: { factor: 3, everyMs: 5 * MINUTE_MS, lastMs: 40_000 },
      failBurst: { mean: 3, max: 10 },
      armNoise: 0.1,
      commonNoise: 0.2,
      segments: REGIONS,
    },
    behaviours: [twice],
    faults: [],
    spans: 12,
    exposureAt: raised,
  },
  {
    what: 'users of very unequal activity and luck, who stay on their arm until a raise moves them',
    policy: 'sticky',
    traffic: { requestsPerSecond: 10, users: { kind: 'users', count: 3_000, zipf: 1.1, concentration: 20 } },
    behaviours: [twice],
    faults: [],
    spans: 12,
    exposureAt: raised,
  },
  {
    what: 'a shadow, in which the candidate answers copies, before it gets users',
    policy: 'shadowed',
    traffic: { requestsPerSecond: 10, dispersion: 5 },
    behaviours: [twice, { ...DEFAULT_MISBEHAVING, kind: 'worse', on: { kind: 'all', of: 'answers' }, factor: 1.3, points: 0 }],
    faults: [],
    spans: 9,
    exposureAt: (span) => (span < 4 ? at(0, 0.4) : at(0.4, 0)),
  },
  {
    what: 'recorded arrivals, of which a crowd makes more',
    policy: 'web',
    traffic: { shape: { kind: 'replay', stepMs: 10_000, counts: [125, 0, 5, 225, 80, 300, 1, 20] } },
    behaviours: [twice],
    faults: [{ kind: 'flash-crowd', atMs: MINUTE_MS, forMs: 2 * MINUTE_MS, factor: 1.5 }],
    spans: 8,
    exposureAt: raised,
  },
];

describe('both engines', () => {
  it.each(CASES)('agree on $what', (one) => {
    const sums = new Map<string, Paired>();
    const populations = newPopulations();
    const { policy, scenario } = trialOf(one);
    for (let run = 0; run < RUNS; run += 1) {
      const trial: Trial = { policy, scenario: { ...scenario, run } };
      const counted = totals(aggregatedWorld(trial, populations), one);
      const served = totals(eventLevelWorld(trial, { populations }), one);
      expect([...served.keys()].sort()).toEqual([...counted.keys()].sort());
      for (const [name, value] of counted) add(sums, name, value, served.get(name) ?? 0);
    }
    const differing = [...sums].map(([name, paired]) => ({ name, ...compare(paired) })).filter(({ score }) => !(Math.abs(score) < SCORE_MAX));
    expect(differing).toEqual([]);
    for (const name of ['requests/stable', 'requests/candidate', 'bad/stable', 'bad/candidate', 'excess']) {
      const { mean, width } = compare(sums.get(name) ?? { values: 0, differences: 0, squares: 0 });
      expect(mean, name).toBeGreaterThan(0);
      expect(width / mean, name).toBeLessThan(WIDTH_MAX);
    }
  });
});

interface Paired {
  /** Sums over runs: of the aggregated engine's values, of the differences and of their squares. */
  values: number;
  differences: number;
  squares: number;
}

function add(sums: Map<string, Paired>, name: string, counted: number, served: number): void {
  const sum = sums.get(name) ?? { values: 0, differences: 0, squares: 0 };
  sum.values += counted;
  sum.differences += served - counted;
  sum.squares += (served - counted) ** 2;
  sums.set(name, sum);
}

function compare({ values, differences, squares }: Paired): { readonly mean: number; readonly difference: number; readonly score: number; readonly width: number } {
  const difference = differences / RUNS;
  const error = Math.sqrt(Math.max(0, squares / RUNS - difference ** 2) / (RUNS - 1));
  // Sums of real numbers in another order differ in their last digits, with or without luck.
  const isSame = Math.abs(difference) <= 1e-9 * Math.abs(values / RUNS);
  return { mean: values / RUNS, difference, score: isSame ? 0 : difference / error, width: 2 * 1.96 * error };
}

function trialOf({ what, policy, traffic, behaviours, faults, spans }: Case): Trial {
  return {
    policy: builtInPolicy(policy),
    scenario: { ...DEFAULT_SCENARIO, name: what, seed: 7, horizonMs: spans * SPAN_MS, baseline: { errors: FAILING }, traffic: { ...DEFAULT_TRAFFIC, ...traffic }, behaviours, faults },
  };
}

function totals(world: World, { spans, exposureAt }: Case): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const note = (name: string, value: number): void => void sums.set(name, (sums.get(name) ?? 0) + value);
  const run = world.begin();
  for (let span = 0; span < spans; span += 1) {
    for (const [name, value] of numbersOf(run.advance({ fromMs: span * SPAN_MS, toMs: (span + 1) * SPAN_MS }, exposureAt(span)))) note(name, value);
  }
  return sums;
}

function numbersOf({ requests, bad, excess, usersHarmed, cells }: Happening): readonly (readonly [string, number])[] {
  return [
    // Squares as well, so that spans vary alike.
    ['requests/all, squared', (requests.stable + requests.candidate) ** 2],
    ['bad/stable, squared', bad.stable ** 2],
    ['bad/candidate, squared', bad.candidate ** 2],
    ['requests/stable', requests.stable],
    ['requests/candidate', requests.candidate],
    ['bad/stable', bad.stable],
    ['bad/candidate', bad.candidate],
    ['excess', excess],
    ['usersHarmed', usersHarmed],
    ...Object.entries(cells).flatMap(([check, named]) =>
      Object.entries(named).flatMap(([cell, { stable, candidate }]) => [
        [`${check}/${cell}/stable/trials`, stable.trials] as const,
        [`${check}/${cell}/stable/events`, stable.events] as const,
        [`${check}/${cell}/candidate/trials`, candidate.trials] as const,
        [`${check}/${cell}/candidate/events`, candidate.events] as const,
      ]),
    ),
  ];
}
