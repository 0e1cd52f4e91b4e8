// Samplers of real values: what their exact distribution function makes of them must be uniform. Chi-square at fixed addresses, one in ten thousand per case.
import { chiSquareUpperTail, exp, logIncompleteBeta, logNormalCdf } from '@rampart/rollout-policy/statistics';
import { describe, expect, it } from 'vitest';
import { purposeOf, randomAt } from './address.ts';
import { beta } from './beta.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { fitOf } from './goodness-of-fit.ts';
import { normal } from './normal.ts';
import type { Random } from './xoshiro128.ts';

const DRAWS = 100_000;
const BINS = 100;

describe('normal', () => {
  it('follows its law', () => expectUniform((random) => exp(logNormalCdf(normal(random)))));
});

describe('exponential', () => {
  it('follows its law', () => expectUniform((random) => Math.exp(-exponential(random)), 1_000_000));

  it('has a tail beyond the ziggurat', () => {
    const random = stream('tail');
    let [beyond, farther] = [0, 0];
    for (let draw = 0; draw < 20_000_000; draw += 1) {
      const x = exponential(random);
      if (x > 8) beyond += 1;
      if (x > 8 + Math.LN2) farther += 1;
    }
    // 6,709 are expected beyond 8, and half of these beyond 8 + ln 2; four standard deviations either way.
    expect(Math.abs(beyond - 6_709)).toBeLessThan(330);
    expect(Math.abs(farther / beyond - 0.5)).toBeLessThan(0.025);
  });
});

describe('gamma', () => {
  it.each([0.05, 0.5, 1, 2, 40, 5_000])('follows its law at shape %d', (shape) => {
    expectUniform((random) => chiSquareUpperTail({ x: 2 * gamma(random, shape), df: 2 * shape }));
  });
});

describe('beta', () => {
  it.each([[0.5, 0.5], [0.2, 19.8], [3, 40], [1, 1]])('follows its law at %d and %d', (a, b) => {
    expectUniform((random) => exp(logIncompleteBeta({ a, b, x: beta(random, a, b) }).logLower));
  });

  it('stays a share where both gamma values are too small for a double', () => {
    const random = stream('small');
    const draws = Array.from({ length: 2_000 }, () => beta(random, 0.0005, 0.0005));
    expect(draws.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(draws.reduce((sum, share) => sum + share, 0) / draws.length).toBeCloseTo(0.5, 1);
  });
});

function stream(name: string): Random {
  return randomAt({ seed: 2, run: 0, tick: 0, purpose: purposeOf(name) });
}

function expectUniform(one: (random: Random) => number, draws = DRAWS): void {
  const random = stream('uniform');
  const { statistic, degrees, tail } = fitOf(Float64Array.from({ length: draws }, () => Math.min(BINS - 1, Math.floor(BINS * one(random)))), (k) => (k < BINS ? 1 / BINS : 0));
  expect(degrees).toBe(BINS - 1);
  expect(tail, `chi-square ${statistic} on ${degrees} degrees of freedom`).toBeGreaterThan(1e-4);
}
