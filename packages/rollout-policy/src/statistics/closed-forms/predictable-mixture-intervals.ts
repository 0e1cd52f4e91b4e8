// Confidence sequences for the mean of observations in [0, 1] from predictable bets: closed forms, one pass, an interval after every observation.
// Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Theorem 2 (empirical Bernstein) and Proposition 1 (Hoeffding).
import { log, log1p } from '../../math/portable-math.ts';
import { lambdaPredmixEb } from './predictable-bets.ts';

export interface MeanSequence {
  /** Observations in [0, 1]. */
  readonly x: readonly number[];
  /** All intervals hold at once with probability 1 - alpha. */
  readonly alpha?: number;
  /** Largest bet: below 1 for empirical Bernstein (0.5 by default); 1 by default for Hoeffding. */
  readonly truncation?: number;
}

/** Ends of the interval after each observation, within [0, 1]. */
export interface Interval {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Adapts to the variance: the interval to use for means of small spread. */
export function predmixEmpbernTwosidedCs({ x, alpha = 0.05, truncation = 0.5 }: MeanSequence): Interval {
  return twoSided(x, (values) => empiricalBernsteinLower(values, { alpha: alpha / 2, truncation }));
}

/** Assumes the largest variance that [0, 1] allows. */
export function predmixHoeffdingCs({ x, alpha = 0.05, truncation = 1 }: MeanSequence): Interval {
  return twoSided(x, (values) => hoeffdingLower(values, { alpha: alpha / 2, truncation }));
}

interface OneSided {
  readonly alpha: number;
  readonly truncation: number;
}

function empiricalBernsteinLower(x: readonly number[], { alpha, truncation }: OneSided): readonly number[] {
  const bets = lambdaPredmixEb({ x, alpha, truncation });
  let sum = 0;
  const costs = x.map((value, index) => {
    const mean = index === 0 ? 0 : sum / index;
    sum += value;
    const bet = bets[index] ?? 0;
    return (value - mean) * (value - mean) * (-log1p(-bet) - bet);
  });
  return lowerEnds({ x, bets, costs, alpha });
}

function hoeffdingLower(x: readonly number[], { alpha, truncation }: OneSided): readonly number[] {
  const budget = -8 * log(alpha);
  const bets = x.map((_, index) => Math.min(truncation, Math.sqrt(budget / ((index + 1) * log1p(index + 1)))));
  return lowerEnds({ x, bets, costs: bets.map((bet) => (bet * bet) / 8), alpha });
}

interface Bets {
  readonly x: readonly number[];
  readonly bets: readonly number[];
  /** What each bet costs in nats. */
  readonly costs: readonly number[];
  readonly alpha: number;
}

/** (sum of bets times observations - ln(1/alpha) - costs) / sum of bets. */
function lowerEnds({ x, bets, costs, alpha }: Bets): readonly number[] {
  let stake = 0;
  let won = 0;
  let cost = -log(alpha);
  return x.map((value, index) => {
    const bet = bets[index] ?? 0;
    stake += bet;
    won += bet * value;
    cost += costs[index] ?? 0;
    return Math.max(0, (won - cost) / stake);
  });
}

function twoSided(x: readonly number[], lowerOf: (values: readonly number[]) => readonly number[]): Interval {
  return { lower: lowerOf(x), upper: lowerOf(x.map((value) => 1 - value)).map((end) => 1 - end) };
}
