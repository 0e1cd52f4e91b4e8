// Bound on a whole empirical distribution function at all times: A sqrt((ln(1 + ln(t/tMin)) + C)/t).
// Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 2: C is the smallest constant whose error, optimised over the epoch ratio, is alpha.
import { log, log1p } from '../../math/portable-math.ts';
import { increasingRoot } from '../../math/root.ts';

const LN_2 = 0.6931471805599453;
const GOLDEN = 0.6180339887498949;
const SEARCH_STEPS = 80;

export interface EmpiricalProcessPoint {
  /** Number of observations. */
  readonly t: number;
  readonly alpha: number;
  /** First time at which the bound shall hold, >= 1. */
  readonly tMin: number;
  /** A, above sqrt(1/2): close to it the bound is narrower at late times. */
  readonly amplitude: number;
}

/** Largest distance between the empirical and the true distribution function, for all t >= tMin at once with probability 1 - alpha; Infinity before. */
export function empiricalProcessLilBound({ t, alpha, tMin, amplitude }: EmpiricalProcessPoint): number {
  if (!(amplitude > Math.SQRT1_2 && alpha > 0 && alpha < 1 && tMin >= 1)) return Number.NaN;
  if (t < tMin) return Number.POSITIVE_INFINITY;
  const constant = increasingRoot((c) => log(alpha) - smallestLogError(c, amplitude));
  return amplitude * Math.sqrt((log1p(log(t / tMin)) + constant) / t);
}

/** Least ln error over the epoch ratio eta in (1, largest): golden section, the error has one valley. */
function smallestLogError(c: number, amplitude: number): number {
  let from = 0;
  let to = largestExcess(c, amplitude);
  let left = to - GOLDEN * (to - from);
  let right = from + GOLDEN * (to - from);
  let atLeft = logError(left, c, amplitude);
  let atRight = logError(right, c, amplitude);
  for (let step = 0; step < SEARCH_STEPS; step += 1) {
    if (atLeft <= atRight) {
      [to, right, atRight] = [right, left, atLeft];
      left = to - GOLDEN * (to - from);
      atLeft = logError(left, c, amplitude);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = from + GOLDEN * (to - from);
      atRight = logError(right, c, amplitude);
    }
  }
  return Math.min(atLeft, atRight);
}

/** ln( 4 e^(-g C) (1 + 1/((g - 1) ln eta)) ) with g = (2/eta)(A - sqrt(2(eta - 1)/C))^2, eta = 1 + excess. */
function logError(excess: number, c: number, amplitude: number): number {
  const eta = 1 + excess;
  const room = amplitude - Math.sqrt((2 * excess) / c);
  const g = (2 / eta) * room * room;
  if (room <= 0 || g <= 1) return Number.POSITIVE_INFINITY;
  return 2 * LN_2 - g * c + log1p(1 / ((g - 1) * log1p(excess)));
}

/** The eta - 1 where g falls to 1: sqrt(eta/2) + sqrt(2(eta - 1)/C) = A. With u = sqrt(eta - 1) a quadratic equation. */
function largestExcess(c: number, amplitude: number): number {
  // (1 + u^2)/2 = (A - k u)^2 with k = sqrt(2/C), so (k^2 - 1/2) u^2 - 2 A k u + (A^2 - 1/2) = 0; the smaller positive root.
  const k = Math.sqrt(2 / c);
  const constant = amplitude * amplitude - 0.5;
  const u = constant / (amplitude * k + Math.sqrt(amplitude * amplitude * k * k - (k * k - 0.5) * constant));
  return u * u;
}
