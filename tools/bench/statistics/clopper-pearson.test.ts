import { describe, expect, it } from 'vitest';
import { upperBound } from './clopper-pearson.ts';

describe('upperBound', () => {
  it('is 1 - (1-confidence)^(1/runs) where nothing was seen', () => {
    expect(upperBound(0, 459, 0.99)).toBeCloseTo(1 - 0.01 ** (1 / 459), 10);
    expect(upperBound(7, 7, 0.99)).toBe(1);
  });

  // R: binom.test(10, 2010, alternative = 'less', conf.level = 0.99) and the table of required runs for 1 % at 99 %: 1 in 662, 10 in 2,010, 50 in 6,898.
  it.each([[1, 662], [10, 2_010], [50, 6_898]])('certifies 1 %% with %d hits in %d runs, and not with a few runs less', (hits, runs) => {
    expect(upperBound(hits, runs, 0.99)).toBeLessThanOrEqual(0.01);
    expect(upperBound(hits, runs - 5, 0.99)).toBeGreaterThan(0.01);
  });
});
