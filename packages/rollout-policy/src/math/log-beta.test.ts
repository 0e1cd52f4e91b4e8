import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { logBeta, logBetaKernel } from './log-beta.ts';

describe('logBeta', () => {
  const shape = fc.double({ noNaN: true, min: -4, max: 7 }).map((exponent) => 10 ** exponent);

  prop.prop([shape, shape], { numRuns: 2000 })('is symmetric, and B(a, b) = B(a + 1, b) + B(a, b + 1)', (a, b) => {
    const whole = logBeta(a, b);
    expect(logBeta(b, a)).toBe(whole);
    expect(Math.exp(logBeta(a + 1, b) - whole) + Math.exp(logBeta(a, b + 1) - whole)).toBeCloseTo(1, 6);
  });

  it('loses no digits to large counts', () => {
    // ln B(1e6, 2) = -ln(1e6 (1e6 + 1)).
    expect(logBeta(1e6, 2)).toBeCloseTo(-Math.log(1e6) - Math.log(1_000_001), 12);
    expect(logBeta(1e15, 1)).toBeCloseTo(-15 * Math.LN10, 12);
    expect(logBeta(0, 1)).toBeNaN();
  });
});

describe('logBetaKernel', () => {
  const shape = fc.double({ noNaN: true, min: -2, max: 4 }).map((exponent) => 10 ** exponent);

  prop.prop([shape, shape, fc.double({ noNaN: true, min: 1e-6, max: 1 - 1e-6 })], { numRuns: 2000 })('is the sum that it is defined as', (a, b, x) => {
    const y = 1 - x;
    const terms = [a * Math.log(x), b * Math.log(y), -logBeta(a, b)];
    const size = Math.max(1, ...terms.map(Math.abs));
    expect(Math.abs(logBetaKernel({ a, b, x, y }) - terms.reduce((sum, term) => sum + term, 0))).toBeLessThanOrEqual(3e-13 * size);
  });
});
