import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { blamed, weightedMean } from './merging.ts';

const evidence = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 }).map((values) => values.map((value, index) => ({ name: `c${String(index)}`, value, weight: 1 / values.length })));

describe('weightedMean', () => {
  prop.prop([evidence], { seed: 71 })('lies between the least and the most, and does not care about the order', (all) => {
    const merged = weightedMean(all);
    const values = all.map(({ value }) => value);
    expect(merged).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
    expect(merged).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
    expect(weightedMean(all.toReversed())).toBeCloseTo(merged, 6);
  });

  it('counts weight that is not given as cash', () => {
    expect(weightedMean([{ name: 'a', value: 10, weight: 0.25 }])).toBe(3.25);
    expect(weightedMean([])).toBe(1);
  });
});

describe('blamed', () => {
  prop.prop([evidence, fc.constantFrom(2, 20, 100)], { seed: 72 })('blames only when all together reach the odds as well, and never more for higher odds', (all, needed) => {
    const mean = all.reduce((sum, { value }) => sum + value, 0) / all.length;
    const names = blamed(all, needed);
    if (names.length > 0) expect(mean).toBeGreaterThanOrEqual(needed * (1 - 1e-12));
    expect(names).toEqual(expect.arrayContaining([...blamed(all, needed * 2)]));
  });

  prop.prop([evidence, fc.constantFrom(2, 20)], { seed: 73 })('is what all subsets say: a check is blamed when the mean of every set with it is high enough', (all, needed) => {
    const subsets = Array.from({ length: 1 << all.length }, (_, mask) => all.filter((__, index) => ((mask >> index) & 1) === 1));
    const expected = all.filter((one) => subsets.filter((set) => set.includes(one)).every((set) => set.reduce((sum, { value }) => sum + value, 0) / set.length >= needed)).map(({ name }) => name);
    expect(blamed(all, needed)).toEqual(expected);
  });

  it('names the one bad check among good ones', () => {
    expect(blamed([{ name: 'bad', value: 1_000 }, { name: 'good', value: 0.5 }, { name: 'fine', value: 0.1 }], 100)).toEqual(['bad']);
  });
});
