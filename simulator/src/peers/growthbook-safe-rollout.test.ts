import { describe, expect, it } from 'vitest';
import { releases, sentBack } from '../../test/a-peer-release.ts';
import { growthBookSafeRollout, isWorse } from './growthbook-safe-rollout.ts';

const HOUR_MS = 3_600_000;

describe('isWorse', () => {
  // Total users of both arms at which an expected difference first crosses the boundary.
  it.each([
    [0.01, 0.02, 4_564],
    [0.01, 0.015, 15_957],
    [0.01, 0.011, 456_902],
    [0.001, 0.002, 53_887],
    [0.05, 0.06, 16_867],
  ])('crosses from %f to %f at as many users as was published', (from, to, published) => {
    const crosses = (users: number): boolean => isWorse({ control: { trials: users / 2, events: (from * users) / 2 }, treated: { trials: users / 2, events: (to * users) / 2 } }, { alpha: 0.05, tuning: 5_000 });
    expect([crosses(published - 2), crosses(published + 2)]).toEqual([false, true]);
  });
});

describe('the model of a safe rollout', () => {
  it('covers more and more in the first quarter, half of it on the candidate, and ships at the end', () => {
    const [good] = releases(growthBookSafeRollout(), { perMinute: 600, errors: 0.01 }, 1);
    expect(good?.ending).toMatchObject({ outcome: 'promoted', decidedAtMs: 12 * HOUR_MS, weightMaxPpm: 1_000_000 });
    const { weight } = growthBookSafeRollout().begin({ seed: 0, run: 0 }).look({ nowMs: 0, weight: 0, blocks: () => [], query: () => ({ kind: 'not-asked' }) });
    expect(weight).toBe(0.05);
  });

  it('rolls back certain harm soon, and equal arms in at most one of twenty however often it looks', () => {
    const bad = releases(growthBookSafeRollout(), { perMinute: 600, errors: 0.01, more: 0.02 }, 20);
    expect(sentBack(bad)).toBe(1);
    expect(bad.every(({ ending }) => Number(ending.decidedAtMs) <= 4 * HOUR_MS)).toBe(true);
    expect(sentBack(releases(growthBookSafeRollout(), { perMinute: 600, errors: 0.01 }, 200))).toBeLessThanOrEqual(0.05);
  });

  it('lets a sample ratio mismatch hide a confirmed regression', () => {
    const dropped = { kind: 'series-dropped', arm: 'candidate', share: 0.3, atMs: 0, forMs: 1e12 } as const;
    const [hidden] = releases(growthBookSafeRollout(), { perMinute: 600, errors: 0.01, more: 0.2, scenario: { faults: [dropped] } }, 1);
    expect(hidden?.ending).toMatchObject({ outcome: 'open', askedAtMs: HOUR_MS });
  });
});
