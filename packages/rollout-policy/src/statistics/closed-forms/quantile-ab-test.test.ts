import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { quantileAbPValue } from './quantile-ab-test.ts';

const arm = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 });
const settings = { quantileP: 0.5, tOpt: 20, alphaOpt: 0.05 };

describe('quantileAbPValue', () => {
  prop.prop([arm, arm, fc.double({ noNaN: true, min: 0.05, max: 0.95 })], { numRuns: 200 })('is a p-value that does not care about order, names or units', (a, b, quantileP) => {
    const at = { ...settings, quantileP };
    const p = quantileAbPValue({ a, b, ...at });
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThanOrEqual(1);
    expect(quantileAbPValue({ a: b, b: a, ...at })).toBeCloseTo(p, 12);
    expect(quantileAbPValue({ a: a.toReversed(), b, ...at })).toBe(p);
    expect(quantileAbPValue({ a: a.map((x) => Math.exp(x / 10)), b: b.map((x) => Math.exp(x / 10)), ...at })).toBe(p);
  });

  prop.prop([arm], { numRuns: 100 })('sees no difference between an arm and itself', (a) => {
    expect(quantileAbPValue({ a, b: a, ...settings })).toBe(1);
  });

  it('falls as the arms move apart, and takes the least favourable common value', () => {
    const a = Array.from({ length: 300 }, (_, k) => k);
    const p = [0, 40, 80, 120].map((shift) => quantileAbPValue({ a, b: a.map((x) => x + shift), ...settings }));
    expect(p).toEqual(p.toSorted((x, y) => y - x));
    expect(p.at(-1)).toBeLessThan(1e-4);
  });

  it('says nothing about an empty arm', () => {
    expect(quantileAbPValue({ a: [], b: [1, 2], ...settings })).toBe(1);
  });
});
