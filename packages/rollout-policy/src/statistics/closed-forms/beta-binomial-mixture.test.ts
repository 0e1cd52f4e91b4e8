// Exact, by enumeration of whole binomial laws: the mixture is worth 1 on average at the null.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { betaBinomialLogMixture, binomialLogMixture } from './beta-binomial-mixture.ts';

const share = fc.double({ noNaN: true, min: 0.001, max: 0.999 });
const cases = fc.record({ trials: fc.integer({ min: 1, max: 60 }), p0: share, trialsOpt: fc.double({ noNaN: true, min: 0.1, max: 1000 }) });

function binomial(n: number, p: number): readonly number[] {
  let masses = [1];
  for (let trial = 0; trial < n; trial += 1) masses = Array.from({ length: masses.length + 1 }, (_, k) => (masses[k] ?? 0) * (1 - p) + (masses[k - 1] ?? 0) * p);
  return masses;
}

function expectedValue({ trials, p0, trialsOpt }: { readonly trials: number; readonly p0: number; readonly trialsOpt: number }, p: number, isOneSided: boolean): number {
  const vOpt = trialsOpt * p0 * (1 - p0);
  return binomial(trials, p).reduce((sum, mass, successes) => sum + mass * Math.exp(binomialLogMixture({ successes, trials, p0, vOpt, alphaOpt: 0.05, isOneSided })), 0);
}

describe('binomialLogMixture', () => {
  prop.prop([cases, fc.boolean()], { numRuns: 300 })('is worth 1 on average at the null', (point, isOneSided) => {
    expect(expectedValue(point, point.p0, isOneSided)).toBeCloseTo(1, 9);
  });

  prop.prop([cases, fc.double({ noNaN: true, min: 0, max: 1 })], { numRuns: 300 })('is worth at most 1 below the null if it is one-sided', (point, part) => {
    expect(expectedValue(point, point.p0 * part, true)).toBeLessThanOrEqual(1 + 1e-9);
  });

  prop.prop([cases], { numRuns: 300 })('says more about p <= p0 the more successes there are', (point) => {
    const at = (successes: number) => binomialLogMixture({ ...point, successes, vOpt: 10, alphaOpt: 0.05, isOneSided: true });
    for (let successes = 1; successes <= point.trials; successes += 1) expect(at(successes)).toBeGreaterThan(at(successes - 1));
  });

  it('speaks at all successes, at none, and of a billion trials', () => {
    const at = (successes: number, trials: number) => binomialLogMixture({ successes, trials, p0: 0.01, vOpt: 10, alphaOpt: 0.05, isOneSided: true });
    expect(at(0, 0)).toBeCloseTo(0, 12);
    expect(at(0, 1e6)).toBeLessThan(0);
    expect(at(50, 50)).toBeGreaterThan(100);
    expect(at(10_000_000, 1e9)).toBeLessThan(0);
    expect(at(10_100_000, 1e9)).toBeCloseTo(496.43308561675, 6); // 60 digits computed elsewhere
  });
});

describe('betaBinomialLogMixture', () => {
  prop.prop([cases, fc.double({ noNaN: true, min: 0.01, max: 100 }), fc.double({ noNaN: true, min: 0, max: 1 }), fc.boolean()], { numRuns: 300 })(
    'does not care about the unit of the sum',
    ({ trials, p0, trialsOpt }, unit, part, isOneSided) => {
      const q = 1 - p0;
      const successes = part * trials;
      const scaled = (u: number) =>
        betaBinomialLogMixture({ s: u * (successes - trials * p0), v: u * u * trials * p0 * q, vOpt: u * u * trialsOpt * p0 * q, g: u * p0, h: u * q, alphaOpt: 0.05, isOneSided });
      expect(scaled(unit)).toBeCloseTo(scaled(1), 6);
    },
  );

  it('rules out sums that cannot be', () => {
    expect(betaBinomialLogMixture({ s: 100, v: 1, vOpt: 1, g: 0.2, h: 0.8, alphaOpt: 0.05, isOneSided: false })).toBe(Infinity);
  });
});
