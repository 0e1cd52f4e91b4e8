// Do two arms have the same quantile? Anytime-valid p-value without any assumption on the distributions but independent observations.
// Howard & Ramdas 2022, Bernoulli 28:1704, section on A/B testing: the sum of the two arms' log mixtures, at its least favourable common value.
import { exp } from '../../math/portable-math.ts';
import { concentration, logMixture } from './beta-binomial-mixture.ts';

const GOLDEN = 0.6180339887498949;
const SEARCH_STEPS = 60;

export interface QuantileAb {
  /** Observations of either arm, in any order. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Which quantile, in (0, 1): 0.5 is the median. */
  readonly quantileP: number;
  /** Number of observations per arm at which the test shall be strongest, for level alphaOpt. */
  readonly tOpt: number;
  readonly alphaOpt: number;
}

/** P-value against "both arms have the same quantile", valid at any number of observations; 1 for an empty arm. */
export function quantileAbPValue({ a, b, quantileP, tOpt, alphaOpt }: QuantileAb): number {
  if (a.length === 0 || b.length === 0) return 1;
  const prior = concentration({ trialsOpt: tOpt, alphaOpt, isOneSided: false });
  const arms = [newArm(a, quantileP, prior), newArm(b, quantileP, prior)] as const;
  let least = Number.POSITIVE_INFINITY;
  // Between observations nothing changes, and at one both one-sided counts are allowed: observations are the only candidates.
  for (const { sorted } of arms) {
    for (const value of sorted) least = Math.min(least, leastLogMixture(arms[0], value) + leastLogMixture(arms[1], value));
  }
  return Math.min(1, exp(-least));
}

interface Arm {
  readonly sorted: readonly number[];
  /** Share of observations below the quantile that speaks least against it. */
  readonly mildest: number;
  readonly logMixtureOf: (share: number) => number;
}

function newArm(values: readonly number[], quantileP: number, prior: number): Arm {
  const trials = values.length;
  const logMixtureOf = (share: number): number => logMixture({ hits: share * trials, misses: (1 - share) * trials, p: quantileP, q: 1 - quantileP, prior, isOneSided: false });
  return { sorted: values.toSorted((x, y) => x - y), mildest: lowestPoint(logMixtureOf), logMixtureOf };
}

/** The mixture grows away from its mildest share: take the allowed share nearest to that. Allowed are all from "strictly below" to "at or below". */
function leastLogMixture({ sorted, mildest, logMixtureOf }: Arm, value: number): number {
  const lowest = countBelow(sorted, (x) => x < value) / sorted.length;
  const highest = countBelow(sorted, (x) => x <= value) / sorted.length;
  return logMixtureOf(Math.min(highest, Math.max(lowest, mildest)));
}

/** How many leading values of a sorted list pass. */
function countBelow(sorted: readonly number[], isBelow: (x: number) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBelow(sorted[middle] ?? Number.POSITIVE_INFINITY)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Where a function with one valley on [0, 1] is lowest. Golden section. */
function lowestPoint(f: (x: number) => number): number {
  let from = 0;
  let to = 1;
  for (let step = 0; step < SEARCH_STEPS; step += 1) {
    const left = to - GOLDEN * (to - from);
    const right = from + GOLDEN * (to - from);
    if (f(left) <= f(right)) to = right;
    else from = left;
  }
  return (from + to) / 2;
}
