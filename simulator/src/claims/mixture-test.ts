// Is the rate of broken runs above or below a bound, when one stops as soon as it is clear? Likelihood ratios against the bound, averaged over ten rates
// on either side of it. Each average is a martingale if the bound is the truth, so that it ever reaches 1/alpha with probability at most alpha, however
// often one looks (Ville 1939). docs/simulation.md, "What a verdict may claim".
import { log, logSumExp } from '@rampart/rollout-policy/statistics';
import { crossing, type Tally } from './clopper-pearson.ts';

/** Odds of the rates that are averaged over, as multiples of the odds of the bound. Low ones are many: most promises that hold are hardly ever broken. */
const BELOW: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8];
const ABOVE: readonly number[] = [1.5, 2.25, 3.4, 5, 7.6, 11.4, 17, 26, 38, 58];

export interface MixtureTest {
  /** ln of the likelihood ratio for "the rate is under the bound". */
  readonly logForBelow: (seen: Tally) => number;
  /** The same for "the rate is over the bound". */
  readonly logForAbove: (seen: Tally) => number;
}

/** `bound` in (0, 1). */
export function mixtureTest(bound: number): MixtureTest {
  const below = BELOW.map((multiple) => ratiosOf(multiple, bound));
  const above = ABOVE.map((multiple) => ratiosOf(multiple, bound));
  return { logForBelow: (seen) => logMean(below, seen), logForAbove: (seen) => logMean(above, seen) };
}

/**
 * The smallest bound that would be certified at level alpha. As a confidence sequence it holds at any stopping time: the ratio grows with the bound,
 * so a bound below the true rate is only certified where the true rate is.
 */
export function sequentialUpperBound(seen: Tally, alpha: number): number {
  return seen.broken >= seen.runs ? 1 : crossing((bound) => mixtureTest(bound).logForBelow(seen) >= -log(alpha));
}

/** The largest bound that would be refuted at level alpha, likewise. */
export function sequentialLowerBound(seen: Tally, alpha: number): number {
  return seen.broken <= 0 ? 0 : crossing((bound) => mixtureTest(bound).logForAbove(seen) < -log(alpha));
}

/** ln of what one broken, and what one kept run multiplies the likelihood ratio by. */
interface LogRatios {
  readonly broken: number;
  readonly kept: number;
}

function ratiosOf(multiple: number, bound: number): LogRatios {
  // With odds o of the bound: rate = m o / (1 + m o), so that rate / bound = m (1 + o) / (1 + m o).
  const odds = bound / (1 - bound);
  const kept = log((1 + odds) / (1 + multiple * odds));
  return { broken: log(multiple) + kept, kept };
}

function logMean(rates: readonly LogRatios[], { runs, broken }: Tally): number {
  return logSumExp(rates.map((rate) => broken * rate.broken + (runs - broken) * rate.kept)) - log(rates.length);
}
