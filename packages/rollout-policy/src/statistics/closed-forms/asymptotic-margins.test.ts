import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { logGT, tRadius, zRadius } from './anytime-linear-model.ts';
import { bestRho2Exact, stdConjmixMargin, stdLilMargin } from './asymptotic-margins.ts';

const alpha = fc.double({ noNaN: true, min: -12, max: -0.4 }).map((exponent) => 10 ** exponent);

describe('bestRho2Exact', () => {
  prop.prop([alpha, fc.integer({ min: 1, max: 1_000_000 })], { numRuns: 300 })('makes the margin at tOpt narrowest', (level, tOpt) => {
    const rho2 = bestRho2Exact({ tOpt, alphaOpt: level });
    const at = (factor: number) => stdConjmixMargin({ t: tOpt, rho2: rho2 * factor, alpha: level });
    expect(at(1)).toBeLessThan(at(1.05));
    expect(at(1)).toBeLessThan(at(0.95));
  });
});

describe('stdLilMargin', () => {
  prop.prop([alpha, fc.integer({ min: 3, max: 1_000_000 })], { numRuns: 300 })('shrinks with t, not below sqrt(2 ln ln t / t)', (level, t) => {
    expect(stdLilMargin({ t: 2 * t, alpha: level })).toBeLessThan(stdLilMargin({ t, alpha: level }));
    expect(stdLilMargin({ t, alpha: level })).toBeGreaterThan(Math.sqrt((2 * Math.log(Math.log(t))) / t));
  });
});

describe('tRadius', () => {
  prop.prop([alpha, fc.integer({ min: 3, max: 1_000_000 }), fc.double({ noNaN: true, min: 0.01, max: 1000 })], { numRuns: 300 })('is the t at which the e-value is 1/alpha', (level, n, g) => {
    const radius = tRadius({ g, n, numberOfCoefficients: 2, alpha: level });
    if (radius < 1e6) expect(logGT({ t2: radius * radius, nu: n - 2, n, g })).toBeCloseTo(-Math.log(level), 7);
    expect(tRadius({ g, n, numberOfCoefficients: 2, alpha: level / 2 })).toBeGreaterThanOrEqual(radius);
    expect(radius).toBeGreaterThan(zRadius({ g, n, alpha: level }) * 0.999);
  });

  prop.prop([alpha], { numRuns: 100 })('goes to the radius for a known variance', (level) => {
    const at = { g: 100, n: 1e10, alpha: level };
    expect(tRadius({ ...at, numberOfCoefficients: 3 }) / zRadius(at)).toBeCloseTo(1, 6);
  });
});
