import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { studentTQuantile, studentTUpperTail } from './student-t.ts';

describe('studentTUpperTail', () => {
  prop.prop([fc.double({ noNaN: true, min: -1e3, max: 1e3 })], { numRuns: 500 })('is Cauchy for one degree of freedom, and algebraic for two', (t) => {
    expect(studentTUpperTail({ t, df: 1 })).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 13);
    expect(studentTUpperTail({ t, df: 2 })).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 13);
  });

  it('goes to the normal tail', () => {
    expect(studentTUpperTail({ t: 1.959963984540054, df: 1e12 })).toBeCloseTo(0.025, 12);
    expect(studentTUpperTail({ t: Infinity, df: 3 })).toBe(0);
    expect(studentTUpperTail({ t: -Infinity, df: 3 })).toBe(1);
    expect(studentTUpperTail({ t: 0, df: 3 })).toBeCloseTo(0.5, 15);
  });
});

describe('studentTQuantile', () => {
  it('reproduces the table', () => {
    expect(studentTQuantile({ p: 0.975, df: 10 })).toBeCloseTo(2.228138851986275, 12);
    expect(studentTQuantile({ p: 0.05, df: 3.5 })).toBeCloseTo(-studentTQuantile({ p: 0.95, df: 3.5 }), 12);
    expect(studentTQuantile({ p: 0.5, df: 3 })).toBe(0);
    expect(studentTQuantile({ p: 1, df: 3 })).toBeNaN();
  });
});
