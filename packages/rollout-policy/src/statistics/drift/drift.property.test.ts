import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { hellingerDistance, jensenShannonDistance, populationStabilityIndex } from './category-distances.ts';
import { contingency, goodnessOfFit } from './chi-square-tests.ts';
import { noncentralUpperQuantile, noncentralUpperTail } from './noncentral-chi-square.ts';
import { pageHinkleyAlarms } from './page-hinkley.ts';
import { criticalPsi, effectiveRows } from './psi-gate.ts';
import { normalisedWasserstein, wassersteinDistance } from './wasserstein.ts';

const pair = fc.integer({ min: 2, max: 8 }).chain((k) => fc.tuple(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: k, maxLength: k }), fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: k, maxLength: k })));
const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 });

describe('distances of categories', () => {
  it.each([
    ['populationStabilityIndex', populationStabilityIndex],
    ['jensenShannonDistance', jensenShannonDistance],
    ['hellingerDistance', hellingerDistance],
  ])('%s is zero for equal shares, the same both ways, and does not care about totals', (_, distance) => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        expect(distance(p, p)).toBe(0);
        expect(Math.abs(distance(p, q) - distance(q, p))).toBeLessThan(1e-12);
        expect(Math.abs(distance(p.map((x) => 3 * x), q) - distance(p, q))).toBeLessThan(1e-9);
        expect(distance(p, q)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are 1 (the PSI infinite) where nothing is shared', () => {
    expect(jensenShannonDistance([1, 0], [0, 1])).toBe(1);
    expect(hellingerDistance([1, 0], [0, 1])).toBe(1);
    expect(populationStabilityIndex([1, 0], [0, 1])).toBe(Infinity);
    expect(jensenShannonDistance([0.1, 0.2, 0.3, 0.25, 0.15], [0.12, 0.18, 0.25, 0.25, 0.2])).toBeCloseTo(0.07254844477754742, 13);
  });
});

describe('noncentralUpperTail', () => {
  it.each([
    // df, noncentrality, x, tail: scipy 1.17.1
    [1, 0.1, 5, 0.0327898248],
    [9, 100, 150, 0.0296306706],
    [9, 1000, 1200, 0.0018812900],
    [50, 50_000, 51_000, 0.0171735975],
    [5, 0, 11.0704976935, 0.05],
  ])('is the published one for df %d, noncentrality %d above %d', (df, noncentrality, x, tail) => {
    expect(noncentralUpperTail({ df, noncentrality }, x)).toBeCloseTo(tail, 9);
  });

  prop.prop([fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 3000, noNaN: true }), fc.double({ min: 1e-6, max: 0.999, noNaN: true })])('is undone by its quantile', (df, noncentrality, prob) => {
    const tail = noncentralUpperTail({ df, noncentrality }, noncentralUpperQuantile({ df, noncentrality }, prob));
    expect(Math.abs(tail / prob - 1)).toBeLessThan(1e-8);
  });
});

describe('criticalPsi', () => {
  it.each([
    [50, 0.637, 0.433],
    [100, 0.405, 0.217],
    [250, 0.253, 0.087],
    [500, 0.195, 0.043],
    [1_000, 0.161, 0.022],
    [5_000, 0.124, 0.0043],
    [10_000, 0.116, 0.0022],
  ])('is the published one for %d effective rows in ten bins', (rows, tolerant, strict) => {
    expect(Math.abs(criticalPsi({ bins: 10, tolerance: 0.1, alpha: 0.01 }, rows) - tolerant)).toBeLessThan(0.0006);
    expect(Math.abs(criticalPsi({ bins: 10, tolerance: 0, alpha: 0.01 }, rows) - strict)).toBeLessThan(0.0006);
  });

  it('tends to the tolerance as rows come in', () => {
    expect(criticalPsi({ bins: 10, tolerance: 0.1, alpha: 0.01 }, 1e6)).toBeLessThan(0.102);
    expect(effectiveRows(10_000, 100)).toBeCloseTo(99.0099, 4);
  });

  it('is passed by two samples of one distribution about as often as it says', () => {
    const [rows, runs, alpha] = [2_000, 1_500, 0.05];
    const random = seeded(11);
    const critical = criticalPsi({ bins: 10, tolerance: 0, alpha }, effectiveRows(rows, rows));
    let passed = 0;
    for (let run = 0; run < runs; run += 1) passed += populationStabilityIndex(binned(random, rows), binned(random, rows)) > critical ? 1 : 0;
    expect(Math.abs(passed / runs - alpha)).toBeLessThan(4 * Math.sqrt((alpha * (1 - alpha)) / runs));
  });
});

