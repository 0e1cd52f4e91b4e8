// The worst that can be found for a policy: a cross-entropy search (Rubinstein & Kroese 2004) over a few continuous features of a bad release, for the
// largest excess harm: bad requests beyond what stable would have had on the same requests. What is found is a lower bound on the true worst.
//
// Plain bad requests would be the wrong aim: the search would only raise everybody's error rate.
import { exp, log } from '@rampart/rollout-policy/statistics';
import { normal, purposeOf, randomAt } from '../chance/index.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** One feature of a release, searched on a logarithmic or plain scale between its ends. */
interface Feature {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly scale: 'log' | 'plain';
}

/** The worst cases of peers sit just under what can be told: small harm for the whole ramp. So small effects are within reach as well as dead ones. */
export const FEATURES: readonly Feature[] = [
  { name: 'requestsPerSecond', from: 0.01, to: 1_000, scale: 'log' },
  { name: 'errorRatio', from: 0.0005, to: 0.05, scale: 'log' },
  { name: 'effect', from: 1.05, to: 100, scale: 'log' },
  { name: 'onsetMs', from: 1, to: 6 * 3_600_000, scale: 'log' },
  { name: 'sliceShare', from: 0.02, to: 1, scale: 'log' },
  { name: 'failBurst', from: 1, to: 20, scale: 'log' },
  { name: 'peakToTrough', from: 1, to: 10, scale: 'plain' },
];

export interface SearchAsked {
  readonly seed: number;
  readonly generations: number;
  /** Candidates per generation, of which the best tenth shape the next. */
  readonly population: number;
  /** Releases per candidate, the same ones for each: differences are then of the candidates. */
  readonly runs: number;
  /** What only the user knows is kept: the traffic of a profile, say. Names of features that stay as `base` has them. */
  readonly keep: readonly string[];
  readonly base: Scenario;
}

export interface Found {
  readonly scenario: Scenario;
  /** Mean over the runs, and the run among them that was worst. */
  readonly meanExcess: number;
  readonly worstRun: number;
  readonly worstExcess: number;
}

export interface SearchResult {
  readonly worst: Found;
  /** Mean excess of the best candidate after each generation: whether the search has come to rest. */
  readonly course: readonly number[];
  readonly evaluations: number;
}

/** `excessOf`: the truth of one release; scenarios are asked in order, so that a caller may run them anywhere. */
export type ExcessOf = (scenarios: readonly Scenario[]) => Promise<readonly number[]>;

const ELITE = 0.1;
/** How much of the old distribution stays, against coming to rest too early. */
const KEPT = 0.3;
const SPREAD_MIN = 0.02;
const DRAWS = purposeOf('worst-case search');

export async function searchWorstCase(asked: SearchAsked, excessOf: ExcessOf, told: (done: number, total: number) => void = () => undefined): Promise<SearchResult> {
  const features = FEATURES.filter(({ name }) => !asked.keep.includes(name));
  // Positions on 0..1 along each feature's scale.
  let means = features.map(() => 0.5);
  let spreads = features.map(() => 0.35);
  let worst: Found | undefined;
  const course: number[] = [];
  let evaluations = 0;
  for (let generation = 0; generation < asked.generations; generation += 1) {
    const positions = Array.from({ length: asked.population }, (_, index) => {
      const random = randomAt({ seed: asked.seed, run: index, tick: generation, purpose: DRAWS });
      return features.map((_, feature) => clamp((means[feature] ?? 0.5) + (spreads[feature] ?? 0.1) * normal(random)));
    });
    const candidates = positions.map((position) => scenarioAt(asked, features, position));
    const excess = await excessOf(candidates.flatMap((scenario) => Array.from({ length: asked.runs }, (_, run) => ({ ...scenario, run }))));
    evaluations += excess.length;
    const scored = candidates.map((scenario, index) => foundOf(scenario, excess.slice(index * asked.runs, (index + 1) * asked.runs)));
    const order = scored.map((_, index) => index).sort((a, b) => (scored[b]?.meanExcess ?? 0) - (scored[a]?.meanExcess ?? 0) || a - b);
    const best = scored[order[0] ?? 0];
    if (best !== undefined && (worst === undefined || best.meanExcess > worst.meanExcess)) worst = best;
    course.push(worst?.meanExcess ?? 0);
    const elite = order.slice(0, Math.max(3, Math.round(asked.population * ELITE))).map((index) => positions[index] ?? []);
    means = means.map((old, feature) => KEPT * old + (1 - KEPT) * meanOf(elite, feature));
    spreads = spreads.map((old, feature) => Math.max(SPREAD_MIN, KEPT * old + (1 - KEPT) * spreadOf(elite, feature)));
    told(generation + 1, asked.generations);
  }
  if (worst === undefined) throw new RangeError('a search needs at least one generation and one candidate');
  return { worst, course, evaluations };
}

