// Do values of one sample tend to be larger than those of the other? Rank test with its interval, the way Kayenta judges a metric. For one look.
//
// Mann & Whitney 1947; normal approximation with continuity correction and ties; shift by Hodges & Lehmann 1963, interval by inverting the test.
import { exp, log } from '../../math/portable-math.ts';
import { logNormalCdf, normalQuantile } from '../../math/normal-distribution.ts';

export interface MannWhitney {
  /** Pairs in which the first sample's value is the larger one; ties count one half. */
  readonly u: number;
  /** Two-sided. 1 where all values are equal. */
  readonly pValue: number;
}

export interface Shift {
  /** Median of all differences first - second. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const u = pairsWon(first, second);
  const pairs = first.length * second.length;
  const surplus = Math.max(u, pairs - u) - pairs / 2 - 0.5;
  const deviation = uDeviation(first.length, second.length, tieSum([...first, ...second]));
  if (deviation === 0) return { u, pValue: 1 };
  return { u, pValue: Math.min(1, exp(log(2) + logNormalCdf(-surplus / deviation))) };
}

/**
 * All shifts d for which the test of `first - d` against `second` does not reject at 1 - confidence. The test changes only where d passes a difference of a
 * pair, so both ends are such differences; samples too small for the confidence give the extreme ones.
 */
export function shiftInterval(first: readonly number[], second: readonly number[], confidence: number): Shift {
  const differences = first.flatMap((x) => second.map((y) => x - y)).sort((a, b) => a - b);
  const pairs = differences.length;
  // Shifted by d, values tie across the samples only at single points: what counts are the ties within each.
  const deviation = uDeviation(first.length, second.length, tieSum(first) + tieSum(second));
  const z = -normalQuantile((1 - confidence) / 2);
  const passed = (target: number): number => {
    const at = differences.findIndex((difference, k) => differences[k + 1] !== difference && continuityCorrected(pairs - 1 - k - pairs / 2) <= target * deviation);
    return differences[at < 0 ? pairs - 1 : at] ?? Number.NaN;
  };
  return { estimate: medianOfSorted(differences), lower: passed(z), upper: passed(-z) };
}

function continuityCorrected(surplus: number): number {
  return surplus - Math.sign(surplus) * 0.5;
}

function pairsWon(first: readonly number[], second: readonly number[]): number {
  const sorted = [...second].sort((a, b) => a - b);
  return first.reduce((sum, x) => sum + (countBelow(sorted, x, false) + countBelow(sorted, x, true)) / 2, 0);
}

/** Values below x, or up to and including it. */
function countBelow(sorted: readonly number[], x: number, including: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value < x || (including && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Standard deviation of U under equality; `ties`: sum of t^3 - t over groups of t equal values. */
function uDeviation(m: number, n: number, ties: number): number {
  const all = m + n;
  return all < 2 ? 0 : Math.sqrt(Math.max(0, ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)))));
}

function tieSum(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  let sum = 0;
  let run = 1;
  for (let k = 1; k <= sorted.length; k += 1) {
    if (k < sorted.length && sorted[k] === sorted[k - 1]) run += 1;
    else {
      sum += run * run * run - run;
      run = 1;
    }
  }
  return sum;
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
