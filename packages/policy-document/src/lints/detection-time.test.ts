import { describe, expect, it } from 'vitest';
import { growthPerRequest, timeToProveSame, timeToProveWorse, type Testing } from './detection-time.ts';

const ALPHA_1 = Math.log(100);
const testing: Testing = { requestsPerMs: 0.05, blockMs: 15_000, odds: 100, independent: false };
const factor = (value: number) => ({ kind: 'factor', factor: value }) as const;

describe('growthPerRequest', () => {
  // Statistics notes, section 2: requests at alpha 1 %, stable fails 1 %.
  it.each([
    [1, 0.012, 0.05, 512_219], [1, 0.02, 0.5, 5_341], [1, 0.02, 0.01, 119_204], [1, 0.05, 0.1, 1_350], [1, 0.1, 0.25, 230],
    [1.25, 0.015, 0.5, 90_244], [1.25, 0.02, 0.05, 51_474], [1.25, 0.05, 0.01, 14_467], [1.25, 0.1, 0.5, 263],
  ])('gives the published requests for margin %f, candidate %f at weight %f', (margin, candidate, weight, requests) => {
    const needed = ALPHA_1 / growthPerRequest({ stable: 0.01, candidate, weight, margin: factor(margin) });
    expect(Math.abs(needed / requests - 1)).toBeLessThan(0.005);
  });

  // Section 1b, requests to certify a relative risk under the margin at alpha 5 %, by the conditional test, which is at most 2.5 % less sharp here.
  it.each([[1.1, 0.05, 1_349_231], [1.25, 0.05, 236_753], [1.25, 0.5, 48_231], [2, 0.25, 6_009]])('gives about the published requests to certify under %f at weight %f', (margin, weight, requests) => {
    const needed = Math.log(20) / growthPerRequest({ stable: 0.01, candidate: 0.01, weight, margin: factor(margin) });
    expect(needed / requests).toBeGreaterThan(0.95);
    expect(needed / requests).toBeLessThanOrEqual(1.01);
  });
});

describe('timeToProveWorse', () => {
  it('has the floor of block betting where traffic is plenty: 2x at a small weight in 7 blocks', () => {
    const needed = timeToProveWorse({ stable: 0.01, candidate: 0.02, weight: 0.001, margin: factor(1) }, { ...testing, requestsPerMs: 1e6 });
    expect(needed).toMatchObject({ kind: 'time' });
    if (needed.kind === 'time') expect(Math.ceil(needed.leastMs / testing.blockMs)).toBe(7);
  });

  it('is never what the margin allows', () => {
    expect(timeToProveWorse({ stable: 0.01, candidate: 0.0125, weight: 0.5, margin: factor(1.25) }, testing)).toEqual({ kind: 'never' });
    expect(timeToProveWorse({ stable: 0.01, candidate: 0.02, weight: 0.5, margin: factor(1.25) }, { ...testing, requestsPerMs: 0 })).toEqual({ kind: 'never' });
  });

  it('takes half as long at twice the traffic, and less where events are declared independent', () => {
    const rates = { stable: 0.01, candidate: 0.03, weight: 0.5, margin: factor(1.25) };
    const leastAt = (requestsPerMs: number, independent = false): number => {
      const needed = timeToProveWorse(rates, { ...testing, requestsPerMs, independent });
      return needed.kind === 'time' ? needed.expectedMs : Number.NaN;
    };
    expect(leastAt(0.0001) / leastAt(0.0002)).toBeCloseTo(2, 1);
    expect(leastAt(0.0001, true)).toBeLessThan(leastAt(0.0001));
  });

  it('takes points as well as factors', () => {
    const points = timeToProveWorse({ stable: 0.1, candidate: 0.2, weight: 0.5, margin: { kind: 'points', ratio: 0.025 } }, testing);
    const same = timeToProveWorse({ stable: 0.1, candidate: 0.2, weight: 0.5, margin: factor(1.25) }, testing);
    if (points.kind !== 'time' || same.kind !== 'time') throw new Error('both end');
    expect(points.leastMs / same.leastMs).toBeGreaterThan(0.5);
    expect(points.leastMs / same.leastMs).toBeLessThan(2);
  });
});

describe('timeToProveSame', () => {
  it('is shorter for a wider margin and never for one that the candidate has', () => {
    const leastFor = (margin: number): number => {
      const needed = timeToProveSame({ stable: 0.01, candidate: 0.01, weight: 0.5, margin: factor(margin) }, testing);
      return needed.kind === 'time' ? needed.leastMs : Number.NaN;
    };
    expect(leastFor(3)).toBeLessThan(leastFor(2));
    expect(leastFor(2)).toBeLessThan(leastFor(1.25));
    expect(timeToProveSame({ stable: 0.01, candidate: 0.02, weight: 0.5, margin: factor(2) }, testing)).toEqual({ kind: 'never' });
  });
});
