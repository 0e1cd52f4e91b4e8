// The law of counts that the simulator draws: negative binomial with a given mean and variance over mean, a mixture over the hours of the week. Used to
// lay it beside what was seen.
import { chiSquareUpperTail, exp, log, logIncompleteBeta } from '@rampart/rollout-policy/statistics';

/** Part `share` of the spans has this mean. */
export interface MeanClass {
  readonly share: number;
  readonly mean: number;
}

export interface CountLaw {
  readonly classes: readonly MeanClass[];
  /** Variance over mean within a class, at least 1: Poisson. */
  readonly dispersion: number;
}

/** Nearer to 1 the negative binomial is a Poisson law for every purpose here. */
const POISSON_BELOW = 1.001;

/** P(count <= k), k whole and at least 0. */
export function probabilityUpTo(k: number, { classes, dispersion }: CountLaw): number {
  let sum = 0;
  for (const { share, mean } of classes) sum += share * upTo(k, mean, dispersion);
  return sum;
}

/** The smallest k with P(count <= k) >= p; p in (0, 1). */
export function quantileOf(p: number, law: CountLaw): number {
  let high = 1;
  while (probabilityUpTo(high, law) < p && high < Number.MAX_SAFE_INTEGER / 2) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (probabilityUpTo(middle, law) >= p) high = middle;
    else low = middle;
  }
  return high;
}

/** Johnson, Kotz & Kemp, Univariate Discrete Distributions: (4.33) Poisson by chi-square, (5.31) negative binomial by the incomplete beta. */
function upTo(k: number, mean: number, dispersion: number): number {
  if (mean <= 0) return 1;
  if (dispersion < POISSON_BELOW) return k === 0 ? exp(-mean) : chiSquareUpperTail({ x: 2 * mean, df: 2 * (k + 1) });
  const size = mean / (dispersion - 1);
  return k === 0 ? exp(-size * log(dispersion)) : exp(logIncompleteBeta({ a: size, b: k + 1, x: 1 / dispersion }).logLower);
}
