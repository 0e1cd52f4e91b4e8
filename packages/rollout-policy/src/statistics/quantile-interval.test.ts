import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { quantileInterval } from './quantile-interval.ts';

/** 10,000 requests, spread evenly from 0 to 100 ms. */
const EVEN = [10, 20, 50, 90, 95, 99].map((bound) => ({ bound, slower: 10_000 - bound * 100 }));

describe('quantileInterval', () => {
  it('brackets a quantile by the bounds around it', () => {
    expect(quantileInterval(EVEN, 10_000, { quantile: 0.5, alpha: 0.05 })).toEqual({ lower: 20, upper: 90 });
    expect(quantileInterval(EVEN, 10_000, { quantile: 0.97, alpha: 0.05 })).toEqual({ lower: 95, upper: 99 });
  });

  it('has no end where no bound can give one', () => {
    expect(quantileInterval(EVEN, 10_000, { quantile: 0.999, alpha: 0.05 })).toEqual({ lower: 99, upper: Infinity });
    expect(quantileInterval([], 10_000, { quantile: 0.5, alpha: 0.05 })).toEqual({ lower: 0, upper: Infinity });
    expect(quantileInterval(EVEN.map(({ bound }) => ({ bound, slower: 0 })), 0, { quantile: 0.5, alpha: 0.05 })).toEqual({ lower: 0, upper: Infinity });
  });

  prop.prop([fc.double({ min: 0.05, max: 0.98, noNaN: true }), fc.integer({ min: 200, max: 1_000_000 })], { seed: 61 })('contains the quantile of the counts themselves, and is wider at a smaller error probability', (quantile, trials) => {
    const counts = EVEN.map(({ bound }) => ({ bound, slower: Math.round((trials * (100 - bound)) / 100) }));
    const narrow = quantileInterval(counts, trials, { quantile, alpha: 0.05 });
    const wide = quantileInterval(counts, trials, { quantile, alpha: 0.001 });
    expect(narrow.lower).toBeLessThanOrEqual(quantile * 100 + 1e-9);
    expect(narrow.upper).toBeGreaterThanOrEqual(quantile * 100 - 1e-9);
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
  });
});
