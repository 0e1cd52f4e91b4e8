// Logarithm from + - * / alone, so that every platform gets the same bits (Math.log may differ in the last place between engines).

const LN2_HIGH = 0.6931471803691238; // ln 2 with the last 20 bits cleared, so that an exponent times it is exact
const LN2_LOW = 1.9082149292705877e-10;

/** Natural logarithm. -Infinity at 0, NaN below. Error under 2 ulp: ln m = 2 artanh((m-1)/(m+1)) for m in [sqrt(1/2), sqrt(2)). */
export function log(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let mantissa = x;
  let exponent = 0;
  while (mantissa >= Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent -= 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  // |s| <= 0.1716, so the 12th term is below 1e-19 of the first.
  let sum = 0;
  for (let k = 23; k >= 3; k -= 2) sum = (sum + 1 / k) * square;
  return exponent * LN2_HIGH + (2 * s + (2 * s * sum + exponent * LN2_LOW));
}

/** Kullback-Leibler divergence of Bernoulli(p) from Bernoulli(q) in nats; p in [0,1], q in (0,1). */
export function bernoulliDivergence(p: number, q: number): number {
  const hit = p === 0 ? 0 : p * log(p / q);
  const miss = p === 1 ? 0 : (1 - p) * log((1 - p) / (1 - q));
  return hit + miss;
}
