// Errors of a check as the simulator's model has them: how many, how many fail together, how much pods differ.
import { podNoise, type Counted, type PodNoise } from '@rampart/policy-document';
import { chiSquareUpperTail, effectiveCount, exp } from '@rampart/rollout-policy/statistics';
import { equalSpans, nearestLength, spanLengths } from '../arrivals/equal-spans.ts';
import type { CheckHistory, History } from '../history/history.ts';

export interface ErrorsFit extends Counted {
  readonly name: string;
  /** By length of the span. */
  readonly clusters: readonly Clusters[];
  /** The length that counts. */
  readonly chosen: { readonly kind: 'none'; readonly why: string } | ({ readonly kind: 'chosen' } & Clusters);
  readonly pods: readonly Counted[];
  readonly podNoise: PodNoise;
}

export interface Clusters {
  readonly spanMs: number;
  /** Spans with at least one request. */
  readonly spans: number;
  /** Variance of the errors over that of a binomial with the same requests; 1: each request fails by itself. The design effect of clustered errors. */
  readonly overBinomial: number;
  /** How often errors by themselves would be so uneven. */
  readonly luck: number;
  /** Requests that fail together, on average; 1 where luck explains what is seen. */
  readonly meanRequests: number;
  /** So many errors that come by themselves would tell as much. */
  readonly effectiveEvents: number;
  readonly spansWithoutError: number;
  readonly spansWithoutErrorFitted: number;
}

const EVENTS_MIN = 20;
const ALPHA = 0.01;

export function fitErrors(history: History, check: CheckHistory, spanMs: number): ErrorsFit {
  const counted = { trials: sumOf(check.trials), events: sumOf(check.events) };
  const noise = podNoise(check.pods);
  const about = { name: check.name, ...counted, pods: check.pods, podNoise: noise };
  if (counted.events < EVENTS_MIN) return { ...about, clusters: [], chosen: { kind: 'none', why: `${counted.events} errors say nothing of how they come; that takes ${EVENTS_MIN}` } };
  if (counted.events === counted.trials) return { ...about, clusters: [], chosen: { kind: 'none', why: 'every request failed' } };
  const lengths = spanLengths(history, spanMs);
  const clusters = lengths.map((length) => clustersOf(equalSpans(history, check.trials, length).counts, equalSpans(history, check.events, length).counts, length));
  const nearest = nearestLength(lengths, spanMs);
  const found = clusters.find((each) => each.spanMs === nearest);
  return { ...about, clusters, chosen: found === undefined ? { kind: 'none', why: 'the history has too few spans' } : { kind: 'chosen', ...found } };
}

/**
 * Pearson's statistic of binomial counts e_i of n_i: phi = sum (e - n p)^2 / (n p (1 - p)) / (N - 1) (McCullagh & Nelder, Generalized Linear Models, 4.5).
 * Where errors come in clusters of a geometric size with mean m, their variance is 2m - 1 times that of single ones, so m = (phi + 1) / 2.
 */
export function clustersOf(trials: Float64Array, events: Float64Array, spanMs: number): Clusters {
  const isUsed = (index: number): boolean => (trials[index] ?? 0) > 0;
  const [all, failed] = [sumOf(trials), sumOf(events)];
  const ratio = failed / all;
  let [spans, square, withoutError] = [0, 0, 0];
  trials.forEach((count, index) => {
    if (!isUsed(index)) return;
    const apart = (events[index] ?? 0) - count * ratio;
    spans += 1;
    square += (apart * apart) / (count * ratio * (1 - ratio));
    if (events[index] === 0) withoutError += 1;
  });
  const freedom = Math.max(1, spans - 1);
  const overBinomial = square / freedom;
  const luck = chiSquareUpperTail({ x: square, df: freedom });
  const meanRequests = luck < ALPHA ? Math.max(1, (overBinomial + 1) / 2) : 1;
  // Clusters come by themselves, so many as make this many errors.
  let fitted = 0;
  trials.forEach((count, index) => {
    if (isUsed(index)) fitted += exp((-count * ratio) / meanRequests);
  });
  return { spanMs, spans, overBinomial, luck, meanRequests, effectiveEvents: effectiveCount(failed, Math.max(1, overBinomial)), spansWithoutError: withoutError / spans, spansWithoutErrorFitted: fitted / spans };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += Number.isNaN(value) ? 0 : value;
  return sum;
}
