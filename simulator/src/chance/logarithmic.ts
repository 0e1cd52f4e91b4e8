// Log-series sizes (R. A. Fisher 1943): batches of such sizes, arriving by a Poisson process, add up to negative binomial counts in any span of time.
// A. W. Kemp 1981, "Efficient generation of logarithmically distributed pseudo-random variables", Appl. Statist. 30:249, algorithm LK.
import { expm1, log, log1p } from '@rampart/rollout-policy/statistics';
import { fineUniform, type Random } from './xoshiro128.ts';

/** From 1 on, P(k) = -theta^k / (k ln(1 - theta)); theta in [0, 1). Mean theta / ((theta - 1) ln(1 - theta)). */
export function logarithmic(random: Random, theta: number): number {
  const v = fineUniform(random);
  if (v >= theta) return 1;
  const q = -expm1(log1p(-theta) * random.uniform());
  if (v <= q * q) return Math.floor(1 + log(v) / log(q));
  return v >= q ? 1 : 2;
}

/** The batches whose counts have this variance over mean (above 1): their sizes' theta and mean. */
export function batchesOf(varianceOverMean: number): { readonly theta: number; readonly meanSize: number } {
  return { theta: 1 - 1 / varianceOverMean, meanSize: (varianceOverMean - 1) / log(varianceOverMean) };
}
