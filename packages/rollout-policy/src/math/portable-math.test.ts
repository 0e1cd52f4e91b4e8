import { describe, expect, it } from 'vitest';
import { bernoulliDivergence, exp, expm1, log, log1mExp, log1p, log1pGap, logSumExp } from './portable-math.ts';

const SMALLEST = Number.MIN_VALUE;
const LARGEST = Number.MAX_VALUE;

describe('log', () => {
  it('answers at the edges', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(log(SMALLEST)).toBe(-744.4400719213812);
    expect(log(LARGEST)).toBe(709.782712893384);
  });

  it('gives the same bits everywhere', () => {
    expect([0.1, 0.9999999, 2, 3, 10, 1e-300, 6.02214076e23].map(log)).toEqual([
      -2.3025850929940455, -1.0000000494736474e-7, 0.6931471805599453, 1.0986122886681098, 2.302585092994046, -690.7755278982137, 54.75489994294367,
    ]);
  });
});

describe('log1p', () => {
  it('answers at the edges', () => {
    expect(log1p(0)).toBe(0);
    expect(log1p(-0)).toBe(-0);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-1.5)).toBeNaN();
    expect(log1p(-Infinity)).toBeNaN();
    expect(log1p(Number.NaN)).toBeNaN();
    expect(log1p(Infinity)).toBe(Infinity);
    expect(log1p(SMALLEST)).toBe(SMALLEST);
    expect(log1p(1e-20)).toBe(1e-20);
    expect(log1p(LARGEST)).toBe(709.782712893384);
  });
});

describe('log1pGap', () => {
  it('keeps all digits where x and its logarithm nearly cancel', () => {
    expect(log1pGap(0)).toBe(0);
    expect(log1pGap(1e-12) / 5e-25).toBeCloseTo(1, 11);
    // x^2/2 - x^3/3 + x^4/4 - ... at x = -0.001 and 0.01, 20 digits computed elsewhere.
    expect(log1pGap(-0.001) / 5.003335835335002e-7).toBeCloseTo(1, 14);
    expect(log1pGap(0.01) / 4.966914683191715e-5).toBeCloseTo(1, 14);
    expect(log1pGap(9)).toBeCloseTo(9 - Math.log(10), 14);
    expect(log1pGap(-1)).toBe(Infinity);
  });
});

describe('exp', () => {
  it('answers at the edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(SMALLEST);
    expect(exp(-745.1332191019412)).toBe(0);
    expect(exp(1e308)).toBe(Infinity);
  });

  it('gives the same bits everywhere', () => {
    expect([-700.5, -1, -1e-9, 0.1, 0.5, 10, 345.678].map(exp)).toEqual([
      5.980196118639791e-305, 0.36787944117144233, 0.999999999, 1.1051709180756477, 1.6487212707001282, 22026.465794806718, 1.3367429901634594e150,
    ]);
  });
});

describe('expm1', () => {
  it('answers at the edges', () => {
    expect(expm1(0)).toBe(0);
    expect(expm1(-0)).toBe(-0);
    expect(expm1(Infinity)).toBe(Infinity);
    expect(expm1(-Infinity)).toBe(-1);
    expect(expm1(Number.NaN)).toBeNaN();
    expect(expm1(SMALLEST)).toBe(SMALLEST);
    expect(expm1(1e-20)).toBe(1e-20);
    expect(expm1(-50)).toBe(-1);
    expect(expm1(710)).toBe(Infinity);
  });
});

describe('log1mExp', () => {
  it('is the logarithm of the complement, at both ends', () => {
    expect(log1mExp(-1e-20)).toBeCloseTo(Math.log(1e-20), 12);
    expect(log1mExp(-800)).toBe(-0);
    expect(log1mExp(-60)).toBe(-exp(-60));
    expect(log1mExp(Math.log(0.25))).toBeCloseTo(Math.log(0.75), 15);
    expect(log1mExp(0)).toBe(-Infinity);
    expect(log1mExp(-Infinity)).toBe(-0);
    expect(log1mExp(0.1)).toBeNaN();
  });
});

describe('logSumExp', () => {
  it('adds up what would overflow or underflow', () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp([-1000, -1001])).toBeCloseTo(-1000 + Math.log1p(Math.exp(-1)), 12);
  });

  it('takes the logarithm of nothing for nothing', () => {
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([-Infinity, 3])).toBe(3);
  });

  it('passes infinity and NaN on', () => {
    expect(logSumExp([Infinity, 1])).toBe(Infinity);
    expect(logSumExp([1, Number.NaN, 2])).toBeNaN();
    expect(logSumExp([Number.NaN, Infinity])).toBeNaN();
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
