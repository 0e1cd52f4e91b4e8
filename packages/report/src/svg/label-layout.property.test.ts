import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from './label-layout.ts';

describe('spreadLabels', () => {
  test.prop([fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 15 })], { seed: 1, numRuns: 2000 })('keeps labels apart, in order and inside', (places) => {
    const gap = 14;
    const spread = spreadLabels(places, gap, { from: 0, to: 300 });
    const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place || a.index - b.index);
    const sorted = order.map(({ index }) => spread[index] ?? Number.NaN);
    for (const [index, place] of sorted.entries()) {
      expect(place).toBeGreaterThanOrEqual(-1e-9);
      expect(place).toBeLessThanOrEqual(300 + 1e-9);
      if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(gap - 1e-9);
    }
  });

  it('moves nothing that has room', () => {
    expect(spreadLabels([10, 50, 90], 14, { from: 0, to: 100 })).toEqual([10, 50, 90]);
  });

  it('centres a crowd on where it wants to be', () => {
    expect(spreadLabels([50, 50, 50], 10, { from: 0, to: 100 })).toEqual([40, 50, 60]);
    expect(spreadLabels([99, 99], 10, { from: 0, to: 100 })).toEqual([90, 100]);
  });
});
