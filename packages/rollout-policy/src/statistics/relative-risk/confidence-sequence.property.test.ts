import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../evidence.ts';
import { relativeRiskSequence } from './confidence-sequence.ts';
import { highestAt, profile, tellingBlocks } from './profile.ts';

const cellOf = (xc: number, xb: number, nc: number, nb: number): Cell => ({ candidate: { events: xc, trials: nc }, stable: { events: xb, trials: nb } });
const cell = fc
  .record({ nc: fc.integer({ min: 0, max: 5000 }), nb: fc.integer({ min: 0, max: 5000 }), pc: fc.double({ min: 0, max: 0.3, noNaN: true }), pb: fc.double({ min: 0, max: 0.3, noNaN: true }) })
  .map(({ nc, nb, pc, pb }) => cellOf(Math.floor(pc * nc), Math.floor(pb * nb), nc, nb));
const cells = fc.array(cell, { minLength: 1, maxLength: 6 });
const alpha = fc.double({ min: 0.001, max: 0.5, noNaN: true });

describe('relativeRiskSequence', () => {
  it('reproduces the published interval', () => {
    const { lower, estimate, upper } = relativeRiskSequence([cellOf(40, 200, 1000, 9000)], 0.05);
    expect([lower, estimate, upper].map((x, i) => Math.abs(x - (([0.9513346830954006, 1.8, 3.147486386177399][i]) ?? NaN)) < 1e-8)).toEqual([true, true, true]);
  });

  it('reaches down to 0 without events of the candidate, up to infinity without events of stable, and knows nothing without any', () => {
    expect(relativeRiskSequence([cellOf(0, 50, 1000, 9000)], 0.05)).toMatchObject({ lower: 0, estimate: 0, upper: expect.closeTo(0.9912100235893, 10) });
    const { lower, ...rest } = relativeRiskSequence([cellOf(50, 0, 1000, 9000)], 0.05);
    expect(rest).toEqual({ estimate: Infinity, upper: Infinity });
    expect(lower).toBeGreaterThan(9);
    for (const silent of [[], [cellOf(0, 0, 10, 10)], [cellOf(5, 0, 10, 0)], [cellOf(0, 5, 0, 10)]]) expect(relativeRiskSequence(silent, 0.05)).toEqual({ lower: 0, estimate: NaN, upper: Infinity });
  });

  prop.prop([cells, alpha], { numRuns: 60 })('contains the most likely value', (blocks, level) => {
    const { lower, estimate, upper } = relativeRiskSequence(blocks, level);
    if (Number.isNaN(estimate)) return;
    expect(lower).toBeLessThanOrEqual(estimate);
    expect(upper).toBeGreaterThanOrEqual(estimate);
  });

  prop.prop([cells, alpha, alpha], { numRuns: 60 })('is nested: less error probability, a wider interval', (blocks, one, other) => {
    const wide = relativeRiskSequence(blocks, Math.min(one, other));
    const narrow = relativeRiskSequence(blocks, Math.max(one, other));
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower * (1 + 1e-12));
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper * (1 - 1e-12));
  });

  prop.prop([cells, alpha], { numRuns: 60 })('does not depend on the order of the blocks, nor on blocks that say nothing', (blocks, level) => {
    const straight = relativeRiskSequence(blocks, level);
    const turned = relativeRiskSequence([cellOf(0, 0, 7, 0), ...[...blocks].reverse(), cellOf(0, 0, 0, 3)], level);
    for (const key of ['lower', 'estimate', 'upper'] as const) {
      if (Number.isFinite(straight[key])) expect(Math.abs(turned[key] - straight[key])).toBeLessThanOrEqual(1e-8 * Math.max(1, straight[key]));
      else expect(turned[key]).toBe(straight[key]);
    }
  });

  prop.prop([cells], { numRuns: 60 })('takes the profile where it is highest', (blocks) => {
    const telling = tellingBlocks(blocks);
    const best = highestAt(telling);
    if (!Number.isFinite(best)) return;
    for (const step of [1e-3, 0.1, 1]) {
      expect(profile(telling, best)).toBeGreaterThanOrEqual(profile(telling, best - step));
      expect(profile(telling, best)).toBeGreaterThanOrEqual(profile(telling, best + step));
    }
  });

  it('holds at every look while the weight ramps and stable\'s rate swings, in all but alpha of the paths', () => {
    const [paths, looks, level, rho] = [150, 20, 0.2, 1.5];
    const random = seeded(7);
    let missed = 0;
    for (let path = 0; path < paths; path += 1) {
      const seen: Cell[] = [];
      let isMissed = false;
      for (let look = 0; look < looks; look += 1) {
        const nc = look < 10 ? 50 : 250;
        const pb = 0.05 * (1 + 0.8 * Math.sin(look));
        seen.push(cellOf(draws(random, nc, rho * pb), draws(random, 500 - nc, pb), nc, 500 - nc));
        const { lower, upper } = relativeRiskSequence(seen, level);
        isMissed ||= rho < lower || rho > upper;
      }
      missed += isMissed ? 1 : 0;
    }
    expect(missed / paths).toBeLessThanOrEqual(level + 4 * Math.sqrt((level * (1 - level)) / paths));
    // And it is not so wide that it says nothing.
    expect(missed).toBeGreaterThan(0);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

function draws(random: () => number, n: number, p: number): number {
  let hits = 0;
  for (let i = 0; i < n; i += 1) hits += random() < p ? 1 : 0;
  return hits;
}
