// Exact one-sided bounds of a rate from a number of runs that was fixed beforehand (Clopper & Pearson 1934, Biometrika 26:404). Not for a number that
// depends on what was seen: checking it again and again and stopping at the first pass certifies a rate at the bound in 7 of 100 checks, not in 1.
import { log, logIncompleteBeta } from '@rampart/rollout-policy/statistics';

/** What was seen: `broken` of `runs`, 0 <= broken <= runs. */
export interface Tally {
  readonly runs: number;
  readonly broken: number;
}

export const NOTHING_SEEN: Tally = { runs: 0, broken: 0 };

/** Whether so few broken runs contradict `rate`, and every higher one, at level alpha: P(at most `broken` | rate) <= alpha. */
export function areTooFewFor(rate: number, { runs, broken }: Tally, alpha: number): boolean {
  return broken < runs && logIncompleteBeta({ a: broken + 1, b: runs - broken, x: rate }).logUpper <= log(alpha);
}

/** Whether so many broken runs contradict `rate`, and every lower one, at level alpha: P(at least `broken` | rate) <= alpha. */
export function areTooManyFor(rate: number, { runs, broken }: Tally, alpha: number): boolean {
  return broken > 0 && logIncompleteBeta({ a: broken, b: runs - broken + 1, x: rate }).logLower <= log(alpha);
}

/** The smallest rate that so few broken runs contradict; 1 where every run broke. */
export function exactUpperBound(seen: Tally, alpha: number): number {
  return seen.broken >= seen.runs ? 1 : crossing((rate) => areTooFewFor(rate, seen, alpha));
}

/** The largest rate that so many broken runs contradict; 0 where none broke. */
export function exactLowerBound(seen: Tally, alpha: number): number {
  return seen.broken <= 0 ? 0 : crossing((rate) => !areTooManyFor(rate, seen, alpha));
}

const STEPS = 60;

/** Where a condition that begins to hold between 0 and 1, and then goes on to hold, begins to; by bisection. */
export function crossing(holds: (rate: number) => boolean): number {
  let [below, above] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}
