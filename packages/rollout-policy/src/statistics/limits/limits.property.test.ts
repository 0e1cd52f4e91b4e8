import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bernoulliDivergence } from '../../math/portable-math.ts';
import { blocksAtLeast, shareOfEvents } from './block-floor.ts';
import { powerOneTrials, sprtCost } from './sprt.ts';
import { boundaryDivergence, requestsNeeded, shareDivergence } from './two-arm-limit.ts';

const rate = fc.double({ min: 1e-5, max: 0.45, noNaN: true });
const twoArms = fc.record({ candidateRatio: rate, stableRatio: rate, weight: fc.double({ min: 0.001, max: 0.999, noNaN: true }), factor: fc.double({ min: 0.5, max: 3, noNaN: true }) });

describe('boundaryDivergence', () => {
  prop.prop([twoArms, fc.double({ min: 0, max: 1, noNaN: true })])('is what the nearest null costs: every other null on the boundary costs at least as much', (arms, u) => {
    const q = Math.min(1, 1 / arms.factor) * (0.0001 + 0.9998 * u);
    const cost = arms.weight * bernoulliDivergence(arms.candidateRatio, arms.factor * q) + (1 - arms.weight) * bernoulliDivergence(arms.stableRatio, q);
    expect(boundaryDivergence(arms)).toBeLessThanOrEqual(cost * (1 + 1e-9) + 1e-15);
  });

  prop.prop([twoArms])('is zero on the boundary and nowhere less', (arms) => {
    expect(boundaryDivergence(arms)).toBeGreaterThanOrEqual(0);
    const { stableRatio, factor } = arms;
    if (factor * stableRatio < 1) expect(boundaryDivergence({ ...arms, candidateRatio: factor * stableRatio })).toBeLessThan(1e-14);
  });

  prop.prop([twoArms])('is at least what a test of the share of the events can reach', (arms) => {
    expect(shareDivergence(arms)).toBeLessThanOrEqual(boundaryDivergence(arms) * (1 + 1e-9) + 1e-13);
  });

  it.each([
    // pc, w, r, requests at alpha 1 % and stable 1 % of the published tables
    [0.012, 0.5, 1, 100_063],
    [0.015, 0.01, 1, 425_609],
    [0.02, 0.25, 1, 6_714],
    [0.05, 0.05, 1, 2_457],
    [0.1, 0.5, 1, 205],
    [0.015, 0.1, 1.25, 222_157],
    [0.1, 0.01, 1.25, 3_816],
  ])('gives the published requests for pc %d at weight %d, margin %d', (candidateRatio, weight, factor, requests) => {
    expect(Math.round(requestsNeeded(boundaryDivergence({ candidateRatio, stableRatio: 0.01, weight, factor }), 0.01))).toBe(requests);
  });

  it('never ends where the candidate is as bad as the margin', () => {
    expect(requestsNeeded(0, 0.01)).toBe(Infinity);
  });

  it('answers where a rate is zero or one', () => {
    expect(boundaryDivergence({ candidateRatio: 1, stableRatio: 0, weight: 0.5, factor: 1 })).toBeCloseTo(Math.LN2, 12);
    expect(boundaryDivergence({ candidateRatio: 0, stableRatio: 0, weight: 0.5, factor: 1 })).toBe(0);
    expect(shareDivergence({ candidateRatio: 0, stableRatio: 0, weight: 0.5, factor: 1 })).toBe(0);
  });
});

describe('sprtCost', () => {
  it.each([
    [0.012, 21_998, 16_276, 24_253],
    [0.02, 1_067, 933, 1_177],
    [0.1, 29, 41, 32],
  ])('gives the published trials for 1 %% against %d', (prob, underAlternative, underNull, powerOne) => {
    const cost = sprtCost({ nullProb: 0.01, prob }, { alpha: 0.01, beta: 0.05 });
    expect([cost.underAlternative, cost.underNull, powerOneTrials({ nullProb: 0.01, prob }, 0.01)].map(Math.round)).toEqual([underAlternative, underNull, powerOne]);
  });
});

describe('blocksAtLeast', () => {
  it.each([[2, 7], [5, 3], [10, 2]])('is the published floor for a candidate that is %d times as bad at a tiny weight', (factor, blocks) => {
    expect(Math.ceil(blocksAtLeast({ share: shareOfEvents(1e-9, factor), nullShare: shareOfEvents(1e-9, 1) }, 0.01) - 1e-6)).toBe(blocks);
  });

  it('is infinite where the share is the null share', () => {
    expect(blocksAtLeast({ share: 0.1, nullShare: 0.1 }, 0.01)).toBe(Infinity);
  });
});
