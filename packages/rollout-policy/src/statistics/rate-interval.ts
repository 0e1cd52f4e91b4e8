// An interval for one rate, for showing: it holds at every look while trials are independent.
import { log } from '../math/portable-math.ts';
import { logBeta } from '../math/log-beta.ts';

export interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

const STEPS_MAX = 60;
const CLOSE_ENOUGH = 1e-9;

/**
 * Confidence sequence by inverting the beta-binomial mixture with a Beta(1/2, 1/2) numerator: all p with
 * lnB(x+1/2, n-x+1/2) - lnB(1/2, 1/2) - x ln p - (n-x) ln(1-p) < ln(1/alpha) (Howard et al. 2021; Robbins 1970). [0, 1] without trials, and for what
 * cannot be counts. The bound is convex in p, so Newton's method from outside the interval comes in monotonically.
 */
export function rateInterval({ trials, events }: { readonly trials: number; readonly events: number }, alpha: number): RateInterval {
  if (!(trials > 0 && events >= 0 && events <= trials && trials < Number.POSITIVE_INFINITY)) return { lower: 0, upper: 1 };
  const level = logBeta(events + 0.5, trials - events + 0.5) - logBeta(0.5, 0.5) - log(1 / alpha);
  return { lower: events === 0 ? 0 : lowerEnd(events, trials, level), upper: events === trials ? 1 : 1 - lowerEnd(trials - events, trials, level) };
}

/** The root of g(p) = level - x ln p - (n-x) ln(1-p) below x/n, on the logarithmic scale so that small rates keep their digits. */
function lowerEnd(events: number, trials: number, level: number): number {
  const misses = trials - events;
  const estimate = events / trials;
  // Left of the root: there the misses alone cannot make up for ln p.
  let p = estimate;
  for (let step = 0; step < STEPS_MAX && gap(p) < 0; step += 1) p *= 0.5;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const slope = misses / (1 - p) - events / p;
    const next = p - gap(p) / slope;
    if (!(next > p) || next - p <= CLOSE_ENOUGH * p) return Math.min(next > p ? next : p, estimate);
    p = next;
  }
  return p;

  function gap(at: number): number {
    return level - events * log(at) - (misses === 0 ? 0 : misses * log(1 - at));
  }
}
