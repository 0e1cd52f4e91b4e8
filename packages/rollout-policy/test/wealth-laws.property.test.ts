// Laws of the capital that every evaluator keeps, whatever it is fed: what may change it, and what must not.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { notWorseWager, worseWager, type Comparison } from '../src/checks/comparisons.ts';
import type { Cell } from '../src/evidence.ts';
import type { Wealth } from '../src/state.ts';
import { NO_WAGER, opposite, wagerOn, type Wager } from '../src/statistics/wager.ts';
import { capital, cashAfter, logCapital, newWealth, play, startBets } from '../src/statistics/wealth.ts';

const EVALUATORS = ['tilt', 'bet'] as const;
const count = fc.integer({ min: 0, max: 400 });
const wager = fc
  .record({ successes: count, failures: count, nullProb: fc.double({ min: 0.001, max: 0.999, noNaN: true }) })
  .map(({ successes, failures, nullProb }) => wagerOn(successes, successes + failures, nullProb));
/** Any wagers, and the point of the grid that each falls on. */
const history = fc.array(fc.record({ wager, steps: fc.integer({ min: 0, max: 3 }) }), { maxLength: 40 }).map((blocks) => {
  let gridPoint = 0;
  return blocks.map((block) => ({ wager: block.wager, gridPoint: (gridPoint += block.steps) }));
});
const cell = fc
  .record({ nc: fc.integer({ min: 1, max: 5_000 }), nb: fc.integer({ min: 1, max: 5_000 }), pc: fc.double({ min: 0, max: 1, noNaN: true }), pb: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ nc, nb, pc, pb }): Cell => ({ candidate: { trials: nc, events: Math.floor(nc * pc) }, stable: { trials: nb, events: Math.floor(nb * pb) } }));
const factor = fc.double({ min: 1, max: 4, noNaN: true });
const share = (by: number): Comparison => ({ of: 'counts', margin: { kind: 'factor', factor: by }, stableRatioMax: 0 });

describe('batches', () => {
  prop.prop([count, count, count, count, fc.double({ min: 0.001, max: 0.999, noNaN: true })], { seed: 51 })('a tilt over a batch is the sum over its parts at one null', (x1, y1, x2, y2, nullProb) => {
    const parts = after('tilt', [wagerOn(x1, x1 + y1, nullProb), wagerOn(x2, x2 + y2, nullProb)]);
    const whole = after('tilt', [wagerOn(x1 + x2, x1 + y1 + x2 + y2, nullProb)]);
    expectClose(logCapital(parts), logCapital(whole));
  });

  it('a tilt over a batch is not the sum where the null changed between the parts: rates are never pooled over a ramp', () => {
    const parts = after('tilt', [wagerOn(4, 100, 0.05), wagerOn(60, 100, 0.5)]);
    const whole = after('tilt', [wagerOn(64, 200, 0.275)]);
    expect(Math.abs(logCapital(parts) - logCapital(whole))).toBeGreaterThan(0.1);
  });
});

describe('more of what the null speaks about', () => {
  prop.prop([history, fc.constantFrom(...EVALUATORS), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 100 }), fc.double({ min: 0.01, max: 0.9, noNaN: true })], { seed: 52 })(
    'makes more capital when more succeeded, and less when the null allows more',
    (past, evaluator, successes, more, nullProb) => {
      const before = played(evaluator, past);
      const gridPoint = past.at(-1)?.gridPoint ?? 0;
      const then = (x: number, p: number): number => logCapital(play(before, wagerOn(x, 200, p), gridPoint));
      expect(then(successes + more, nullProb)).toBeGreaterThanOrEqual(then(successes, nullProb));
      expect(then(successes, Math.min(0.99, nullProb * 1.1))).toBeLessThanOrEqual(then(successes, nullProb));
    },
  );

  prop.prop([cell, factor, factor, fc.constantFrom(...EVALUATORS)], { seed: 53 })('makes less against the candidate under a wider margin, and more for it', (counts, one, other, evaluator) => {
    const [narrow, wide] = one < other ? [one, other] : [other, one];
    expect(once(evaluator, worseWager(counts, share(wide)))).toBeLessThanOrEqual(once(evaluator, worseWager(counts, share(narrow))) + 1e-12);
    expect(once(evaluator, notWorseWager(counts, share(wide)))).toBeGreaterThanOrEqual(once(evaluator, notWorseWager(counts, share(narrow))) - 1e-12);
  });
});

describe('what is common to both arms', () => {
  prop.prop([history, fc.constantFrom(...EVALUATORS), fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 })], { seed: 54 })('a block without an event changes nothing', (past, evaluator, nc, nb) => {
    const before = played(evaluator, past);
    const quiet = worseWager({ candidate: { trials: nc, events: 0 }, stable: { trials: nb, events: 0 } }, share(1.25));
    expect(play(before, quiet, past.at(-1)?.gridPoint ?? 0)).toEqual(startBets(before, past.at(-1)?.gridPoint ?? 0));
  });

  prop.prop([cell, factor, fc.integer({ min: 2, max: 1_000 }), fc.constantFrom(...EVALUATORS)], { seed: 55 })('more traffic on both arms with the same events changes nothing', (counts, by, times, evaluator) => {
    const busier: Cell = { candidate: { ...counts.candidate, trials: counts.candidate.trials * times }, stable: { ...counts.stable, trials: counts.stable.trials * times } };
    expectClose(once(evaluator, worseWager(busier, share(by))), once(evaluator, worseWager(counts, share(by))));
  });

  prop.prop([cell, factor, fc.constantFrom(...EVALUATORS)], { seed: 56 })('arms that change places give the same capital with the inverse margin and the other side', (counts, by, evaluator) => {
    const swapped: Cell = { candidate: counts.stable, stable: counts.candidate };
    expectClose(once(evaluator, opposite(worseWager(swapped, share(1 / by)))), once(evaluator, worseWager(counts, share(by))));
  });
});

