// What one block says about one null hypothesis. Every check reduces its observations to these (docs/policies/statistics.md).

/**
 * The null says: given the past, each of `trials` succeeds with probability at most `nullProb` (or: the mean of `successes/trials` is at most that).
 * 0 <= successes <= trials, trials > 0, 0 < nullProb < 1. A mean of values in [0, 1] is a wager with one trial. `none`: the block says nothing.
 */
export type Wager = { readonly kind: 'none' } | { readonly kind: 'wager'; readonly successes: number; readonly trials: number; readonly nullProb: number };

export const NO_WAGER: Wager = { kind: 'none' };

/** Counts that are not possible, or a null that nothing or everything satisfies, say nothing. */
export function wagerOn(successes: number, trials: number, nullProb: number): Wager {
  const isPossible = trials > 0 && successes >= 0 && successes <= trials && nullProb > 0 && nullProb < 1 && trials < Number.POSITIVE_INFINITY;
  return isPossible ? { kind: 'wager', successes, trials, nullProb } : NO_WAGER;
}

/** The same block against the opposite null: successes at least as likely as `nullProb`. */
export function opposite(wager: Wager): Wager {
  return wager.kind === 'none' ? wager : wagerOn(wager.trials - wager.successes, wager.trials, 1 - wager.nullProb);
}
