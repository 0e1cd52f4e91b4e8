// Wald's sequential probability ratio test of one known rate against another: the least that any test of one arm needs (Wald 1945, section 3.6).
import { bernoulliDivergence, log } from '../../math/portable-math.ts';

export interface SprtErrors {
  /** Probability of rejecting the null although it holds, and of accepting it although the alternative does. */
  readonly alpha: number;
  readonly beta: number;
}

export interface SprtCost {
  /** Expected trials when the null is true, and when the alternative is. */
  readonly underNull: number;
  readonly underAlternative: number;
}

/** Wald's approximation, overshoot neglected. `nullProb` and `prob` differ, both in (0, 1). */
export function sprtCost({ nullProb, prob }: { readonly nullProb: number; readonly prob: number }, { alpha, beta }: SprtErrors): SprtCost {
  const toReject = log((1 - beta) / alpha);
  const toAccept = log((1 - alpha) / beta);
  return {
    underNull: ((1 - alpha) * toAccept - alpha * toReject) / bernoulliDivergence(nullProb, prob),
    underAlternative: ((1 - beta) * toReject - beta * toAccept) / bernoulliDivergence(prob, nullProb),
  };
}

/** A test that never accepts needs at least ln(1/alpha)/kl(p1 || p0) trials on average under the alternative (Lorden 1971). */
export function powerOneTrials({ nullProb, prob }: { readonly nullProb: number; readonly prob: number }, alpha: number): number {
  const gained = bernoulliDivergence(prob, nullProb);
  return gained > 0 ? -log(alpha) / gained : Number.POSITIVE_INFINITY;
}