function foundOf(scenario: Scenario, excess: readonly number[]): Found {
  let sum = 0;
  let worstRun = 0;
  excess.forEach((value, run) => {
    sum += value;
    if (value > (excess[worstRun] ?? 0)) worstRun = run;
  });
  return { scenario: { ...scenario, run: worstRun }, meanExcess: sum / excess.length, worstRun, worstExcess: excess[worstRun] ?? 0 };
}

function scenarioAt({ base, seed, keep }: SearchAsked, features: readonly Feature[], position: readonly number[]): Scenario {
  const at = (name: string): number | 'kept' => {
    const index = features.findIndex((feature) => feature.name === name);
    const feature = features[index];
    return feature === undefined ? 'kept' : valueAt(feature, position[index] ?? 0.5);
  };
  const or = (name: string, otherwise: number): number => {
    const value = at(name);
    return value === 'kept' ? otherwise : value;
  };
  const { traffic } = base;
  const share = or('sliceShare', 1);
  const peakToTrough = or('peakToTrough', 1);
  const factor = or('effect', 2);
  const fromMs = Math.round(or('onsetMs', 1));
  const mean = or('failBurst', traffic.failBurst.mean);
  const ratio = at('errorRatio');
  return {
    ...base,
    name: 'worst-case',
    about: 'The worst release that a search has found.',
    seed,
    traffic: {
      ...traffic,
      requestsPerSecond: rounded(or('requestsPerSecond', traffic.requestsPerSecond)),
      shape: keep.includes('peakToTrough') || peakToTrough <= 1 ? traffic.shape : { kind: 'day', peakToTrough: rounded(peakToTrough), weekendRatio: 1, startsAtMs: 0 },
      failBurst: { mean: rounded(mean), max: Math.max(traffic.failBurst.max, Math.ceil(10 * mean)) },
      segments: share >= 1 ? traffic.segments : [segment('worst', share), segment('rest', 1 - share)],
    },
    baseline: ratio === 'kept' ? base.baseline : Object.fromEntries(Object.entries(base.baseline).map(([name, known]) => [name, known.kind === 'ratio' ? { kind: 'ratio' as const, ratio: rounded(ratio) } : known])),
    behaviours: [
      share >= 1
        ? { kind: 'worse', arm: 'candidate', since: 'first-traffic', fromMs, forMs: 'ever', on: { kind: 'all', of: 'errors' }, factor: rounded(factor), points: 0 }
        : { kind: 'worse-in', arm: 'candidate', since: 'first-traffic', fromMs, forMs: 'ever', on: { kind: 'all', of: 'errors' }, segment: 'part=worst', factor: rounded(factor), points: 0 },
    ],
  };
}

function segment(value: string, share: number): Scenario['traffic']['segments'][number] {
  return { dimension: 'part', value, share: rounded(share), shareAtEnd: rounded(share) };
}

function valueAt({ from, to, scale }: Feature, position: number): number {
  return scale === 'plain' ? from + (to - from) * position : exp(log(from) + (log(to) - log(from)) * position);
}

/** Six digits: what is written to a file is what was run. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}

function meanOf(positions: readonly (readonly number[])[], feature: number): number {
  let sum = 0;
  for (const position of positions) sum += position[feature] ?? 0;
  return sum / positions.length;
}

function spreadOf(positions: readonly (readonly number[])[], feature: number): number {
  const mean = meanOf(positions, feature);
  let squares = 0;
  for (const position of positions) squares += ((position[feature] ?? 0) - mean) * ((position[feature] ?? 0) - mean);
  return Math.sqrt(squares / positions.length);
}

