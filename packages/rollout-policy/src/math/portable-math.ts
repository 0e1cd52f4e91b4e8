// Logarithms and exponentials from + - * / and exact roundings alone, so that every platform gets the same bits (Math.log and its
// relatives may differ in the last place between engines). Series are Taylor series; the work is in reducing the argument exactly.

const LN2_HIGH = 0.6931471803691238; // ln 2 with the last 20 bits cleared, so that an exponent times it is exact
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;

const TWO_32 = 4294967296;
const TWO_M32 = 2.3283064365386963e-10;
const TWO_64 = 18446744073709552000;
const TWO_M64 = 5.421010862427522e-20;
const TWO_M54 = 5.551115123125783e-17;

const EXPONENT_MIN = -1022; // of a normal double
const EXPONENT_MAX = 1023;
/** 2^EXPONENT_MIN ... 2^EXPONENT_MAX. Doubling is exact. */
const POWERS_OF_TWO = powersOfTwo();

/** Natural logarithm. -Infinity at 0, NaN below. Error under 2 ulp. */
export function log(x: number): number {
  if (x > Math.SQRT1_2 && x < Math.SQRT2) return logNearOne(x - 1);
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const exponent = exponentOf(x);
  const high = exponent * LN2_HIGH;
  return high + (logNearOne(scaleDown(x, exponent) - 1) + exponent * LN2_LOW);
}

/** ln(1 + x) without losing a small x. -Infinity at -1, NaN below. Error under 2 ulp. */
export function log1p(x: number): number {
  if (x > Math.SQRT1_2 - 1 && x < Math.SQRT2 - 1) return logNearOne(x);
  const sum = 1 + x;
  if (!(sum > 0) || sum === Number.POSITIVE_INFINITY) return log(sum);
  const lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1); // what rounding took from 1 + x, exactly
  const exponent = exponentOf(sum);
  const f = scaleDown(sum, exponent) - 1 + scaleDown(lost, exponent);
  return exponent * LN2_HIGH + (logNearOne(f) + exponent * LN2_LOW);
}

/** x - ln(1 + x) for x > -1. Error under 10 ulp also for a small x, where the plain difference would lose all digits. */
export function log1pGap(x: number): number {
  if (!(x > Math.SQRT1_2 - 1 && x < Math.SQRT2 - 1)) return x - log1p(x);
  const s = x / (2 + x);
  return s * (x - artanhRest(s * s));
}

/** e^x. Error under 1 ulp; 0 below -745.14, Infinity above 709.78. */
export function exp(x: number): number {
  if (!(x >= -745.2 && x <= 709.8)) return Number.isNaN(x) ? x : x < 0 ? 0 : Number.POSITIVE_INFINITY;
  const exponent = Math.floor(x * LOG2_E + 0.5);
  return scaleUp(1 + expm1Reduced(x - exponent * LN2_HIGH, exponent * LN2_LOW), exponent);
}

/** e^x - 1 without losing a small x. Error under 2 ulp; -1 below -38, Infinity above 709.78. */
export function expm1(x: number): number {
  if (x < TWO_M54 && x > -TWO_M54) return x;
  if (!(x >= -38 && x <= 38)) return x < 0 ? -1 : exp(x);
  const exponent = Math.floor(x * LOG2_E + 0.5);
  const rest = expm1Reduced(x - exponent * LN2_HIGH, exponent * LN2_LOW);
  return exponent === 0 ? rest : scaleUp(rest + (1 - powerOfTwo(-exponent)), exponent);
}

/** ln(1 - e^x) for x <= 0, precise at both ends: the logarithm of a complement, given the logarithm of a probability. NaN above 0. */
export function log1mExp(x: number): number {
  return x > -0.6931471805599453 ? log(-expm1(x)) : log1p(-exp(x));
}

/** ln of the sum of e^value. -Infinity (the logarithm of nothing) is a legal value; nothing at all sums to it. */
export function logSumExp(values: readonly number[]): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k += 1) top = Math.max(top, values[k] ?? 0); // NaN gets in and stays
  if (!(top > Number.NEGATIVE_INFINITY && top < Number.POSITIVE_INFINITY)) return top;
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += exp((values[k] ?? 0) - top);
  return top + log(sum);
}

/** Kullback-Leibler divergence of Bernoulli(p) from Bernoulli(q) in nats; p in [0,1], q in (0,1). */
export function bernoulliDivergence(p: number, q: number): number {
  const hit = p === 0 ? 0 : p * log(p / q);
  const miss = p === 1 ? 0 : (1 - p) * log((1 - p) / (1 - q));
  return hit + miss;
}

/** ln(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1]: 2 artanh(s) with s = f / (2 + f), and 2s = f - s f, so that f enters without error. */
function logNearOne(f: number): number {
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return f - (half - s * (half + artanhRest(s * s)));
}

/** (2 artanh(s) - 2s) / s as a series in z = s^2 <= 0.0295: 2z/3 + 2z^2/5 + ...; the first term left out is below 1e-18. Two chains run at once. */
function artanhRest(z: number): number {
  const w = z * z;
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  return odd + even;
}

/**
 * e^r - 1 for r = high - low, |r| <= ln(2)/2: with r coth(r/2) = 2 + r c', e^r - 1 = r + r c / (2 - c) for c = r - r^2/6 + r^4/360 - ...
 * (Bernoulli numbers); the first term left out is below 1e-17.
 */
function expm1Reduced(high: number, low: number): number {
  const r = high - low;
  const t = r * r;
  const c = r - t * (1 / 6 + t * (-1 / 360 + t * (1 / 15120 + t * (-1 / 604800 + t * (1 / 23950080 + t * (-691 / 653837184000))))));
  return high - (low - (r * c) / (2 - c));
}

/** The exponent that brings x > 0 (finite) into [sqrt(1/2), sqrt(2)). */
function exponentOf(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= TWO_32; mantissa *= TWO_M32) exponent += 32;
  for (; mantissa < 1; mantissa *= TWO_32) exponent -= 32;
  const below32 = 31 - Math.clz32(mantissa);
  exponent += below32;
  return mantissa * powerOfTwo(-below32) > Math.SQRT2 ? exponent + 1 : exponent;
}

/** x / 2^exponent for a result that is a normal double. */
function scaleDown(x: number, exponent: number): number {
  if (exponent < -EXPONENT_MAX) return x * TWO_64 * powerOfTwo(-exponent - 64);
  if (exponent > -EXPONENT_MIN) return x * TWO_M64 * powerOfTwo(64 - exponent);
  return x * powerOfTwo(-exponent);
}

/** x * 2^exponent for x in [1/2, 2], rounded once. */
function scaleUp(x: number, exponent: number): number {
  if (exponent > EXPONENT_MAX) return x * 2 * powerOfTwo(exponent - 1);
  if (exponent < EXPONENT_MIN + 1) return x * powerOfTwo(exponent + 64) * TWO_M64;
  return x * powerOfTwo(exponent);
}

function powerOfTwo(exponent: number): number {
  return POWERS_OF_TWO[exponent - EXPONENT_MIN] ?? Number.NaN;
}

function powersOfTwo(): readonly number[] {
  const powers: number[] = [];
  for (let exponent = EXPONENT_MIN, power = 2.2250738585072014e-308; exponent <= EXPONENT_MAX; exponent += 1, power *= 2) powers.push(power);
  return powers;
}
