// Merging of several e-values: between the least and the greatest, and blame only where the whole is to blame.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { blamed, weightedMean } from '../src/statistics/merging.ts';

const odds = fc.double({ min: 0, max: 1e6, noNaN: true });
const several = fc.array(odds, { minLength: 1, maxLength: 7 }).map((values) => values.map((value, index) => ({ name: `check-${String(index)}`, value })));
const needed = fc.double({ min: 1, max: 1_000, noNaN: true });

describe('weightedMean', () => {
  prop.prop([several], { seed: 71 })('lies between the least and the greatest, and at or above any part of it', (evidence) => {
    const weighted = evidence.map((one) => ({ ...one, weight: 1 / evidence.length }));
    const values = evidence.map(({ value }) => value);
    const merged = weightedMean(weighted);
    expect(merged).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-12));
    expect(merged).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-12) + 1e-12);
    for (const { value, weight } of weighted) expect(merged).toBeGreaterThanOrEqual(value * weight * (1 - 1e-12) - 1e-9);
  });

  prop.prop([several, fc.double({ min: 0, max: 1, noNaN: true })], { seed: 72 })('counts what has no weight as cash, and no order', (evidence, part) => {
    const weighted = evidence.map((one) => ({ ...one, weight: part / evidence.length }));
    const mean = evidence.reduce((sum, { value }) => sum + value, 0) / evidence.length;
    expect(weightedMean(weighted)).toBeCloseTo(part * mean + 1 - part, 5);
    expect(weightedMean(weighted.toReversed())).toBeCloseTo(weightedMean(weighted), 5);
  });
});

describe('blamed', () => {
  prop.prop([several, needed], { seed: 73, numRuns: 500 })('is closed testing with averages: the mean of every set that contains it reaches the odds', (evidence, enough) => {
    const names = blamed(evidence, enough);
    // Away from equality, where the order of a sum decides.
    const margin = Math.min(...evidence.flatMap((_, k) => meansWith(k, evidence).map((mean) => Math.abs(mean / enough - 1))));
    fc.pre(margin > 1e-9);
    expect(names).toEqual(evidence.filter((_, k) => meansWith(k, evidence).every((mean) => mean >= enough)).map(({ name }) => name));
  });

  prop.prop([several, needed], { seed: 74 })('names none unless the mean of all reaches the odds, and none that does not reach them alone', (evidence, enough) => {
    const names = blamed(evidence, enough);
    const mean = evidence.reduce((sum, { value }) => sum + value, 0) / evidence.length;
    if (names.length > 0) expect(mean).toBeGreaterThanOrEqual(enough * (1 - 1e-12));
    for (const { name, value } of evidence) if (names.includes(name)) expect(value).toBeGreaterThanOrEqual(enough);
  });

  prop.prop([several, needed], { seed: 75 })('does not depend on the order', (evidence, enough) => {
    expect(new Set(blamed(evidence.toReversed(), enough))).toEqual(new Set(blamed(evidence, enough)));
  });
});

/** The mean of every set that contains the k-th. */
function meansWith(k: number, evidence: readonly { readonly value: number }[]): readonly number[] {
  const others = evidence.filter((_, index) => index !== k).map(({ value }) => value);
  return Array.from({ length: 2 ** others.length }, (_, set) => {
    const chosen = [evidence[k]?.value ?? 0, ...others.filter((_, bit) => (set & (1 << bit)) !== 0)];
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  });
}
