import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bisect, increasingRoot } from './root.ts';

describe('increasingRoot', () => {
  prop.prop([fc.double({ noNaN: true, min: -300, max: 300 }).map((exponent) => 10 ** exponent)])('finds a root of any size', (root) => {
    expect(increasingRoot((x) => x - root) / root).toBeCloseTo(1, 14);
  });

  it('tells when there is none', () => {
    expect(increasingRoot(() => -1)).toBe(Infinity);
    expect(increasingRoot(() => 1)).toBe(0);
  });
});

describe('bisect', () => {
  it('works in either direction', () => {
    expect(bisect((x) => x * x - 2, { from: 0, to: 2 })).toBeCloseTo(Math.SQRT2, 15);
    expect(bisect((x) => 2 - x * x, { from: 2, to: 0 })).toBeCloseTo(Math.SQRT2, 15);
  });
});
