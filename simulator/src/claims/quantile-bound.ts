// "19 or fewer in 99 of 100": an upper bound of a quantile that needs no model. With 459 runs the largest value is one for 99 of 100 at 99 %
// confidence; more runs allow a smaller order statistic (Wilks 1941).
import type { StoppingRule } from './stopping-rule.ts';

export type QuantileBound = { readonly kind: 'bound'; readonly value: number } | { readonly kind: 'too-few-runs' };

/**
 * The smallest seen value that surely at most the share of the rule's bound exceeds: `rule` proves "above it in at most 1 of 100 releases".
 * What it proves of all values at once it may say of the one that was chosen afterwards: whenever a value under the true quantile is proved,
 * the quantile itself is. Values in any order; finite.
 */
export function quantileBound(values: readonly number[], rule: Pick<StoppingRule, 'verdictAt'>): QuantileBound {
  const sorted = Float64Array.from(values).sort();
  const proves = (above: number): boolean => rule.verdictAt({ runs: sorted.length, broken: above }, true) === 'proved';
  if (sorted.length === 0 || !proves(0)) return { kind: 'too-few-runs' };
  // The most values that may lie above, by bisection: what is proved with some is proved with fewer.
  let [most, tooMany] = [0, sorted.length];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (proves(middle)) most = middle;
    else tooMany = middle;
  }
  return { kind: 'bound', value: sorted[sorted.length - 1 - most] ?? 0 };
}

/** The order statistic at or above share `q` of the values, `never` counting as later than all; `never` where there is no value. */
export function seenQuantile(times: readonly (number | 'never')[], q: number): number | 'never' {
  const sorted = Float64Array.from(times, (time) => (time === 'never' ? Number.POSITIVE_INFINITY : time)).sort();
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  return value === undefined || value === Number.POSITIVE_INFINITY ? 'never' : value;
}
