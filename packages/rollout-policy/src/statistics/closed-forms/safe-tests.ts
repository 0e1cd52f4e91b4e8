// E-values for two proportions, block by block, and for a mean of known variance.
// Turner, Ly & Grünwald 2024, J. Stat. Plan. Inference 230 (arXiv 2106.02693); Grünwald, de Heide & Koolen 2024, JRSS-B 86:1091.
import { exp, log, log1p } from '../../math/portable-math.ts';

export interface TwoByTwo {
  /** Successes of either group in each block. */
  readonly ya: readonly number[];
  readonly yb: readonly number[];
  /** Trials of either group in every block. */
  readonly na: number;
  readonly nb: number;
  /** Beta priors of the two groups: pseudo-successes and pseudo-failures of a, then of b; all > 0. */
  readonly beta: readonly [number, number, number, number];
}

/** ln of the e-value against "both groups have the same success probability": each block is judged by the estimates from the blocks before it. */
export function twoByTwoLogEValue({ ya, yb, na, nb, beta }: TwoByTwo): number {
  const [successA, failureA, successB, failureB] = beta;
  let a = { successes: successA, failures: failureA };
  let b = { successes: successB, failures: failureB };
  let logE = 0;
  ya.forEach((hitsA, block) => {
    const hitsB = yb[block] ?? 0;
    const shareA = a.successes / (a.successes + a.failures);
    const shareB = b.successes / (b.successes + b.failures);
    const common = (na * shareA + nb * shareB) / (na + nb);
    logE += logLikelihood(hitsA, na, shareA) + logLikelihood(hitsB, nb, shareB) - logLikelihood(hitsA + hitsB, na + nb, common);
    a = { successes: a.successes + hitsA, failures: a.failures + na - hitsA };
    b = { successes: b.successes + hitsB, failures: b.failures + nb - hitsB };
  });
  return logE;
}

/** The e-value itself; Infinity beyond 1e308. */
export function twoByTwoEValue(table: TwoByTwo): number {
  return exp(twoByTwoLogEValue(table));
}

export interface SafeZ {
  readonly z: number;
  /** Smallest relevant mean difference. Its sign is given by the alternative. */
  readonly phiS: number;
  readonly n1: number;
  /** Size of the second sample; without it the test is about one sample. */
  readonly n2?: number;
  /** Known standard deviation of an observation. */
  readonly sigma?: number;
  readonly alternative?: 'twoSided' | 'greater' | 'less';
}

/** E-value of a z statistic: likelihood ratio of a mean difference of phiS (two-sided: half of it at -phiS) against none. */
export function safeZTestStat({ z, phiS, n1, n2, sigma = 1, alternative = 'twoSided' }: SafeZ): number {
  const effective = n2 === undefined ? n1 : 1 / (1 / n1 + 1 / n2);
  const shift = (Math.sqrt(effective) * Math.abs(phiS)) / sigma;
  const above = exp(shift * z - 0.5 * shift * shift);
  const below = exp(-shift * z - 0.5 * shift * shift);
  if (alternative === 'twoSided') return (above + below) / 2;
  return alternative === 'greater' ? above : below;
}

function logLikelihood(hits: number, trials: number, share: number): number {
  const hitPart = hits === 0 ? 0 : hits * log(share);
  return hits === trials ? hitPart : hitPart + (trials - hits) * log1p(-share);
}
