// Capital of a gambler who bets that the mean of observations in [0, 1] is not m: hedged between "above" and "below".
// Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Theorem 3 (hedged capital process), with predictable empirical-Bernstein bets.
import { lambdaPredmixEb } from './predictable-bets.ts';

export interface BettingMart {
  /** Observations in [0, 1]. */
  readonly x: readonly number[];
  /** Null mean, in [0, 1]. */
  readonly m: number;
  /** Level of the two-sided test that the bets are tuned for. */
  readonly alpha?: number;
  /** Share of the capital that bets on "above". */
  readonly theta?: number;
  /** Largest share of the capital that one observation can lose, in (0, 1]. */
  readonly truncScale?: number;
}

/** Capital after each observation: the larger of theta times the "above" and 1 - theta times the "below" capital. At 1/alpha or more the mean is not m. */
export function bettingMart({ x, m, alpha = 0.05, theta = 0.5, truncScale = 0.5 }: BettingMart): readonly number[] {
  if (!(m >= 0 && m <= 1)) return x.map(() => Number.POSITIVE_INFINITY);
  const bets = lambdaPredmixEb({ x, alpha: alpha / 2 }); // half of it for either side
  let above = theta;
  let below = 1 - theta;
  return x.map((value, index) => {
    const bet = bets[index] ?? 0;
    above *= 1 + Math.min(bet, truncScale / m) * (value - m);
    below *= 1 - Math.min(bet, truncScale / (1 - m)) * (value - m);
    return Math.max(above, below);
  });
}
