// The heart of the error guarantee, exactly: under the null the expected capital of one block never grows. Enumerated over whole binomial laws.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Wager } from '../statistics/wager.ts';
import { STAKES } from '../statistics/wealth.ts';
import { notWorseWager, overLimitWager, underLimitWager, worseWager } from './comparisons.ts';

function binomial(n: number, p: number): readonly number[] {
  let masses = [1];
  for (let trial = 0; trial < n; trial += 1) {
    masses = Array.from({ length: masses.length + 1 }, (_, k) => (masses[k] ?? 0) * (1 - p) + (masses[k - 1] ?? 0) * p);
  }
  return masses;
}

function factor(wager: Wager, fraction: number): number {
  return wager.kind === 'none' ? 1 : 1 + fraction * (wager.successes / wager.trials / wager.nullProb - 1);
}

/** Largest expected factor over all stakes, the two arms binomial and independent. */
function worstExpectation(arms: { readonly nc: number; readonly pc: number; readonly nb: number; readonly pb: number }, wagerOf: (xc: number, xb: number) => Wager): number {
  const candidate = binomial(arms.nc, arms.pc);
  const stable = binomial(arms.nb, arms.pb);
  return Math.max(
    ...STAKES.map((fraction) => {
      let expected = 0;
      candidate.forEach((massC, xc) => stable.forEach((massB, xb) => (expected += massC * massB * factor(wagerOf(xc, xb), fraction))));
      return expected;
    }),
  );
}

const arms = { nc: fc.integer({ min: 1, max: 18 }), nb: fc.integer({ min: 1, max: 18 }) };
const cell = (nc: number, nb: number, xc: number, xb: number) => ({ candidate: { trials: nc, events: xc }, stable: { trials: nb, events: xb } });

describe('worseWager', () => {
  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0.001, max: 0.05, noNaN: true }), factor: fc.constantFrom(1, 1.1, 1.25, 1.5, 2, 4) })], { seed: 1, numRuns: 150 })(
    'gains nothing on average when the candidate is exactly as bad as a factor margin allows, and stable at most at the cap',
    ({ nc, nb, pb, factor: r }) => {
      const expected = worstExpectation({ nc, pc: r * pb, nb, pb }, (xc, xb) => worseWager(cell(nc, nb, xc, xb), { of: 'counts', margin: { kind: 'factor', factor: r }, stableRatioMax: 0.05 }));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );

  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0, max: 0.9, noNaN: true }), points: fc.double({ min: 0, max: 0.1, noNaN: true }) })], { seed: 2, numRuns: 100 })(
    'gains nothing on average at a margin in points, at any rate of stable',
    ({ nc, nb, pb, points }) => {
      const expected = worstExpectation({ nc, pc: pb + points, nb, pb }, (xc, xb) => worseWager(cell(nc, nb, xc, xb), { of: 'counts', margin: { kind: 'points', ratio: points }, stableRatioMax: 0.05 }));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );

  prop.prop([fc.record({ nc: fc.integer({ min: 200, max: 400 }), nb: fc.integer({ min: 200, max: 400 }), xb: fc.integer({ min: 5, max: 20 }) })], { seed: 3 })(
    'says more the more the candidate fails, and less the wider the margin',
    ({ nc, nb, xb }) => {
      const y = (xc: number, r: number): number => factor(worseWager(cell(nc, nb, xc, xb), { of: 'counts', margin: { kind: 'factor', factor: r }, stableRatioMax: 0.05 }), 0.5);
      expect(y(xb + 5, 1.25)).toBeGreaterThan(y(xb, 1.25));
      expect(y(xb, 2)).toBeLessThan(y(xb, 1.25));
    },
  );

  prop.prop([fc.record({ ...arms })], { seed: 4 })('says nothing about a block without a bad event, or with an empty arm', ({ nc, nb }) => {
    expect(worseWager(cell(nc, nb, 0, 0), { of: 'counts', margin: { kind: 'factor', factor: 1.25 }, stableRatioMax: 0.05 }).kind).toBe('none');
    expect(worseWager(cell(0, nb, 0, 1), { of: 'counts', margin: { kind: 'factor', factor: 1.25 }, stableRatioMax: 0.05 }).kind).toBe('none');
    expect(worseWager(cell(nc, 0, 1, 0), { of: 'counts', margin: { kind: 'points', ratio: 0.01 }, stableRatioMax: 0.05 }).kind).toBe('none');
  });
});

describe('notWorseWager', () => {
  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0.001, max: 0.2, noNaN: true }), factor: fc.constantFrom(1, 1.25, 2, 4) })], { seed: 5, numRuns: 100 })(
    'certifies nothing on average while the candidate is at the margin or beyond',
    ({ nc, nb, pb, factor: r }) => {
      const expected = worstExpectation({ nc, pc: Math.min(1, r * pb), nb, pb }, (xc, xb) => notWorseWager(cell(nc, nb, xc, xb), { of: 'counts', margin: { kind: 'factor', factor: r } }));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );
});

describe('overLimitWager and underLimitWager', () => {
  prop.prop([fc.record({ n: fc.integer({ min: 1, max: 60 }), limit: fc.double({ min: 0.001, max: 0.99, noNaN: true }) })], { seed: 6 })('gain nothing on average at the limit itself', ({ n, limit }) => {
    const masses = binomial(n, limit);
    for (const wagerOf of [overLimitWager, underLimitWager]) {
      for (const fraction of STAKES) {
        const expected = masses.reduce((sum, mass, x) => sum + mass * factor(wagerOf({ trials: n, events: x }, limit), fraction), 0);
        expect(expected).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });
});

describe('a factor margin on means', () => {
  // Any law on [0, 1]: a few values with probabilities, each block's mean drawn once per arm (the worst dependence within a block).
  const law = fc.array(fc.record({ value: fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20), mass: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 4 });
  const meanOf = (of: readonly { value: number; mass: number }[]): number => of.reduce((sum, { value, mass }) => sum + value * mass, 0) / of.reduce((sum, { mass }) => sum + mass, 0);

  prop.prop([law, law], { seed: 7, numRuns: 150 })('gains nothing on average when the candidate\'s mean is at the margin, whatever the laws are', (candidate, stable) => {
    const r = meanOf(candidate) / meanOf(stable);
    fc.pre(meanOf(stable) > 0.01 && r > 0.01 && r < 50);
    const total = (of: typeof candidate): number => of.reduce((sum, { mass }) => sum + mass, 0);
    for (const fraction of STAKES) {
      let expected = 0;
      for (const c of candidate) {
        for (const b of stable) {
          const wager = worseWager({ candidate: { trials: 10, events: 10 * c.value }, stable: { trials: 10, events: 10 * b.value } }, { of: 'means', margin: { kind: 'factor', factor: r }, stableRatioMax: 0.05 });
          expected += (c.mass / total(candidate)) * (b.mass / total(stable)) * factor(wager, fraction);
        }
      }
      expect(expected).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});
