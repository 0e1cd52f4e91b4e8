// ln n! for samplers and exact tails: a table, then Stirling's series (its error is below 1e-14 from n = 64 on).
import { log, log1p } from '@rampart/rollout-policy/statistics';

const TABLE_SIZE = 256;
const TABLE = table();
const HALF_LN_2PI = 0.9189385332046728;

/** n whole, not negative. */
export function lnFactorial(n: number): number {
  if (n < TABLE_SIZE) return TABLE[n] ?? Number.NaN;
  const inverse = 1 / n;
  const square = inverse * inverse;
  return (n + 0.5) * log(n) - n + HALF_LN_2PI + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260)));
}

/** ln P(X = k) of n trials at p in (0, 1). */
export function lnBinomialMass(k: number, n: number, p: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k) + k * log(p) + (n - k) * log1p(-p);
}

function table(): Float64Array {
  const sums = new Float64Array(TABLE_SIZE);
  for (let n = 2; n < TABLE_SIZE; n += 1) sums[n] = (sums[n - 1] ?? 0) + log(n);
  return sums;
}
