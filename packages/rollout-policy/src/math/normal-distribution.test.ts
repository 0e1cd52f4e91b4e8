import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { logNormalCdf, normalQuantile } from './normal-distribution.ts';

describe('logNormalCdf', () => {
  it('is exact far into the tail', () => {
    // -x^2/2 - ln(-x sqrt(2 pi)) - 1/x^2 + 5/(2 x^4), the asymptotic series.
    const x = -1000;
    expect(logNormalCdf(x)).toBeCloseTo(-500_000 - Math.log(1000 * Math.sqrt(2 * Math.PI)) - 1e-6 + 2.5e-12, 9);
    expect(logNormalCdf(-1e154)).toBeLessThan(-1e307);
  });

  it('answers at the edges', () => {
    expect(logNormalCdf(0)).toBeCloseTo(-Math.LN2, 15);
    expect(logNormalCdf(Infinity)).toBe(-0);
    expect(logNormalCdf(-Infinity)).toBe(-Infinity);
    expect(logNormalCdf(Number.NaN)).toBeNaN();
  });

  prop.prop([fc.double({ noNaN: true, min: -37, max: 37 })], { numRuns: 1000 })('has tails that add up to 1', (x) => {
    expect(Math.exp(logNormalCdf(x)) + Math.exp(logNormalCdf(-x))).toBeCloseTo(1, 14);
  });

  prop.prop([fc.double({ noNaN: true, min: -100, max: 8 }), fc.double({ noNaN: true, min: 1e-6, max: 1 })], { numRuns: 1000 })('grows', (x, step) => {
    expect(logNormalCdf(x + step)).toBeGreaterThan(logNormalCdf(x));
  });
});

describe('normalQuantile', () => {
  it('reproduces the table', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326347874040841, 14);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('answers at the edges', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
  });

  prop.prop([fc.double({ noNaN: true, min: -300, max: -0.31 }).map((exponent) => 10 ** exponent)], { numRuns: 1000 })('undoes the distribution function', (p) => {
    expect(logNormalCdf(normalQuantile(p)) / Math.log(p)).toBeCloseTo(1, 13);
  });
});