describe('chi-square tests', () => {
  prop.prop([pair])('do not care about the total of a known reference, nor which sample is which', ([p, q]) => {
    expect(Math.abs(goodnessOfFit(p.map((x) => x / 7), q).pValue - goodnessOfFit(p, q).pValue)).toBeLessThan(1e-9);
    expect(Math.abs(contingency(p, q).statistic - contingency(q, p).statistic)).toBeLessThan(1e-6 * (1 + contingency(p, q).statistic));
    expect(contingency(p, q).df).toBe(p.length - 1);
  });

  it('find nothing between equal counts, and everything where the impossible happened', () => {
    expect(goodnessOfFit([5, 5], [5, 5])).toEqual({ statistic: 0, df: 1, pValue: 1 });
    expect(goodnessOfFit([1, 0], [1, 1]).pValue).toBe(0);
    expect(contingency([5, 0, 5], [5, 0, 5])).toEqual({ statistic: 0, df: 1, pValue: 1 });
    expect(contingency([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]).pValue).toBeCloseTo(0.8985262394026607, 10);
  });
});

describe('wassersteinDistance', () => {
  prop.prop([sample, sample, fc.double({ min: 0.1, max: 50, noNaN: true })])('is a distance: nothing to itself, the same both ways, a shift away from a shifted self', (x, y, shift) => {
    expect(wassersteinDistance(x, x)).toBe(0);
    expect(Math.abs(wassersteinDistance(x, y) - wassersteinDistance(y, x))).toBeLessThan(1e-9);
    expect(Math.abs(wassersteinDistance(x, x.map((value) => value + shift)) - shift)).toBeLessThan(1e-9);
  });

  it('is measured in standard deviations of the reference', () => {
    expect(normalisedWasserstein([0, 2], [3, 5])).toBe(3);
    expect(normalisedWasserstein([1, 1], [2, 2])).toBe(Infinity);
    expect(normalisedWasserstein([1, 1], [1, 1])).toBe(0);
    expect(wassersteinDistance([0.1, 0.4, 0.7, 1.2, 2.2, 3.1], [0.5, 0.9, 1.5, 2.5, 2.9, 3.3, 4.0])).toBeCloseTo(0.9452380952380952, 12);
  });
});

describe('pageHinkleyAlarms', () => {
  const detector = { valuesMin: 30, tolerance: 0.005, threshold: 50, memory: 0.9999 };

  it('is silent on a constant stream, and starts afresh after an alarm', () => {
    expect(pageHinkleyAlarms(Array.from({ length: 5_000 }, () => 7), detector)).toEqual([]);
    const jump = [...Array.from({ length: 100 }, () => 0), ...Array.from({ length: 100 }, () => 10)];
    expect(pageHinkleyAlarms(jump, detector)).toHaveLength(1);
    expect(pageHinkleyAlarms([...jump, ...jump], detector).length).toBeGreaterThan(1);
  });

  it('waits for its least number of values', () => {
    expect(pageHinkleyAlarms([0, 0, 1e6, 0, 0], { ...detector, valuesMin: 5 })).toEqual([4]);
  });
});

function binned(random: () => number, rows: number): readonly number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let row = 0; row < rows; row += 1) {
    const bin = Math.floor(10 * random());
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** High bits of a congruential generator: its low ones repeat. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}
