// The lower real branch of Lambert's W: the w <= -1 with w e^w = x.
import { log } from './portable-math.ts';

const NEWTON_STEPS = 40;

/** W_-1(x) for x in [-1/e, 0): NaN outside, -Infinity at 0. */
export function lambertWMinus1(x: number): number {
  return lambertWMinus1OfLog(log(-x));
}

/**
 * W_-1(-e^logMinusX) for logMinusX <= -1, for arguments too close to 0 to be a number. With w = -u: u - ln u = -logMinusX, convex in u, so
 * Newton's iteration falls from an upper bound (Chatzigeorgiou 2013, IEEE Communications Letters 17:1505).
 */
export function lambertWMinus1OfLog(logMinusX: number): number {
  const beyond = -1 - logMinusX;
  if (!(beyond > 0)) return beyond > -1e-15 ? -1 : Number.NaN;
  if (beyond === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  let u = 1 + Math.sqrt(2 * beyond) + beyond;
  for (let step = 0; step < NEWTON_STEPS && u > 1; step += 1) {
    const next = (u * (log(u) - logMinusX - 1)) / (u - 1);
    if (!(next < u)) break;
    u = next;
  }
  return -u;
}
