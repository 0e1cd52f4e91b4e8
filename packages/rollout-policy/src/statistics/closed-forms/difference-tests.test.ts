// Published values of the one-sided tests: growthbook packages/stats/tests/frequentist/test_tests.py (the two-sided ones are in vectors.test.ts).
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { sequentialGreaterTest, sequentialLesserTest, sequentialTwoSidedTest } from './sequential-difference-tests.ts';
import { welchGreaterTest, welchLesserTest, welchTwoSidedTest } from './welch-tests.ts';

const PUBLISHED = { a: { sum: 1396.87, sumSquares: 52377.9767, n: 3000 }, b: { sum: 2422.7, sumSquares: 134698.29, n: 3461 }, alpha: 0.05 };

describe('the one-sided Welch tests', () => {
  it('reproduce the published values', () => {
    expect(welchGreaterTest({ ...PUBLISHED, effect: 'relative' }).lower).toBeCloseTo(-0.045136675850396046, 12);
    expect(welchGreaterTest({ ...PUBLISHED, effect: 'relative' }).p).toBeCloseTo(0.06558262868467746, 12);
    expect(welchGreaterTest({ ...PUBLISHED, effect: 'absolute' }).lower).toBeCloseTo(0.020791480063255735, 12);
    expect(welchGreaterTest({ ...PUBLISHED, effect: 'absolute' }).p).toBeCloseTo(0.03554272489873023, 12);
    expect(welchLesserTest({ ...PUBLISHED, effect: 'absolute' }).upper).toBeCloseTo(0.44796185327007765, 12);
    expect(welchLesserTest({ ...PUBLISHED, effect: 'absolute' }).p).toBeCloseTo(0.9644572751012698, 12);
  });
});

describe('the one-sided sequential tests', () => {
  it('report p-values between 0.00001 and 0.4999, as published', () => {
    expect(sequentialGreaterTest({ ...PUBLISHED, effect: 'relative', tuning: 5000 }).p).toBe(0.4999);
    const far = { ...PUBLISHED, b: { ...PUBLISHED.b, sum: 30_000, sumSquares: 400_000 }, effect: 'absolute' as const, tuning: 5000 };
    expect(sequentialGreaterTest(far).p).toBe(1e-5);
    expect(sequentialLesserTest(far).p).toBe(0.4999);
  });
});

describe('all of them', () => {
  const arm = fc.record({ n: fc.integer({ min: 3, max: 100_000 }), mean: fc.double({ noNaN: true, min: 0.1, max: 10 }), variance: fc.double({ noNaN: true, min: 0.01, max: 100 }) }).map(({ n, mean, variance }) => ({
    n,
    sum: n * mean,
    sumSquares: n * mean * mean + (n - 1) * variance,
  }));
  const input = fc.record({ a: arm, b: arm, effect: fc.constantFrom('absolute' as const, 'relative' as const), alpha: fc.double({ noNaN: true, min: 0.001, max: 0.4 }), tuning: fc.integer({ min: 10, max: 100_000 }) });

  prop.prop([input], { numRuns: 300 })('reject exactly when the interval leaves out no effect', (at) => {
    for (const { ci, p } of [welchTwoSidedTest(at), sequentialTwoSidedTest(at)]) {
      const isOutside = ci[0] > 0 || ci[1] < 0;
      if (Math.abs(p / at.alpha - 1) > 1e-6) expect(p < at.alpha).toBe(isOutside);
    }
    const greater = welchGreaterTest(at);
    if (Math.abs(greater.p / at.alpha - 1) > 1e-6) expect(greater.p < at.alpha).toBe(greater.lower > 0);
    const sequential = sequentialGreaterTest(at);
    if (Math.abs(sequential.p / at.alpha - 1) > 0.05) expect(sequential.p < at.alpha).toBe(sequential.lower > 0);
  });

  prop.prop([input], { numRuns: 300 })('change sign with the arms, and the lesser test is the greater one of the swapped arms', (at) => {
    const absolute = { ...at, effect: 'absolute' as const };
    const swapped = { ...absolute, a: at.b, b: at.a };
    expect(welchLesserTest(swapped).upper).toBeCloseTo(-welchGreaterTest(absolute).lower, 9);
    expect(welchLesserTest(swapped).p).toBeCloseTo(welchGreaterTest(absolute).p, 9);
    expect(sequentialLesserTest(swapped).upper).toBeCloseTo(-sequentialGreaterTest(absolute).lower, 9);
    expect(sequentialTwoSidedTest(swapped).p).toBeCloseTo(sequentialTwoSidedTest(absolute).p, 9);
  });

  prop.prop([input], { numRuns: 300 })('allow continuous looks at the price of a wider interval', (at) => {
    const once = welchTwoSidedTest({ ...at, alpha: 0.05 });
    const always = sequentialTwoSidedTest({ ...at, alpha: 0.05 });
    const isLargeSample = Math.min(at.a.n, at.b.n) > 100;
    if (isLargeSample) expect(always.ci[1] - always.ci[0]).toBeGreaterThan(once.ci[1] - once.ci[0]);
  });

  it('give NaN without variance or baseline', () => {
    const none = { a: { sum: 0, n: 10 }, b: { sum: 5, n: 10 }, effect: 'absolute' as const, alpha: 0.05, tuning: 100 };
    expect(welchTwoSidedTest(none).p).toBeNaN();
    expect(sequentialTwoSidedTest(none).p).toBeNaN();
    expect(sequentialGreaterTest(none).p).toBeNaN();
    expect(welchGreaterTest({ ...none, a: { sum: 0, sumSquares: 10, n: 10 }, b: { sum: 5, sumSquares: 10, n: 10 }, effect: 'relative' }).lower).toBeNaN();
  });
});
