// Confidence sequence for a probability: all values that the two-sided beta-binomial mixture has not rejected.
// Howard, Ramdas, McAuliffe & Sekhon 2021; Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 1.
import { log } from '../../math/portable-math.ts';
import { bisect } from '../../math/root.ts';
import { concentration, logMixture } from './beta-binomial-mixture.ts';

const SMALLEST_PROBABILITY = 1e-300;

export interface BernoulliCounts {
  readonly successes: number;
  readonly trials: number;
  readonly alpha: number;
  /** Number of trials at which the interval shall be narrowest, for level `alphaOpt`. */
  readonly tOpt: number;
  readonly alphaOpt: number;
}

/** Lower and upper end; valid at every number of trials at once with probability 1 - alpha. [0, 1] without trials, NaN for impossible counts. */
export function bernoulliConfidenceInterval(counts: BernoulliCounts): readonly [number, number] {
  const { successes, trials } = counts;
  if (!(successes >= 0 && successes <= trials)) return [Number.NaN, Number.NaN];
  return [lowerEnd(counts), 1 - lowerEnd({ ...counts, successes: trials - successes })];
}

function lowerEnd({ successes, trials, alpha, tOpt, alphaOpt }: BernoulliCounts): number {
  const estimate = successes / trials;
  if (!(estimate > 0)) return 0;
  const misses = trials - successes;
  const prior = concentration({ trialsOpt: tOpt, alphaOpt, isOneSided: false });
  /** Positive where p is kept. */
  const kept = (p: number): number => -log(alpha) - logMixture({ hits: successes, misses, p, q: 1 - p, prior, isOneSided: false });
  if (kept(SMALLEST_PROBABILITY) >= 0) return 0;
  return bisect(kept, { from: 0, to: estimate });
}
