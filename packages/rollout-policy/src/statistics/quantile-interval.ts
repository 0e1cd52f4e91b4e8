// Where a quantile lies, from counts over a few histogram bounds: for showing.
import { rateInterval } from './rate-interval.ts';

/** Requests slower than `bound`, of all that were counted. */
export interface Exceedance {
  readonly bound: number;
  readonly slower: number;
}

export interface QuantileInterval {
  /** 0 and infinity where no bound limits it. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * The largest bound that certainly less than `quantile` of the requests keep to, and the smallest that certainly more do, at error probability `alpha` and
 * at every look. For one quantile only the bounds next to it matter, so no correction for their number is needed (Howard & Ramdas 2022, Bernoulli 28:1704,
 * Theorem 1). Nothing is interpolated within a bucket.
 */
export function quantileInterval(exceedances: readonly Exceedance[], trials: number, { quantile, alpha }: { readonly quantile: number; readonly alpha: number }): QuantileInterval {
  let lower = 0;
  let upper = Number.POSITIVE_INFINITY;
  for (const { bound, slower } of exceedances) {
    const above = rateInterval({ trials, events: slower }, alpha);
    if (above.lower > 1 - quantile) lower = Math.max(lower, bound);
    if (above.upper < 1 - quantile) upper = Math.min(upper, bound);
  }
  return { lower, upper };
}
