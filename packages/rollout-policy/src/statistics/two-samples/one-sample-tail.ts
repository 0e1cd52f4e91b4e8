// P(D_n >= d) of the one-sample Kolmogorov-Smirnov statistic, to about ten digits for any n (plan of Simard & L'Ecuyer 2011, J. Stat. Softw. 39:11).
import { logGamma } from '../../math/log-gamma.ts';
import { exp, log, log1p } from '../../math/portable-math.ts';
import { durbinProbability } from './durbin-matrix.ts';
import { pelzGoodProbability } from './pelz-good.ts';

/** Exact up to here, and by an expansion in 1/sqrt(n) above. */
const EXACT_COUNT_MAX = 140;

/** n values, n >= 1; d in [0, 1]. */
export function oneSampleTail(n: number, d: number): number {
  const nd = n * d;
  if (nd <= 0.5) return 1;
  if (d >= 1) return 0;
  // Only one side can reach so far: twice the one-sided tail is exact.
  if (d >= 0.5) return Math.min(1, 2 * oneSidedTail(n, d));
  const spread = nd * d;
  if (n <= EXACT_COUNT_MAX ? spread > 4 : spread > 2.2) return Math.min(1, 2 * oneSidedTail(n, d));
  if (n <= EXACT_COUNT_MAX || nd * Math.sqrt(d) <= 1.4) return 1 - durbinProbability(n, d);
  return 1 - pelzGoodProbability(n, d);
}

/** P(D_n+ >= d) = d sum over j <= n(1-d) of C(n,j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j) (Birnbaum & Tingey 1951). */
function oneSidedTail(n: number, d: number): number {
  let sum = 0;
  const last = Math.floor(n * (1 - d));
  for (let j = 0; j <= last; j += 1) {
    const rest = 1 - d - j / n;
    if (!(rest > 0)) {
      if (j === n) sum += exp((n - 1) * log(d + 1));
      continue;
    }
    const ways = logGamma(n + 1) - logGamma(j + 1) - logGamma(n - j + 1);
    sum += exp(ways + (j - 1) * log(d + j / n) + (n - j) * log1p(-(d + j / n)));
  }
  return d * sum;
}
