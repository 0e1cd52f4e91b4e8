import { describe, expect, it } from 'vitest';
import { mcNemar } from './mcnemar.ts';

describe('mcNemar', () => {
  it('gives the published value for 86 against 150 (R, mcnemar.test)', () => {
    const { chiSquare, pValue } = mcNemar(86, 150);
    expect(chiSquare).toBeCloseTo(16.8178, 4);
    expect(pValue).toBeCloseTo(4.11456e-5, 9);
  });

  it.each([[0, 0], [7, 7], [7, 8], [8, 7]])('finds nothing in %d against %d', (b, c) => {
    expect(mcNemar(b, c)).toEqual({ chiSquare: 0, pValue: 1 });
  });

  it('does not care which model is called which', () => {
    expect(mcNemar(3, 20)).toEqual(mcNemar(20, 3));
  });
});
