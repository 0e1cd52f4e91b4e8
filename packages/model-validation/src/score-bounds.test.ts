import { describe, expect, it } from 'vitest';
import { differenceMax, type Share, shareMax, shareMin, sureLevels } from './score-bounds.ts';

const z = 1.959963984540054;
const share = (events: number, count: number): Share => ({ ratio: events / count, count });

describe('shareMin and shareMax', () => {
  // Newcombe (1998), Two-sided confidence intervals for the single proportion, Stat. Med. 17:857-872, table I, method 3 (Wilson 1927).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('give the published interval for %d of %d', (events, count, min, max) => {
    expect(shareMin(share(events, count), z)).toBeCloseTo(min, 4);
    expect(shareMax(share(events, count), z)).toBeCloseTo(max, 4);
  });
});

describe('differenceMax', () => {
  // Newcombe (1998), Interval estimation for the difference, Stat. Med. 17:873-890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('gives the published interval for %d/%d - %d/%d', (a, m, b, n, min, max) => {
    expect(differenceMax(share(a, m), share(b, n), z)).toBeCloseTo(max, 4);
    expect(-differenceMax(share(b, n), share(a, m), z)).toBeCloseTo(min, 4);
  });

  it('bounds a multiple of a share at the multiple of its bound when the other share is known', () => {
    const known: Share = { ratio: 0, count: 1e15 };
    expect(differenceMax(share(81, 263), known, z, 0.5)).toBeCloseTo(0.5 * shareMax(share(81, 263), z), 6);
  });
});

describe('sureLevels', () => {
  it('carries the normal quantile of each level', () => {
    // P(Z <= z) by Simpson's rule, 2,000 steps.
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    for (const level of sureLevels) {
      const step = level.z / 2000;
      let area = density(0) + density(level.z);
      for (let index = 1; index < 2000; index += 1) area += (index % 2 === 1 ? 4 : 2) * density(index * step);
      expect(0.5 + (area * step) / 3).toBeCloseTo(Number(level.text.replace('%', '')) / 100, 9);
    }
  });
});
