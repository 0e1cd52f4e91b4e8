import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { rateInterval } from './rate-interval.ts';

/** Counts that a year of traffic can have. */
const counts = fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.double({ min: 0, max: 1, noNaN: true })).map(([trials, part]) => ({ trials, events: Math.round(trials * part * part) }));
const divergence = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q)) + (p === 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q)));

describe('rateInterval', () => {
  prop.prop([counts, fc.constantFrom(0.05, 0.01, 0.0001)], { seed: 51, numRuns: 1_000 })('contains the rate, and everything that the mixture does not refute', ({ trials, events }, alpha) => {
    const { lower, upper } = rateInterval({ trials, events }, alpha);
    const rate = events / trials;
    expect(lower).toBeLessThanOrEqual(rate);
    expect(upper).toBeGreaterThanOrEqual(rate);
    const allowed = (Math.log(1 / alpha) + Math.log(trials) / 2 + Math.log(2)) / trials;
    if (lower > 0) expect(divergence(rate, lower)).toBeGreaterThanOrEqual(allowed * (1 - 1e-6));
    if (upper < 1) expect(divergence(rate, upper)).toBeGreaterThanOrEqual(allowed * (1 - 1e-6));
  });

  prop.prop([counts], { seed: 52 })('is nested: a smaller error probability is wider', (arm) => {
    const [wide, narrow] = [rateInterval(arm, 0.001), rateInterval(arm, 0.05)];
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
  });

  it('is a little wider than the exact one', () => {
    const { lower, upper } = rateInterval({ trials: 3_000, events: 25 }, 0.05);
    // n kl(x/n || p) = ln 20 + ln(3000)/2 + ln 2 at 0.36 % and 1.62 %.
    expect([lower, upper].map((end) => Math.round(end * 1e4))).toEqual([33, 168]);
  });

  it('knows nothing without trials, and of numbers that are no counts', () => {
    for (const arm of [{ trials: 0, events: 0 }, { trials: 5, events: 6 }, { trials: Number.NaN, events: 0 }, { trials: Infinity, events: 1 }]) expect(rateInterval(arm, 0.05)).toEqual({ lower: 0, upper: 1 });
  });
});