describe('order', () => {
  prop.prop([fc.array(wager, { minLength: 2, maxLength: 20 }), fc.nat(), fc.constantFrom(...EVALUATORS)], { seed: 57 })('does not matter within one point of the grid', (wagers, turn, evaluator) => {
    const at = turn % wagers.length;
    const turned = [...wagers.slice(at), ...wagers.slice(0, at)].reverse();
    expectClose(logCapital(after(evaluator, wagers)), logCapital(after(evaluator, turned)));
  });

  it.each(EVALUATORS)('matters over the grid: late trouble after a healthy past is found by a %s because prior is kept for it', (evaluator) => {
    const healthy = Array.from({ length: 600 }, () => wagerOn(1, 20, 0.2));
    const trouble = Array.from({ length: 20 }, () => wagerOn(16, 20, 0.2));
    const inOrder = (wagers: readonly Wager[]): number => logCapital(played(evaluator, wagers.map((next, gridPoint) => ({ wager: next, gridPoint }))));
    const onOnePoint = logCapital(after(evaluator, [...healthy, ...trouble]));
    expect(inOrder([...healthy, ...trouble])).toBeGreaterThan(onOnePoint + Math.log(1_000));
    expect(inOrder([...healthy, ...trouble])).not.toBeCloseTo(inOrder([...trouble, ...healthy]), 1);
  });
});

describe('the restart mixture', () => {
  prop.prop([history, fc.constantFrom(...EVALUATORS)], { seed: 58 })('never holds less than its cash, nor less than the test that began at the start', (past, evaluator) => {
    const restarted = played(evaluator, past);
    const fromTheStart = past.reduce((wealth, block) => play(wealth, block.wager, 0), startBets(newWealth(evaluator), 0));
    // The same prior at the start; what the other still has in cash is not part of the test.
    const atStake = Math.max(0, capital(fromTheStart) - cashAfter(1));
    expect(capital(restarted)).toBeGreaterThanOrEqual(cashAfter(restarted.spent) * (1 - 1e-12));
    if (capital(fromTheStart) < 1e290) expect(capital(restarted)).toBeGreaterThanOrEqual(atStake * (1 - 1e-9) - 1e-12);
  });

  prop.prop([history, fc.constantFrom(...EVALUATORS), fc.integer({ min: 0, max: 500 })], { seed: 59 })('gains and loses nothing while only time passes: cash goes into play', (past, evaluator, further) => {
    const before = played(evaluator, past);
    const later = startBets(before, (past.at(-1)?.gridPoint ?? 0) + further);
    expectClose(logCapital(later), logCapital(before));
    expect(cashAfter(later.spent)).toBeLessThanOrEqual(cashAfter(before.spent));
    expectClose(logCapital(play(before, NO_WAGER, (past.at(-1)?.gridPoint ?? 0) + further)), logCapital(later));
  });

  it('never spends more than it has', () => {
    for (let spent = 0; spent < 1_000; spent += 1) {
      expect(cashAfter(spent)).toBeGreaterThanOrEqual(0);
      expect(cashAfter(spent + 1)).toBeLessThan(cashAfter(spent));
    }
    expect(cashAfter(0)).toBe(1);
  });
});

describe('a stored state', () => {
  prop.prop([history, fc.nat(), fc.constantFrom(...EVALUATORS)], { seed: 60 })('goes on bit for bit from any point, the beginning included', (past, point, evaluator) => {
    const at = point % (past.length + 1);
    const straight = played(evaluator, past);
    const stored: unknown = JSON.parse(JSON.stringify(played(evaluator, past.slice(0, at))));
    const resumed = past.slice(at).reduce((wealth, block) => play(wealth, block.wager, block.gridPoint), stored as Wealth);
    expect(JSON.stringify(resumed)).toBe(JSON.stringify(straight));
    expect(logCapital(resumed)).toBe(logCapital(straight));
  });
});

/** Everything on the first point of the grid. */
function after(evaluator: Wealth['kind'], wagers: readonly Wager[]): Wealth {
  return played(evaluator, wagers.map((next) => ({ wager: next, gridPoint: 0 })));
}

function played(evaluator: Wealth['kind'], blocks: readonly { readonly wager: Wager; readonly gridPoint: number }[]): Wealth {
  return blocks.reduce((wealth, block) => play(wealth, block.wager, block.gridPoint), newWealth(evaluator));
}

function once(evaluator: Wealth['kind'], single: Wager): number {
  return logCapital(after(evaluator, [single]));
}

/** Logarithms of capital that differ by rounding only. */
function expectClose(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(a)));
}
