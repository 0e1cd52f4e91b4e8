// How fast can anybody tell two arms apart? Growth of evidence per request against the boundary "candidate = r x stable", in nats.
//
// No sequential test with false-alarm probability alpha needs fewer than ln(1/alpha)/D requests on average (Wald 1945; for two arms with an unknown
// baseline Turner, Ly & Gruenwald 2024). Our own tests are judged by their distance from it.
import { bernoulliDivergence, log } from '../../math/portable-math.ts';

export interface TwoArms {
  /** Probability of a bad request in the candidate and in stable, both in [0, 1]. */
  readonly candidateRatio: number;
  readonly stableRatio: number;
  /** The candidate's share of the requests, in (0, 1). */
  readonly weight: number;
  /** The boundary: the candidate's probability is this many times stable's; above 0. */
  readonly factor: number;
}

/** D = min over q of w kl(pc || r q) + (1-w) kl(pb || q): the best growth per request when stable's rate is unknown. Zero on the boundary. */
export function boundaryDivergence(arms: TwoArms): number {
  const { candidateRatio, stableRatio, weight, factor } = arms;
  const q = nearestNull(arms);
  return weight * divergence(candidateRatio, factor * q) + (1 - weight) * divergence(stableRatio, q);
}

/** D_s = (w pc + (1-w) pb) kl(theta1 || theta0): what a test of the candidate's share of the events can reach. 95 to 99 % of D while events are rare. */
export function shareDivergence({ candidateRatio, stableRatio, weight, factor }: TwoArms): number {
  const candidateEvents = weight * candidateRatio;
  const events = candidateEvents + (1 - weight) * stableRatio;
  if (events === 0) return 0;
  return events * divergence(candidateEvents / events, (weight * factor) / (weight * factor + 1 - weight));
}

/** Requests that evidence growing by `divergence` per request needs on average to reach odds of 1/alpha; infinite where there is nothing to tell. */
export function requestsNeeded(divergencePerRequest: number, alpha: number): number {
  return divergencePerRequest > 0 ? -log(alpha) / divergencePerRequest : Number.POSITIVE_INFINITY;
}

/** The smaller root of r q^2 - b q + m = 0, where the derivative of D in q is zero; m the events per request, b = r(w + (1-w)pb) + (1-w) + w pc. */
function nearestNull({ candidateRatio, stableRatio, weight, factor }: TwoArms): number {
  const events = weight * candidateRatio + (1 - weight) * stableRatio;
  const b = factor * (weight + (1 - weight) * stableRatio) + (1 - weight) + weight * candidateRatio;
  const root = Math.sqrt(Math.max(0, b * b - 4 * factor * events));
  return Math.min(1, 1 / factor, (2 * events) / (b + root));
}

/** With its limits at 0 and 1, where the two agree exactly. */
function divergence(p: number, q: number): number {
  return p === q ? 0 : Math.max(0, bernoulliDivergence(p, q));
}
