import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from './chi-square.ts';

describe('chiSquareUpperTail', () => {
  it('reproduces the table: 3.841 and 18.307 are 5 % points', () => {
    expect(chiSquareUpperTail({ x: 3.841458820694124, df: 1 })).toBeCloseTo(0.05, 14);
    expect(chiSquareUpperTail({ x: 18.307038053275146, df: 10 })).toBeCloseTo(0.05, 14);
    expect(chiSquareUpperTail({ x: 7, df: 2 })).toBeCloseTo(Math.exp(-3.5), 15);
    expect(chiSquareUpperTail({ x: 0, df: 3 })).toBe(1);
  });
});
