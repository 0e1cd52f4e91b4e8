// Confidence sequences for the mean of observations in [0, 1] from conjugate mixtures: an interval after every observation.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Corollary 1 (Hoeffding) and Theorem 4 (empirical Bernstein).
import { gammaExponentialMixtureBound } from './gamma-exponential-mixture.ts';
import { normalMixtureBound } from './normal-mixture.ts';
import type { Interval } from './predictable-mixture-intervals.ts';

/** Assumes the largest variance that [0, 1] allows; narrowest after tOpt observations. */
export function conjmixHoeffdingTwosidedCs({ x, tOpt, alpha = 0.05 }: { readonly x: readonly number[]; readonly tOpt: number; readonly alpha?: number }): Interval {
  let sum = 0;
  const ends = x.map((value, index) => {
    const t = index + 1;
    sum += value;
    const half = normalMixtureBound({ v: t / 4, alpha, vOpt: tOpt / 4, alphaOpt: alpha, isOneSided: false }) / t;
    return { lower: Math.max(0, sum / t - half), upper: Math.min(1, sum / t + half) };
  });
  return { lower: ends.map(({ lower }) => lower), upper: ends.map(({ upper }) => upper) };
}

export interface EmpiricalBernstein {
  readonly x: readonly number[];
  /** Sum of squared deviations (variance times observations) at which the interval shall be narrowest. */
  readonly vOpt: number;
  readonly alpha?: number;
}

/** Adapts to the variance. Wider than it had to be: it spends alpha/4 per side, so that it agrees with the reference implementation. */
export function conjmixEmpbernTwosidedCs({ x, vOpt, alpha = 0.05 }: EmpiricalBernstein): Interval {
  const upper = conjmixEmpbernLowerCs({ x: x.map((value) => 1 - value), vOpt, alpha: alpha / 2 });
  return { lower: conjmixEmpbernLowerCs({ x, vOpt, alpha: alpha / 2 }), upper: upper.map((end) => 1 - end) };
}

/** Lower ends alone, for observations >= 0; spends alpha/2, as the reference implementation does. */
export function conjmixEmpbernLowerCs({ x, vOpt, alpha = 0.05 }: EmpiricalBernstein): readonly number[] {
  let sum = 0;
  let squares = 0;
  return x.map((value, index) => {
    const mean = index === 0 ? 0.5 : sum / index; // before this observation
    sum += value;
    squares += (value - mean) * (value - mean);
    const bound = gammaExponentialMixtureBound({ v: squares, alpha: alpha / 2, vOpt, c: 1, alphaOpt: alpha / 2 });
    return Math.max(0, (sum - bound) / (index + 1));
  });
}
