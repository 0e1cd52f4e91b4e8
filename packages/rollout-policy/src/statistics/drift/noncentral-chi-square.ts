// The non-central chi-square distribution: what n_e x PSI follows when the true shares differ a little (psi-gate.ts).
//
// A Poisson mixture of central ones: P(X > x) = sum over j of Poisson(j; lambda/2) Q(df/2 + j, x/2), Q the upper incomplete gamma ratio
// (Johnson, Kotz & Balakrishnan 1995, chapter 29). Q grows with j by positive terms, so nothing cancels.
import { logIncompleteGamma } from '../../math/incomplete-gamma.ts';
import { logGamma } from '../../math/log-gamma.ts';
import { exp, log } from '../../math/portable-math.ts';

export interface NoncentralChiSquare {
  /** Degrees of freedom, above 0. */
  readonly df: number;
  /** At least 0; 0 is the central distribution. */
  readonly noncentrality: number;
}

/** Poisson terms this many standard deviations from the mean are below 1e-22. */
const SPREAD = 10;
const SPREAD_MIN = 50;
const HALVINGS_MAX = 200;

export function noncentralUpperTail({ df, noncentrality }: NoncentralChiSquare, x: number): number {
  if (!(x > 0)) return 1;
  const mean = noncentrality / 2;
  const half = x / 2;
  const spread = SPREAD * Math.sqrt(mean) + SPREAD_MIN;
  const from = Math.max(0, Math.floor(mean - spread));
  const to = noncentrality === 0 ? 0 : Math.ceil(mean + spread);
  const shape = df / 2 + from;
  let weight = mean === 0 ? 1 : exp(from * log(mean) - mean - logGamma(from + 1));
  let tail = exp(logIncompleteGamma({ shape, x: half }).logUpper);
  // x^a e^-x / Gamma(a+1): what Q gains from a to a+1.
  let gain = shape * log(half) - half - logGamma(shape + 1);
  let sum = 0;
  for (let j = from; j <= to; j += 1) {
    sum += weight * Math.min(1, tail);
    tail += exp(gain);
    gain += log(half / (df / 2 + j + 1));
    weight *= mean / (j + 1);
  }
  return Math.min(1, sum);
}

/** The x that is exceeded with probability `upperProb` in (0, 1). */
export function noncentralUpperQuantile(distribution: NoncentralChiSquare, upperProb: number): number {
  let low = 0;
  let high = distribution.df + distribution.noncentrality + 1;
  while (noncentralUpperTail(distribution, high) > upperProb) {
    low = high;
    high *= 2;
  }
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (noncentralUpperTail(distribution, middle) > upperProb) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
