import { describe, expect, it } from 'vitest';
import { excessOf } from './quality.ts';

describe('excessOf', () => {
  it('counts the bad requests that happened, less the part that stable explains', () => {
    expect(excessOf({ requests: 100, bad: 9 }, { stable: 0.01, candidate: 0.1 })).toBeCloseTo(8.1, 12);
    expect(excessOf({ requests: 100, bad: 100 }, { stable: 0, candidate: 1 })).toBe(100);
    expect(excessOf({ requests: 100, bad: 0 }, { stable: 0.01, candidate: 0.1 })).toBe(0);
  });

  it('is none between equals, however unlucky one of them was', () => {
    expect(excessOf({ requests: 100, bad: 30 }, { stable: 0.1, candidate: 0.1 })).toBe(0);
    expect(excessOf({ requests: 0, bad: 0 }, { stable: 0, candidate: 0 })).toBe(0);
  });

  it('is negative for a better one, by what it spares on average', () => {
    expect(excessOf({ requests: 100, bad: 1 }, { stable: 0.1, candidate: 0.02 })).toBeCloseTo(-8, 12);
  });
});
