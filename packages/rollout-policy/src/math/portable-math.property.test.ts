// Against the platform's own functions, over all doubles: a few units in the last place apart at most, and never out of order.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { exp, expm1, log, log1p, log1pGap, logSumExp } from './portable-math.ts';

const RUNS = { numRuns: 4000 };
const anyDouble = fc.double({ noNaN: true });
const positive = fc.double({ noNaN: true, min: Number.MIN_VALUE, max: Number.MAX_VALUE / 2 });
/** Every size from 1e-300 up is as likely as any other. */
const sized = (exponents: { readonly min: number; readonly max: number }) => fc.tuple(fc.double({ noNaN: true, ...exponents }), fc.constantFrom(-1, 1)).map(([exponent, sign]) => sign * 10 ** exponent);

/** Distance in units in the last place of `expected`; 0 for equal infinities and NaN. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const bits = new BigUint64Array(new Float64Array([Math.abs(expected)]).buffer);
  bits[0] = (bits[0] ?? 0n) + 1n;
  const next = new Float64Array(bits.buffer)[0] ?? Number.NaN;
  return Math.abs(actual - expected) / (next - Math.abs(expected));
}

function nextUp(x: number): number {
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  bits[0] = (bits[0] ?? 0n) + (x >= 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? Number.NaN;
}

describe('log', () => {
  prop.prop([fc.oneof(positive, fc.double({ noNaN: true, min: 0.3, max: 3 }))], RUNS)('is within 2 ulp of the platform', (x) => {
    expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2);
  });

  prop.prop([positive], RUNS)('never falls from one double to the next', (x) => {
    expect(log(nextUp(x))).toBeGreaterThanOrEqual(log(x));
  });
});

describe('log1p', () => {
  prop.prop([fc.oneof(anyDouble, sized({ min: -300, max: 0 }), fc.double({ noNaN: true, min: -1, max: 5 }))], RUNS)('is within 3 ulp of the platform', (x) => {
    expect(ulps(log1p(x), Math.log1p(x))).toBeLessThanOrEqual(3);
  });

  prop.prop([fc.oneof(sized({ min: -20, max: -0.1 }), fc.double({ noNaN: true, min: -0.99, max: 40 }))], RUNS)('never falls by more than rounding from one double to the next', (x) => {
    expect(log1p(nextUp(x)) - log1p(x)).toBeGreaterThanOrEqual(-1.2e-16 * Math.abs(log1p(x)) - 1e-320);
  });

  prop.prop([fc.oneof(sized({ min: -300, max: -1 }), fc.double({ noNaN: true, min: -0.9, max: 100 }))], RUNS)('undoes expm1', (x) => {
    expect(Math.abs(log1p(expm1(x)) - x)).toBeLessThanOrEqual(1e-14 * Math.abs(x));
  });
});

describe('log1pGap', () => {
  prop.prop([fc.double({ noNaN: true, min: -0.99, max: 1e6 })], RUNS)('is x - ln(1 + x), never negative', (x) => {
    const gap = log1pGap(x);
    expect(gap).toBeGreaterThanOrEqual(0);
    expect(Math.abs(gap - (x - Math.log1p(x)))).toBeLessThanOrEqual(4e-16 * Math.max(Math.abs(x), gap));
  });

  prop.prop([sized({ min: -150, max: -4 })], RUNS)('is its series x^2/2 - x^3/3 + x^4/4 for small x', (x) => {
    const series = x * x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x / 5)));
    expect(Math.abs(log1pGap(x) - series)).toBeLessThanOrEqual(1e-15 * series);
  });
});

describe('exp', () => {
  prop.prop([fc.oneof(fc.double({ noNaN: true, min: -750, max: 715 }), sized({ min: -300, max: 1 }), anyDouble)], RUNS)('is within 2 ulp of the platform', (x) => {
    expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2);
  });

  prop.prop([fc.double({ noNaN: true, min: -745, max: 709 })], RUNS)('never falls by more than rounding from one double to the next', (x) => {
    expect(exp(nextUp(x))).toBeGreaterThanOrEqual(exp(x) * (1 - 2.3e-16));
  });
});

describe('expm1', () => {
  prop.prop([fc.oneof(fc.double({ noNaN: true, min: -60, max: 715 }), sized({ min: -300, max: 1 }), anyDouble)], RUNS)('is within 3 ulp of the platform', (x) => {
    expect(ulps(expm1(x), Math.expm1(x))).toBeLessThanOrEqual(3);
  });
});

describe('logSumExp', () => {
  const terms = fc.array(fc.double({ noNaN: true, min: -1e4, max: 1e4 }), { minLength: 1, maxLength: 20 });

  prop.prop([terms], RUNS)('lies between the largest term and that plus ln of their number', (values) => {
    const top = Math.max(...values);
    expect(logSumExp(values)).toBeGreaterThanOrEqual(top);
    expect(logSumExp(values)).toBeLessThanOrEqual(top + Math.log(values.length) + 1e-12 * Math.max(1, Math.abs(top)));
  });

  prop.prop([terms, fc.double({ noNaN: true, min: -1e4, max: 1e4 })], RUNS)('moves with a common shift', (values, shift) => {
    expect(Math.abs(logSumExp(values.map((value) => value + shift)) - shift - logSumExp(values))).toBeLessThanOrEqual(1e-11);
  });
});
