import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { exactPoissonPValue } from './exact-poisson.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { mannWhitney, shiftInterval } from './mann-whitney.ts';
import { oneSampleTail } from './one-sample-tail.ts';

const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });

describe('kolmogorovSmirnov', () => {
  prop.prop([sample, sample])('is the same both ways, and for any increasing scale', (x, y) => {
    const straight = kolmogorovSmirnov(x, y);
    const turned = kolmogorovSmirnov(y.map((value) => value ** 3), x.map((value) => value ** 3));
    expect(turned.distance).toBeCloseTo(straight.distance, 14);
    expect(turned.exactPValue).toBeCloseTo(straight.exactPValue, 12);
  });

  it.each([[1, 1], [2, 3], [4, 4], [3, 5], [5, 6]])('has the p-value that counting all orders of %d and %d values gives', (m, n) => {
    const orders = choices(m + n, m).map((chosen) => {
      const first = [...chosen];
      const second = Array.from({ length: m + n }, (_, k) => k).filter((k) => !chosen.has(k));
      return kolmogorovSmirnov(first, second);
    });
    for (const { distance, exactPValue } of orders) {
      const asLarge = orders.filter((other) => other.distance >= distance - 1e-12).length;
      expect(exactPValue).toBeCloseTo(asLarge / orders.length, 12);
    }
  });

  it('is certain between equal and between separate samples', () => {
    expect(kolmogorovSmirnov([1, 2, 3], [1, 2, 3])).toEqual({ distance: 0, exactPValue: 1, asymptoticPValue: 1 });
    expect(kolmogorovSmirnov([1, 2, 3], [4, 5, 6])).toMatchObject({ distance: 1, exactPValue: expect.closeTo(0.1, 12), asymptoticPValue: 0 });
  });
});

describe('oneSampleTail', () => {
  it.each([
    // n, d, tail: scipy 1.17.1, one per method
    [10, 0.15811388300841897, 0.9316945195670987],
    [3, 0.40476190476190477, 0.5814706835114998],
    [140, 0.1690308509457033, 0.0005761521040069661],
    [200, 0.06363961030678927, 0.37692368442546875],
    [1_000, 0.009486832980505138, 0.9999856452042073],
    [5_000, 0.02262741699796952, 0.011768898449138584],
    [100_000, 0.007905694150420948, 0.000007413045380333458],
    [2, 0.9899494936611664, 0.00020202535533387026],
  ])('is the published one for %d values and a gap of %d', (n, d, tail) => {
    expect(Math.abs(oneSampleTail(n, d) - tail)).toBeLessThan(1e-10);
  });

  prop.prop([fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 60 })('never rises with the gap', (n, one, other) => {
    expect(oneSampleTail(n, Math.max(one, other))).toBeLessThanOrEqual(oneSampleTail(n, Math.min(one, other)) + 1e-9);
  });
});

describe('mannWhitney', () => {
  prop.prop([sample, sample])('counts every pair once: U of both ways adds up to all pairs, with one p-value', (x, y) => {
    const [one, other] = [mannWhitney(x, y), mannWhitney(y, x)];
    expect(one.u + other.u).toBe(x.length * y.length);
    expect(one.pValue).toBeCloseTo(other.pValue, 12);
    expect(one.pValue).toBeGreaterThan(0);
    expect(one.pValue).toBeLessThanOrEqual(1);
  });

  it('finds nothing where all values are equal', () => {
    expect(mannWhitney([3, 3], [3, 3, 3])).toEqual({ u: 3, pValue: 1 });
  });
});

describe('shiftInterval', () => {
  prop.prop([sample, sample, fc.integer({ min: -30, max: 30 })])('contains the estimate, moves with the values, and turns with the samples', (x, y, shift) => {
    const { lower, estimate, upper } = shiftInterval(x, y, 0.95);
    expect(lower).toBeLessThanOrEqual(estimate);
    expect(upper).toBeGreaterThanOrEqual(estimate);
    expect(shiftInterval(x.map((value) => value + shift), y, 0.95)).toEqual({ lower: lower + shift, estimate: estimate + shift, upper: upper + shift });
    // Values as they are, with a zero of either sign.
    const turned = shiftInterval(y, x, 0.95);
    expect([-turned.upper, -turned.estimate, -turned.lower].map((end) => end + 0)).toEqual([lower, estimate, upper].map((end) => end + 0));
  });

  prop.prop([sample, sample])('is nested in the confidence', (x, y) => {
    const [narrow, wide] = [shiftInterval(x, y, 0.8), shiftInterval(x, y, 0.99)];
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
  });
});

describe('exactPoissonPValue', () => {
  it('reproduces the published example: 11 in 800 against 21 in 3011 (R, poisson.test)', () => {
    expect(exactPoissonPValue({ events: 11, exposure: 800 }, { events: 21, exposure: 3011 })).toBeCloseTo(0.0796686330333295, 10);
  });

  it('is certain without events', () => {
    expect(exactPoissonPValue({ events: 0, exposure: 5 }, { events: 0, exposure: 9 })).toBeCloseTo(1, 12);
  });

  prop.prop([fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })])('is the same both ways', (a, b, s, t) => {
    const straight = exactPoissonPValue({ events: a, exposure: s }, { events: b, exposure: t });
    expect(exactPoissonPValue({ events: b, exposure: t }, { events: a, exposure: s })).toBeCloseTo(straight, 9);
  });
});

/** All sets of m of the numbers below n. */
function choices(n: number, m: number): readonly ReadonlySet<number>[] {
  if (m === 0) return [new Set()];
  if (m > n) return [];
  return [...choices(n - 1, m), ...choices(n - 1, m - 1).map((chosen) => new Set([...chosen, n - 1]))];
}
