// Capital of a test by betting, with the restart mixture: the one primitive behind every verdict.
//
// Against a null that says "the mean of y, given the past, is at most p0" we hold capital and stake fractions of it, block by block. Under
// the null the expected capital never grows, so P(capital ever reaches 1/alpha) <= alpha at any look schedule (Ville 1939); capital reads
// as odds against luck. Only the mean of a block matters, not how its requests depend on each other.
// Factor: 1 + c (y/p0 - 1), Waudby-Smith & Ramdas 2024, JRSS-B 86:1, Prop. 2. Restart mixture: Shiryaev 1963; as a mixture of
// shifted e-processes Shin, Ramdas & Rinaldo 2024, NEJSDS 2:229. Reference notes: docs/policies/statistics.md.
import type { Wealth } from '../state.ts';

/** Fractions of the capital that are staked, each by an equal part of it: small ones for small effects, large ones for large. */
export const STAKES: readonly number[] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95];

// Keeps products finite for ever. Cutting capital down is always allowed: it can only make the test slower.
const CAPITAL_MAX = 1e250;

export function newWealth(): Wealth {
  return { atoms: STAKES.map(() => 0), cash: 1, spent: 0, peak: 1 };
}

/** Capital now: what is at stake plus the prior mass that is still cash. */
export function capital(wealth: Wealth): number {
  let sum = wealth.cash;
  for (const atom of wealth.atoms) sum += atom;
  return sum;
}

/**
 * Puts the prior mass of all grid points up to `gridPoint` (0, 1, 2, ...) into play: point t gets 1/((t+1)(t+2)), half of all at the start,
 * the rest so that trouble that begins late is not held back by a healthy past. Calling it again for the same point changes nothing.
 */
export function startBets(wealth: Wealth, gridPoint: number): Wealth {
  const spent = gridPoint + 1;
  if (spent <= wealth.spent) return wealth;
  const cash = 1 / (spent + 1);
  const each = (wealth.cash - cash) / STAKES.length;
  return { ...wealth, atoms: wealth.atoms.map((atom) => atom + each), cash, spent };
}

/** Plays one block: `y` in [0, 1] is what was seen, `nullMean` in (0, 1) the most that the null allows on average. */
export function bet(wealth: Wealth, block: { readonly y: number; readonly nullMean: number }): Wealth {
  const surplus = block.y / block.nullMean - 1;
  const atoms = wealth.atoms.map((atom, k) => Math.min(CAPITAL_MAX, atom * (1 + (STAKES[k] ?? 0) * surplus)));
  const next = { ...wealth, atoms };
  return { ...next, peak: Math.max(wealth.peak, capital(next)) };
}
