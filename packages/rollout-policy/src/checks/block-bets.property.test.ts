// The heart of the error guarantee, exactly: under the null the expected capital of one block never grows. Enumerated over whole binomial laws.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { notWorseBet, overLimitBet, underRateBet, worseBet, type BlockBet } from './block-bets.ts';
import { STAKES } from '../statistics/wealth.ts';

function binomial(n: number, p: number): readonly number[] {
  let masses = [1];
  for (let trial = 0; trial < n; trial += 1) {
    masses = Array.from({ length: masses.length + 1 }, (_, k) => (masses[k] ?? 0) * (1 - p) + (masses[k - 1] ?? 0) * p);
  }
  return masses;
}

function factor(stake: BlockBet, fraction: number): number {
  return stake.kind === 'none' ? 1 : 1 + fraction * (stake.y / stake.nullMean - 1);
}

/** Largest expected factor over all stakes, the two arms binomial and independent. */
function worstExpectation(arms: { readonly nc: number; readonly pc: number; readonly nb: number; readonly pb: number }, stakeOf: (xc: number, xb: number) => BlockBet): number {
  const candidate = binomial(arms.nc, arms.pc);
  const stable = binomial(arms.nb, arms.pb);
  return Math.max(
    ...STAKES.map((fraction) => {
      let expected = 0;
      candidate.forEach((massC, xc) => stable.forEach((massB, xb) => (expected += massC * massB * factor(stakeOf(xc, xb), fraction))));
      return expected;
    }),
  );
}

const arms = { nc: fc.integer({ min: 1, max: 18 }), nb: fc.integer({ min: 1, max: 18 }) };
const cell = (nc: number, nb: number, xc: number, xb: number) => ({ candidate: { trials: nc, events: xc }, stable: { trials: nb, events: xb } });

describe('worseBet', () => {
  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0.001, max: 0.05, noNaN: true }), factor: fc.constantFrom(1, 1.1, 1.25, 1.5, 2, 4) })], { seed: 1, numRuns: 150 })(
    'gains nothing on average when the candidate is exactly as bad as a factor margin allows, and stable at most at the cap',
    ({ nc, nb, pb, factor: r }) => {
      const expected = worstExpectation({ nc, pc: r * pb, nb, pb }, (xc, xb) => worseBet(cell(nc, nb, xc, xb), { kind: 'factor', factor: r }, 0.05));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );

  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0, max: 0.9, noNaN: true }), points: fc.double({ min: 0, max: 0.1, noNaN: true }) })], { seed: 2, numRuns: 100 })(
    'gains nothing on average at a margin in points, at any rate of stable',
    ({ nc, nb, pb, points }) => {
      const expected = worstExpectation({ nc, pc: pb + points, nb, pb }, (xc, xb) => worseBet(cell(nc, nb, xc, xb), { kind: 'points', ratio: points }, 0.05));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );

  prop.prop([fc.record({ nc: fc.integer({ min: 200, max: 400 }), nb: fc.integer({ min: 200, max: 400 }), xb: fc.integer({ min: 5, max: 20 }) })], { seed: 3 })(
    'says more the more the candidate fails, and less the wider the margin',
    ({ nc, nb, xb }) => {
      const y = (xc: number, r: number): number => factor(worseBet(cell(nc, nb, xc, xb), { kind: 'factor', factor: r }, 0.05), 0.5);
      expect(y(xb + 5, 1.25)).toBeGreaterThan(y(xb, 1.25));
      expect(y(xb, 2)).toBeLessThan(y(xb, 1.25));
    },
  );

  prop.prop([fc.record({ ...arms })], { seed: 4 })('says nothing about a block without a bad event, or with an empty arm', ({ nc, nb }) => {
    expect(worseBet(cell(nc, nb, 0, 0), { kind: 'factor', factor: 1.25 }, 0.05).kind).toBe('none');
    expect(worseBet(cell(0, nb, 0, 1), { kind: 'factor', factor: 1.25 }, 0.05).kind).toBe('none');
    expect(worseBet(cell(nc, 0, 1, 0), { kind: 'points', ratio: 0.01 }, 0.05).kind).toBe('none');
  });
});

describe('notWorseBet', () => {
  prop.prop([fc.record({ ...arms, pb: fc.double({ min: 0.001, max: 0.2, noNaN: true }), factor: fc.constantFrom(1, 1.25, 2, 4) })], { seed: 5, numRuns: 100 })(
    'certifies nothing on average while the candidate is at the margin or beyond',
    ({ nc, nb, pb, factor: r }) => {
      const expected = worstExpectation({ nc, pc: Math.min(1, r * pb), nb, pb }, (xc, xb) => notWorseBet(cell(nc, nb, xc, xb), { kind: 'factor', factor: r }));
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    },
  );
});

describe('overLimitBet and underRateBet', () => {
  prop.prop([fc.record({ n: fc.integer({ min: 1, max: 60 }), limit: fc.double({ min: 0.001, max: 0.99, noNaN: true }) })], { seed: 6 })('gain nothing on average at the limit itself', ({ n, limit }) => {
    const masses = binomial(n, limit);
    for (const stakeOf of [overLimitBet, underRateBet]) {
      for (const fraction of STAKES) {
        const expected = masses.reduce((sum, mass, x) => sum + mass * factor(stakeOf({ trials: n, events: x }, limit), fraction), 0);
        expect(expected).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });
});
