// Mixtures and bounds are two views of one thing: at the bound the mixture is 1/alpha.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import * as closed from './index.ts';

const power = (min: number, max: number) => fc.double({ noNaN: true, min, max }).map((exponent) => 10 ** exponent);
const tuning = { v: power(-2, 5), vOpt: power(-1, 5), alphaOpt: fc.constantFrom(0.05, 0.01, 0.2), alpha: power(-40, -0.05), isOneSided: fc.boolean() };
const scales = { c: fc.oneof(power(-3, 1.5), fc.constant(0)), g: power(-3, 0), h: power(-3, 0) };

interface Case {
  readonly v: number;
  readonly vOpt: number;
  readonly alphaOpt: number;
  readonly alpha: number;
  readonly isOneSided: boolean;
  readonly c: number;
  readonly g: number;
  readonly h: number;
}

const FAMILIES = [
  { name: 'normal', logMixture: closed.normalLogMixture, bound: closed.normalMixtureBound },
  { name: 'gamma-exponential', logMixture: closed.gammaExponentialLogMixture, bound: closed.gammaExponentialMixtureBound },
  { name: 'gamma-Poisson', logMixture: closed.gammaPoissonLogMixture, bound: closed.gammaPoissonMixtureBound },
  { name: 'beta-binomial', logMixture: closed.betaBinomialLogMixture, bound: closed.betaBinomialMixtureBound },
] as const;

describe.each(FAMILIES)('the $name mixture', ({ name, logMixture, bound }) => {
  const largest = (point: Case): number => (name === 'beta-binomial' ? point.v / point.g : Infinity);

  prop.prop([fc.record({ ...tuning, ...scales })], { numRuns: 300 })('is 1/alpha at its bound, unless no sum can be that large', (point) => {
    const s = bound(point);
    expect(s).toBeGreaterThan(0);
    if (s < largest(point)) expect(logMixture({ ...point, s })).toBeCloseTo(-Math.log(point.alpha), 6);
    else expect(logMixture({ ...point, s })).toBeLessThanOrEqual(-Math.log(point.alpha) + 1e-6);
  });

  prop.prop([fc.record({ ...tuning, ...scales }), fc.double({ noNaN: true, min: 0.01, max: 0.99 })], { numRuns: 200 })('has a wider bound for a smaller alpha', (point, factor) => {
    expect(bound({ ...point, alpha: point.alpha * factor })).toBeGreaterThanOrEqual(bound(point));
  });

  prop.prop([fc.record({ ...tuning, ...scales }), fc.double({ noNaN: true, min: 1.01, max: 100 })], { numRuns: 200 })('has a wider bound at a larger variance', (point, factor) => {
    expect(bound({ ...point, v: point.v * factor })).toBeGreaterThanOrEqual(bound(point) * (1 - 1e-12));
  });

  prop.prop([fc.record({ ...tuning, ...scales }), fc.double({ noNaN: true, min: 0, max: 1 }), fc.double({ noNaN: true, min: 0, max: 1 })], { numRuns: 300 })(
    'grows with the sum, from where it starts to speak against the null',
    (point, one, other) => {
      const top = Math.min(largest(point), 10 * Math.sqrt(point.v) + 1);
      const [low, high] = one < other ? [one * top, other * top] : [other * top, one * top];
      const at = (s: number) => logMixture({ ...point, s });
      if (at(high) > at(0)) expect(at(high)).toBeGreaterThanOrEqual(at(low) - 1e-9);
    },
  );
});

describe('for a small scale', () => {
  prop.prop([fc.record({ ...tuning, ...scales })], { numRuns: 200 })('the gamma mixtures become the one-sided normal one', (point) => {
    const normal = closed.normalMixtureBound({ ...point, isOneSided: true });
    const c = 1e-9 * Math.sqrt(Math.min(point.v, point.vOpt));
    expect(closed.gammaExponentialMixtureBound({ ...point, c }) / normal).toBeCloseTo(1, 6);
    expect(closed.gammaPoissonMixtureBound({ ...point, c }) / normal).toBeCloseTo(1, 6);
    expect(closed.gammaExponentialMixtureBound({ ...point, c: 0 })).toBe(normal);
  });
});
