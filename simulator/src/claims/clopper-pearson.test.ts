import { describe, expect, it } from 'vitest';
import { binomial, purposeOf, randomAt } from '../chance/index.ts';
import { exactLowerBound, exactUpperBound } from './clopper-pearson.ts';

const ALPHA = 0.01;

describe('exactUpperBound', () => {
  it.each([[0, 459], [1, 662], [2, 838], [5, 1_307], [10, 2_010], [20, 3_304], [50, 6_898]])('certifies 1 %% with %d broken runs from %d runs on, as published', (broken, runs) => {
    expect(exactUpperBound({ broken, runs }, ALPHA)).toBeLessThanOrEqual(0.01);
    expect(exactUpperBound({ broken, runs: runs - 1 }, ALPHA)).toBeGreaterThan(0.01);
  });

  it.each([[0.001, 4_603], [0.0001, 46_050], [0.00001, 460_515]])('bounds a rate by %d without a broken run in %d runs, as published', (rate, runs) => {
    expect(exactUpperBound({ broken: 0, runs }, ALPHA)).toBeLessThanOrEqual(rate);
    expect(exactUpperBound({ broken: 0, runs: runs - 1 }, ALPHA)).toBeGreaterThan(rate);
  });

  it('is 1 where every run broke', () => {
    expect(exactUpperBound({ broken: 3, runs: 3 }, ALPHA)).toBe(1);
  });
});

describe('exactLowerBound', () => {
  it('mirrors the upper bound', () => {
    expect(exactLowerBound({ broken: 995, runs: 1_000 }, ALPHA)).toBeCloseTo(1 - exactUpperBound({ broken: 5, runs: 1_000 }, ALPHA), 12);
    expect(exactLowerBound({ broken: 0, runs: 5 }, ALPHA)).toBe(0);
  });
});

describe('both bounds', () => {
  it.each([0.002, 0.01, 0.05, 0.5])('miss a true rate of %d at most as often as they say', (rate) => {
    const purpose = purposeOf('coverage of exact bounds');
    const trials = 2_000;
    let [over, under] = [0, 0];
    for (let run = 0; run < trials; run += 1) {
      const seen = { runs: 500, broken: binomial(randomAt({ seed: 7, run, tick: Math.round(rate * 1_000), purpose }), 500, rate) };
      if (exactUpperBound(seen, 0.05) < rate) over += 1;
      if (exactLowerBound(seen, 0.05) > rate) under += 1;
    }
    // Four standard deviations of a count with mean 5 % of the trials.
    const most = 0.05 * trials + 4 * Math.sqrt(0.05 * 0.95 * trials);
    expect(over).toBeLessThan(most);
    expect(under).toBeLessThan(most);
    expect(over + under).toBeGreaterThan(0);
  });
});
