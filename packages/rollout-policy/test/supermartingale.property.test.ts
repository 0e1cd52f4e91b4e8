// The error guarantee, exactly: under the null no atom of any evaluator gains on average, whatever the rate. Sums over whole laws, not simulation.
// (Bets on the share of two binomial arms are enumerated in src/checks/comparisons.property.test.ts.)
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { worseWager } from '../src/checks/comparisons.ts';
import type { Cell } from '../src/evidence.ts';
import { opposite, wagerOn, type Wager } from '../src/statistics/wager.ts';
import { TILT_SHIFTS } from '../src/statistics/tilt.ts';
import { binomialLaw } from './binomial-law.ts';
import { factorsOf } from './factors.ts';

const ROUNDING = 1e-12;

describe('a tilt', () => {
  const trials = fc.integer({ min: 1, max: 60 });
  const ratio = fc.double({ min: 1e-4, max: 0.9999, noNaN: true });

  prop.prop([trials, ratio], { seed: 41, numRuns: 100 })('keeps its expected capital at the edge of the null, for every shift', (n, nullProb) => {
    const expected = expectedFactors('tilt', binomialLaw(n, nullProb), (x) => wagerOn(x, n, nullProb));
    for (const value of expected) expect(Math.abs(value - 1)).toBeLessThan(1e-9);
  });

  prop.prop([trials, ratio, fc.double({ min: 0, max: 1, noNaN: true })], { seed: 42, numRuns: 150 })('gains nothing on average anywhere inside the null, nor on the other side inside the opposite null', (n, nullProb, part) => {
    const below = expectedFactors('tilt', binomialLaw(n, part * nullProb), (x) => wagerOn(x, n, nullProb));
    for (const value of below) expect(value).toBeLessThanOrEqual(1 + ROUNDING);
    const above = expectedFactors('tilt', binomialLaw(n, nullProb + part * (1 - nullProb)), (x) => opposite(wagerOn(x, n, nullProb)));
    for (const value of above) expect(value).toBeLessThanOrEqual(1 + ROUNDING);
  });

  const twoArms = fc.record({
    nc: fc.integer({ min: 1, max: 25 }),
    nb: fc.integer({ min: 1, max: 25 }),
    stableRatio: fc.double({ min: 1e-4, max: 0.5, noNaN: true }),
    factor: fc.constantFrom(1, 1.1, 1.25, 1.5, 2),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  prop.prop([twoArms], { seed: 43, numRuns: 150 })('on the share of the events gains nothing on average while the candidate is within the margin, at any rate of stable up to one half', ({ nc, nb, stableRatio, factor, part }) => {
    const candidateRatio = Math.min(1, part * factor * stableRatio);
    const expected = expectedOverArms({ nc, nb, candidateRatio, stableRatio }, factor);
    for (const value of expected) expect(value).toBeLessThanOrEqual(1 + ROUNDING);
  });

  prop.prop([twoArms], { seed: 44, numRuns: 50 })('on the share has the expectation of Proposition B: a product of two binomial terms', ({ nc, nb, stableRatio, factor }) => {
    const candidateRatio = Math.min(1, factor * stableRatio);
    const nullShare = (nc * factor) / (nc * factor + nb);
    const expected = expectedOverArms({ nc, nb, candidateRatio, stableRatio }, factor);
    TILT_SHIFTS.forEach((shift, k) => {
      const grown = 1 + nullShare * Math.expm1(shift);
      const product = (1 + candidateRatio * (Math.exp(shift) / grown - 1)) ** nc * (1 + stableRatio * (1 / grown - 1)) ** nb;
      expect(expected[k]).toBeCloseTo(product, 9);
    });
  });
});

describe('a bet', () => {
  const law = fc
    .array(fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), weight: fc.double({ min: 0.01, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 8 })
    .map((points) => {
      const sum = points.reduce((total, { weight }) => total + weight, 0);
      return points.map(({ value, weight }) => ({ value, mass: weight / sum }));
    });

  prop.prop([law, fc.double({ min: 0, max: 1, noNaN: true })], { seed: 45, numRuns: 300 })('gains nothing on average for any law on 0 to 1 whose mean the null allows, for every stake and on either side', (points, slack) => {
    const mean = points.reduce((sum, { value, mass }) => sum + value * mass, 0);
    fc.pre(mean > 1e-6 && mean < 1 - 1e-6);
    const allowed = mean + slack * (1 - mean) * 0.99;
    const claimed = mean * (1 - slack * 0.99);
    const expected = (wagerOf: (value: number) => Wager): readonly number[] =>
      points.reduce<readonly number[]>((sums, { value, mass }) => added(sums, factorsOf('bet', wagerOf(value)), mass), []);
    for (const value of expected((y) => wagerOn(y, 1, allowed))) expect(value).toBeLessThanOrEqual(1 + ROUNDING);
    for (const value of expected((y) => opposite(wagerOn(y, 1, claimed)))) expect(value).toBeLessThanOrEqual(1 + ROUNDING);
  });

  prop.prop([law], { seed: 46, numRuns: 100 })('would gain if the mean were above what the null allows: the property above can fail', (points) => {
    const mean = points.reduce((sum, { value, mass }) => sum + value * mass, 0);
    fc.pre(mean > 0.01);
    const sums = points.reduce<readonly number[]>((so, { value, mass }) => added(so, factorsOf('bet', wagerOn(value, 1, mean * 0.9)), mass), []);
    expect(Math.min(...sums)).toBeGreaterThan(1);
  });
});

function expectedFactors(evaluator: 'tilt' | 'bet', masses: readonly number[], wagerAt: (successes: number) => Wager): readonly number[] {
  return masses.reduce<readonly number[]>((sums, mass, successes) => added(sums, factorsOf(evaluator, wagerAt(successes)), mass), []);
}

function expectedOverArms(arms: { readonly nc: number; readonly nb: number; readonly candidateRatio: number; readonly stableRatio: number }, factor: number): readonly number[] {
  const stable = binomialLaw(arms.nb, arms.stableRatio);
  return binomialLaw(arms.nc, arms.candidateRatio).reduce<readonly number[]>(
    (outer, massC, xc) => stable.reduce<readonly number[]>((sums, massB, xb) => added(sums, factorsOf('tilt', shareOf(arms.nc, arms.nb, xc, xb, factor)), massC * massB), outer),
    [],
  );
}

function shareOf(nc: number, nb: number, xc: number, xb: number, factor: number): Wager {
  const cell: Cell = { candidate: { trials: nc, events: xc }, stable: { trials: nb, events: xb } };
  return worseWager(cell, { of: 'counts', margin: { kind: 'factor', factor }, stableRatioMax: 0 });
}

function added(sums: readonly number[], factors: readonly number[], mass: number): readonly number[] {
  return factors.map((factor, k) => (sums[k] ?? 0) + mass * factor);
}
