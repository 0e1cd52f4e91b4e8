import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { lambertWMinus1, lambertWMinus1OfLog } from './lambert-w.ts';

describe('lambertWMinus1', () => {
  prop.prop([fc.double({ noNaN: true, min: -300, max: -0.44 }).map((exponent) => -(10 ** exponent))], { numRuns: 1000 })('is the w below -1 with w e^w = x', (x) => {
    const w = lambertWMinus1(x);
    expect(w).toBeLessThanOrEqual(-1);
    expect((w * Math.exp(w)) / x).toBeCloseTo(1, 11);
  });

  it('answers at the edges', () => {
    expect(lambertWMinus1(-1 / Math.E)).toBeCloseTo(-1, 7);
    expect(lambertWMinus1(0)).toBe(-Infinity);
    expect(lambertWMinus1(-0.5)).toBeNaN();
    expect(lambertWMinus1(0.1)).toBeNaN();
    expect(lambertWMinus1OfLog(-1e6)).toBeCloseTo(-1_000_013.8155, 3);
  });
});
