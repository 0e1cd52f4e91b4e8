// An interval for one rate, for showing: it holds at every look while trials are independent.
import { log } from '../math/portable-math.ts';

export interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Of Newton's method. More would narrow the interval by less than anybody sees. */
const STEPS = 2;
const LN2 = 0.6931471805599453;

/**
 * Confidence sequence by mixing with a Beta(1/2, 1/2) prior (Robbins 1970; Howard et al. 2021): all p with n kl(x/n || p) < ln(1/alpha) + regret, where
 * the regret of that mixture is at most ln(n)/2 + ln 2 (Krichevsky & Trofimov 1981). The ends are approached from outside, so that they are never too
 * narrow: first by kl(q || p) >= (q - p)^2 / (2 max(p, q)), then by Newton's method on a convex function. [0, 1] without trials, and for what cannot be counts.
 */
export function rateInterval({ trials, events }: { readonly trials: number; readonly events: number }, alpha: number): RateInterval {
  if (!(trials > 0 && events >= 0 && events <= trials && trials < Number.POSITIVE_INFINITY)) return { lower: 0, upper: 1 };
  const rate = events / trials;
  const level = (log(trials / (alpha * alpha)) / 2 + LN2) / trials;
  const entropy = (rate === 0 ? 0 : rate * log(rate)) + (rate === 1 ? 0 : (1 - rate) * log(1 - rate));
  const ahead = Math.sqrt(level * level + 2 * rate * level);
  return {
    lower: rate === 0 ? 0 : approached(rate, entropy - level, rate - Math.sqrt(2 * rate * level)),
    upper: rate === 1 ? 1 : approached(rate, entropy - level, rate + level + ahead),
  };
}

/** Towards the root of g(p) = constant - rate ln p - (1-rate) ln(1-p), from a side where g >= 0. A start outside (0, 1) has nothing to approach from. */
function approached(rate: number, constant: number, start: number): number {
  if (!(start > 0)) return 0;
  if (!(start < 1)) return 1;
  let p = start;
  for (let step = 0; step < STEPS; step += 1) {
    const gap = constant - (rate === 0 ? 0 : rate * log(p)) - (rate === 1 ? 0 : (1 - rate) * log(1 - p));
    if (!(gap > 0)) return p;
    p -= gap / ((1 - rate) / (1 - p) - rate / p);
  }
  return p;
}
