import { describe, expect, it } from 'vitest';
import { continuedFraction } from './continued-fraction.ts';

describe('continuedFraction', () => {
  it('finds the golden ratio and sqrt(2)', () => {
    expect(continuedFraction({ numerator: () => 1, denominator: () => 1 })).toBeCloseTo((1 + Math.sqrt(5)) / 2, 15);
    expect(continuedFraction({ numerator: () => 1, denominator: (k) => (k === 0 ? 1 : 2) })).toBeCloseTo(Math.SQRT2, 14);
  });

  it('passes through a denominator of zero', () => {
    // 0 + 1/(0 + 1/(1 + 1/(1 + ...))) is the golden ratio again.
    expect(continuedFraction({ numerator: () => 1, denominator: (k) => (k < 2 ? 0 : 1) })).toBeCloseTo((1 + Math.sqrt(5)) / 2, 14);
  });
});
