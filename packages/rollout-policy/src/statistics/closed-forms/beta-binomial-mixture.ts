// Bernoulli sums: likelihood ratios against the null probability mixed over a beta law (two-sided), or over its part above the null (one-sided).
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Propositions 7 and 8. A step is at most h up or g down: for successes of
// probability p0, g = p0, h = 1 - p0, s = successes - trials p0, v = trials p0 (1 - p0).
import { logIncompleteBeta } from '../../math/incomplete-beta.ts';
import { logBetaKernel } from '../../math/log-beta.ts';
import { log } from '../../math/portable-math.ts';
import { bisect } from '../../math/root.ts';
import { bestRho, oneSidedBestRho, type BoundPoint, type MixturePoint } from './normal-mixture.ts';

interface Steps {
  /** Largest step down, > 0. */
  readonly g: number;
  /** Largest step up, > 0. */
  readonly h: number;
  readonly isOneSided: boolean;
}

export interface BinomialPoint {
  readonly successes: number;
  readonly trials: number;
  /** Null probability, in (0, 1). */
  readonly p0: number;
  readonly vOpt: number;
  readonly alphaOpt: number;
  readonly isOneSided: boolean;
}

/** ln of the mixture martingale at (s, v), for s in [-v/h, v/g]; Infinity where s is larger than possible. */
export function betaBinomialLogMixture({ s, v, vOpt, g, h, alphaOpt, isOneSided }: MixturePoint & Steps): number {
  const p = g / (g + h);
  const q = h / (g + h);
  const prior = concentration({ trialsOpt: vOpt / (g * h), alphaOpt, isOneSided }); // v grows by g h per trial
  return logMixture({ hits: (v + h * s) / (h * (g + h)), misses: (v - g * s) / (g * (g + h)), p, q, prior, isOneSided });
}

/** The same from counts: ln of the e-value against "the success probability is p0" (one-sided: "at most p0"). */
export function binomialLogMixture({ successes, trials, p0, vOpt, alphaOpt, isOneSided }: BinomialPoint): number {
  const q = 1 - p0;
  const prior = concentration({ trialsOpt: vOpt / (p0 * q), alphaOpt, isOneSided });
  return logMixture({ hits: successes, misses: trials - successes, p: p0, q, prior, isOneSided });
}

/** The s at which the mixture reaches 1/alpha, or the largest possible sum v/g where it never does. */
export function betaBinomialMixtureBound({ v, alpha, vOpt, g, h, alphaOpt, isOneSided }: BoundPoint & Steps): number {
  if (!(v >= 0 && alpha > 0 && alpha < 1 && g > 0 && h > 0)) return Number.NaN;
  const surplus = (s: number): number => betaBinomialLogMixture({ s, v, vOpt, g, h, alphaOpt, isOneSided }) + log(alpha);
  const largest = v / g;
  return surplus(largest) < 0 ? largest : bisect(surplus, { from: 0, to: largest });
}

/** Counts (need not be whole) against the null probability p = 1 - q, for a beta prior with mean p and `prior` pseudo-observations. */
export interface MixtureCounts {
  readonly hits: number;
  readonly misses: number;
  readonly p: number;
  readonly q: number;
  readonly prior: number;
  readonly isOneSided: boolean;
}

/** ln of the mixture, as a difference of two beta densities at the null: exact for any counts. */
export function logMixture({ hits, misses, p, q, prior, isOneSided }: MixtureCounts): number {
  const before = { a: prior * p, b: prior * q, x: p, y: q };
  const after = { a: hits + prior * p, b: misses + prior * q, x: p, y: q };
  if (after.b <= 0) return Number.POSITIVE_INFINITY;
  const twoSided = logBetaKernel(before) - logBetaKernel(after);
  return isOneSided ? twoSided + logIncompleteBeta(after).logUpper - logIncompleteBeta(before).logUpper : twoSided;
}

/** Pseudo-observations of the prior for a mixture that is strongest at `trialsOpt` trials: what the normal tuning says less 1, but not below 1/1000. */
export function concentration({ trialsOpt, alphaOpt, isOneSided }: { readonly trialsOpt: number; readonly alphaOpt: number; readonly isOneSided: boolean }): number {
  return Math.max((isOneSided ? oneSidedBestRho : bestRho)({ v: trialsOpt, alpha: alphaOpt }) - 1, 1e-3);
}
