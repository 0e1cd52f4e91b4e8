import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { logIncompleteBeta } from './incomplete-beta.ts';

const shape = fc.double({ noNaN: true, min: -2, max: 4 }).map((exponent) => 10 ** exponent);
const share = fc.double({ noNaN: true, min: 1e-9, max: 1 - 1e-9 });

describe('logIncompleteBeta', () => {
  it('is the binomial tail for whole counts', () => {
    // P(at least 3 of 10 at 0.2) = 0.32220. I_0.2(3, 8).
    const below = [0, 1, 2].reduce((sum, k) => sum + ([1, 10, 45][k] ?? 0) * 0.2 ** k * 0.8 ** (10 - k), 0);
    const { logLower, logUpper } = logIncompleteBeta({ a: 3, b: 8, x: 0.2 });
    expect(Math.exp(logLower)).toBeCloseTo(1 - below, 14);
    expect(Math.exp(logUpper)).toBeCloseTo(below, 14);
  });

  it('does not underflow', () => {
    // One side of Beta(n, 1) is x^n, however small.
    expect(logIncompleteBeta({ a: 1e6, b: 1, x: 0.01 }).logLower).toBeCloseTo(1e6 * Math.log(0.01), 7);
    expect(logIncompleteBeta({ a: 1e8, b: 1e8, x: 0.4 }).logLower).toBeLessThan(-1e6);
    expect(logIncompleteBeta({ a: 1e8, b: 1e8, x: 0.4 }).logUpper).toBe(-0);
  });

  it('answers at the edges', () => {
    expect(logIncompleteBeta({ a: 2, b: 3, x: 0 })).toEqual({ logLower: -Infinity, logUpper: 0 });
    expect(logIncompleteBeta({ a: 2, b: 3, x: 1 })).toEqual({ logLower: 0, logUpper: -Infinity });
    expect(logIncompleteBeta({ a: 0, b: 3, x: 0.5 }).logLower).toBeNaN();
    expect(logIncompleteBeta({ a: 2, b: 3, x: 1.1 }).logUpper).toBeNaN();
  });

  prop.prop([shape, shape, share], { numRuns: 1000 })('has tails that add up to 1, and swaps them with its shapes', (a, b, x) => {
    const { logLower, logUpper } = logIncompleteBeta({ a, b, x });
    expect(Math.exp(logLower) + Math.exp(logUpper)).toBeCloseTo(1, 12);
    const mirrored = logIncompleteBeta({ a: b, b: a, x: 1 - x, y: x });
    expect(Math.exp(mirrored.logUpper)).toBeCloseTo(Math.exp(logLower), 9);
  });

  prop.prop([shape, shape, share, share], { numRuns: 1000 })('grows with x', (a, b, x1, x2) => {
    const [low, high] = x1 < x2 ? [x1, x2] : [x2, x1];
    expect(logIncompleteBeta({ a, b, x: low }).logLower).toBeLessThanOrEqual(logIncompleteBeta({ a, b, x: high }).logLower + 1e-11);
  });
});
