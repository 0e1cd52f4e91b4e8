import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { logIncompleteGamma, logScaledLowerGamma, logScaledUpperGamma } from './incomplete-gamma.ts';
import { logGamma } from './log-gamma.ts';

const size = (min: number, max: number) => fc.double({ noNaN: true, min, max }).map((exponent) => 10 ** exponent);

describe('logIncompleteGamma', () => {
  it('is a Poisson tail for whole shapes', () => {
    expect(logIncompleteGamma({ shape: 1, x: 2 }).logUpper).toBeCloseTo(-2, 14);
    expect(logIncompleteGamma({ shape: 3, x: 2 }).logUpper).toBeCloseTo(-2 + Math.log(1 + 2 + 2), 14);
    expect(logIncompleteGamma({ shape: 3, x: 900 }).logUpper).toBeCloseTo(-900 + Math.log(1 + 900 + 405000), 10);
  });

  it('goes over smoothly to the expansion for large shapes', () => {
    for (const deviation of [-6, -1, 0, 1, 6]) {
      const at = (shape: number) => logIncompleteGamma({ shape, x: shape + deviation * Math.sqrt(shape) });
      expect(at(1e5 - 0.001).logLower / at(1e5 + 0.001).logLower).toBeCloseTo(1, 8);
      expect(at(1e5 - 0.001).logUpper / at(1e5 + 0.001).logUpper).toBeCloseTo(1, 8);
    }
    // ln P(100001, 99685), ln Q(100001, 100318), 20 digits computed elsewhere.
    expect(logIncompleteGamma({ shape: 100_001, x: 99_685 }).logLower).toBeCloseTo(-1.839915952837427, 11);
    expect(logIncompleteGamma({ shape: 100_001, x: 100_318 }).logUpper).toBeCloseTo(-1.844735492449775, 11);
  });

  it('answers at the edges', () => {
    expect(logIncompleteGamma({ shape: 2, x: 0 })).toEqual({ logLower: -Infinity, logUpper: 0 });
    expect(logIncompleteGamma({ shape: 0, x: 1 }).logLower).toBeNaN();
    expect(logIncompleteGamma({ shape: 1, x: -1 }).logUpper).toBeNaN();
  });

  prop.prop([size(-2, 6), fc.double({ noNaN: true, min: 0.01, max: 3 })], { numRuns: 1000 })('has tails that add up to 1', (shape, ratio) => {
    const { logLower, logUpper } = logIncompleteGamma({ shape, x: shape * ratio });
    expect(Math.exp(logLower) + Math.exp(logUpper)).toBeCloseTo(1, 12);
  });
});

describe('the scaled integrals', () => {
  prop.prop([size(-1, 3), size(-1, 3)], { numRuns: 1000 })('are the tails times Gamma(a) e^x x^-a', (shape, x) => {
    const scale = logGamma(shape) + x - shape * Math.log(x);
    const { logLower, logUpper } = logIncompleteGamma({ shape, x });
    const tolerance = 1e-12 * Math.max(1, Math.abs(logGamma(shape)), x, Math.abs(shape * Math.log(x)));
    expect(Math.abs(logScaledLowerGamma({ shape, x }) - logLower - scale)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(logScaledUpperGamma({ shape, x }) - logUpper - scale)).toBeLessThanOrEqual(tolerance);
  });

  it('go on where the tails have no meaning', () => {
    // Lower at x < 0: shape 1 is (e^x - 1)/x. Upper at shape -1, by parts: 1 - x e^x E1(x), at x = 1.
    expect(logScaledLowerGamma({ shape: 1, x: -3 })).toBeCloseTo(Math.log((1 - Math.exp(-3)) / 3), 14);
    expect(logScaledUpperGamma({ shape: -1, x: 1 })).toBeCloseTo(Math.log(1 - Math.E * 0.21938393439552029), 14);
  });
});
