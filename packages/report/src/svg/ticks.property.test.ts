import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { elapsedTicks, logTicks, niceCeiling, niceTicks } from './ticks.ts';

describe('niceTicks', () => {
  it('are round and written without noise', () => {
    expect(niceTicks({ from: 0, to: 1 }, 3)).toEqual([0, 0.5, 1]);
    expect(niceTicks({ from: 0, to: 0.34 }, 3)).toEqual([0, 0.2]);
    expect(niceTicks({ from: 0.1, to: 0.5 }, 4)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(niceTicks({ from: 0, to: 1_000_000 }, 3)).toEqual([0, 500_000, 1_000_000]);
  });

  test.prop([fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 10 })], { seed: 1, numRuns: 1000 })(
    'ascend inside the extent and are not many more than asked for',
    (from, length, wanted) => {
      const to = from + length;
      const ticks = niceTicks({ from, to }, wanted);
      expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(from - 1e-6 * Math.max(1, length));
        expect(tick).toBeLessThanOrEqual(to + 1e-6 * Math.max(1, length));
      }
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
      expect(new Set(ticks).size).toBe(ticks.length);
    },
  );
});

describe('niceCeiling', () => {
  it('is a tick at or above the value', () => {
    expect([0.34, 31_000, 100, 0].map((value) => niceCeiling(value, 3))).toEqual([0.4, 40_000, 100, 0]);
  });
});

describe('logTicks', () => {
  it('are powers of ten, thinned where there are many', () => {
    expect(logTicks({ from: 1, to: 600 }, 4)).toEqual([1, 10, 100]);
    expect(logTicks({ from: 1, to: 1e12 }, 4)).toEqual([1, 1e4, 1e8, 1e12]);
    expect(logTicks({ from: 0.3, to: 5 }, 4)).toEqual([1]);
  });
});

describe('elapsedTicks', () => {
  it('count in the steps that people count in', () => {
    expect(elapsedTicks(28_000, 6)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000]);
    expect(elapsedTicks(3_600_000, 4)).toEqual([0, 900_000, 1_800_000, 2_700_000, 3_600_000]);
    expect(elapsedTicks(3 * 86_400_000, 10).at(1)).toBe(12 * 3_600_000);
  });

  test.prop([fc.integer({ min: 1, max: 400 * 86_400_000 }), fc.integer({ min: 2, max: 12 })], { seed: 2, numRuns: 1000 })('are at most as many as asked for, after the zero', (durationMs, wanted) => {
    const ticks = elapsedTicks(durationMs, wanted);
    expect(ticks[0]).toBe(0);
    expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
    expect(ticks.at(-1)).toBeLessThanOrEqual(durationMs);
  });
});
