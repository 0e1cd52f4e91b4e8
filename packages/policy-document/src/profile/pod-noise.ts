// How much identical pods differ beyond what counting explains. Between two equal deployments the difference of the log rates is about
// sqrt(2) times as large, and a margin has to be above twice that (docs/policies, margins).
import type { Counted } from './traffic-profile.ts';

export type PodNoise =
  /** Standard deviation of the log event rate between pods. */
  | { readonly kind: 'measured'; readonly logRateSd: number; readonly pods: number }
  /** Luck alone explains what is seen. */
  | { readonly kind: 'none-beyond-counting'; readonly pods: number }
  | { readonly kind: 'too-little'; readonly why: string };

/** Fewer events say nothing about the rate of a pod. */
const EVENTS_MIN = 5;

/**
 * Method of moments for the variance between groups (DerSimonian & Laird 1986, Controlled Clinical Trials 7:177, eq. 8): y = ln(x/n) with
 * variance 1/x - 1/n by counting, weights 1/v, Q = sum w (y - mean)^2, tau^2 = (Q - (k-1)) / (sum w - sum w^2 / sum w).
 */
export function podNoise(pods: readonly Counted[]): PodNoise {
  const usable = pods.filter(({ trials, events }) => events >= EVENTS_MIN && events < trials);
  if (pods.length < 2) return { kind: 'too-little', why: 'one pod has nobody to differ from' };
  if (usable.length < 2 || usable.length < pods.length) return { kind: 'too-little', why: `a pod needs at least ${EVENTS_MIN} events` };
  const rates = usable.map(({ trials, events }) => ({ logRate: Math.log(events / trials), weight: 1 / (1 / events - 1 / trials) }));
  const sum = (of: (rate: { readonly logRate: number; readonly weight: number }) => number): number => rates.reduce((all, rate) => all + of(rate), 0);
  const weights = sum(({ weight }) => weight);
  const mean = sum(({ weight, logRate }) => weight * logRate) / weights;
  const spread = sum(({ weight, logRate }) => weight * (logRate - mean) * (logRate - mean));
  const freedom = rates.length - 1;
  // Q follows about a chi-square: mean k-1, standard deviation sqrt(2(k-1)). Under two of them above it is luck.
  if (spread <= freedom + 2 * Math.sqrt(2 * freedom)) return { kind: 'none-beyond-counting', pods: rates.length };
  const variance = (spread - freedom) / (weights - sum(({ weight }) => weight * weight) / weights);
  return { kind: 'measured', logRateSd: Math.sqrt(variance), pods: rates.length };
}

/** The smallest factor that two equal deployments of such pods stay under: exp(2 sqrt(2) sd). */
export function factorOfNoise(logRateSd: number): number {
  return Math.exp(2 * Math.SQRT2 * logRateSd);
}
