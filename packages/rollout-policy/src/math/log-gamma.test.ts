import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { logGamma, STIRLING_MIN, stirlingCorrection } from './log-gamma.ts';

describe('logGamma', () => {
  it('is the logarithm of a factorial, and of sqrt(pi) at 1/2', () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 14);
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 15);
    expect(logGamma(171)).toBeCloseTo(706.5730622457874, 11);
  });

  it('keeps relative precision near its zeros', () => {
    // ln Gamma(1 + 1e-10) = -Euler 1e-10 + (pi^2/12) 1e-20.
    const e = 1e-10;
    expect(logGamma(1 + e) / (-0.5772156649015329 * (1 + e - 1))).toBeCloseTo(1, 9);
    expect(logGamma(2 - e) / (-0.42278433509846713 * (2 - (2 - e)))).toBeCloseTo(1, 9);
  });

  it('answers at the edges', () => {
    expect(logGamma(0)).toBe(Infinity);
    expect(logGamma(-0.5)).toBeNaN();
    expect(logGamma(Number.NaN)).toBeNaN();
    expect(logGamma(Infinity)).toBe(Infinity);
    expect(logGamma(1e-300)).toBeCloseTo(300 * Math.LN10, 10);
  });

  prop.prop([fc.double({ noNaN: true, min: 1e-6, max: 1e6 })], { numRuns: 2000 })('grows by ln x from x to x + 1', (x) => {
    expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(logGamma(x))));
  });
});

describe('stirlingCorrection', () => {
  it('is what Stirling leaves out of ln Gamma', () => {
    expect(stirlingCorrection(STIRLING_MIN)).toBeCloseTo(Math.log(362880) - (9.5 * Math.log(10) - 10 + 0.5 * Math.log(2 * Math.PI)), 13);
  });
});
