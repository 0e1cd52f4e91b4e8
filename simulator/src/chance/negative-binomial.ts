// Negative binomial counts: Poisson counts whose rate is itself drawn from a gamma law, by mean and over-dispersion.
import { gamma } from './gamma.ts';
import { poisson } from './poisson.ts';
import type { Random } from './xoshiro128.ts';

/** Counts of mean `mean` and variance `mean * varianceOverMean`. At 1 (or less) they are Poisson. */
export function negativeBinomial(random: Random, mean: number, varianceOverMean: number): number {
  const excess = varianceOverMean - 1;
  if (!(mean > 0)) return 0;
  return excess > 0 ? poisson(random, excess * gamma(random, mean / excess)) : poisson(random, mean);
}
