// An interval for one rate, for showing: it holds at every look while trials are independent.
import { log } from '../math/portable-math.ts';

export interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

const LN2 = 0.6931471805599453;

/**
 * Confidence sequence by mixing with a Beta(1/2, 1/2) prior (Robbins 1970; Howard et al. 2021): all p with n kl(x/n || p) < ln(1/alpha) + regret, where
 * the regret of that mixture is at most ln(n)/2 + ln 2 (Krichevsky & Trofimov 1981). Its ends are the roots of a quadratic that lies below kl, by Bernstein's
 * inequality kl(q || p) >= (q - p)^2 / (2 (2p + q) / 3), so it is a little too wide and never too narrow. [0, 1] without trials, and for what cannot be counts.
 */
export function rateInterval({ trials, events }: { readonly trials: number; readonly events: number }, alpha: number): RateInterval {
  if (!(trials > 0 && events >= 0 && events <= trials && trials < Number.POSITIVE_INFINITY)) return { lower: 0, upper: 1 };
  // The inequality is sharp for rare events: of a common one the misses are looked at.
  const isCommon = 2 * events > trials;
  const rate = (isCommon ? trials - events : events) / trials;
  const level = (log(trials / (alpha * alpha)) / 2 + LN2) / trials;
  const middle = rate + (2 * level) / 3;
  const reach = Math.sqrt(middle * middle - rate * (rate - (2 * level) / 3));
  const lower = Math.max(0, middle - reach);
  const upper = Math.min(1, middle + reach);
  return isCommon ? { lower: 1 - upper, upper: 1 - lower } : { lower, upper };
}
