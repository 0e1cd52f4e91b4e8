import { describe, expect, it } from 'vitest';
import { bernoulliDivergence, log } from './portable-math.ts';

describe('log', () => {
  it('agrees with the platform to two units in the last place over the whole range', () => {
    for (let exponent = -300; exponent <= 300; exponent += 1) {
      for (const mantissa of [1, 1.1, 1.4142135623730951, 1.5, 1.9999999, 0.7071067811865475]) {
        const x = mantissa * Number(`1e${String(exponent)}`);
        const expected = Math.log(x);
        expect(Math.abs(log(x) - expected)).toBeLessThanOrEqual(4.5e-16 * Math.max(1, Math.abs(expected)));
      }
    }
  });

  it('answers at the edges', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
  });
});

describe('bernoulliDivergence', () => {
  it('is the divergence of the published table: ln(100)/kl(2 % || 1 %) = 1,177 requests', () => {
    expect(Math.round(Math.log(100) / bernoulliDivergence(0.02, 0.01))).toBe(1177);
    expect(Math.round(Math.log(100) / bernoulliDivergence(0.1, 0.01))).toBe(32);
  });

  it('is zero only where the two agree', () => {
    expect(bernoulliDivergence(0.3, 0.3)).toBe(0);
    expect(bernoulliDivergence(0, 0.3)).toBeGreaterThan(0);
    expect(bernoulliDivergence(1, 0.3)).toBeGreaterThan(0);
  });
});
