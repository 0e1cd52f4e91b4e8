// Arrivals of a history as the simulator's traffic model has them, with what is left over: observed against fitted quantiles of the counts.
import type { History } from '../history/history.ts';
import { probabilityUpTo, quantileOf, type CountLaw } from './count-law.ts';
import { fitDayShape, type DayShape } from './day-shape.ts';
import { equalSpans, known, meanOf, nearestLength, spanLengths } from './equal-spans.ts';
import { lawOf, spreadOf, withoutShape, type Spread } from './spread.ts';
import { twoStates, type TwoStates } from './two-states.ts';

export interface ArrivalsFit {
  readonly requests: number;
  readonly requestsPerMinute: number;
  /** Share of the steps about which the history says nothing. */
  readonly holeShare: number;
  readonly day: DayShape;
  readonly spreads: readonly Spread[];
  /** The length that counts: the one of `spreads` nearest to what was asked for. */
  readonly chosen: { readonly kind: 'none'; readonly why: string } | ({ readonly kind: 'chosen'; readonly states: TwoStates; readonly residuals: Residuals } & Spread);
}

export interface Residuals {
  readonly quantiles: readonly { readonly quantile: number; readonly seen: number; readonly fitted: number }[];
  /** The largest distance between the seen and the fitted share of spans up to any count (Kolmogorov-Smirnov). */
  readonly distance: number;
}

const QUANTILES = [0.1, 0.5, 0.9, 0.99];

/** `spanMs`: the length of the spans in which evidence will come. */
export function fitArrivals(history: History, spanMs: number): ArrivalsFit {
  const { arrivals, stepMs } = history;
  const steps = known(arrivals);
  const perStep = meanOf(steps);
  const day = fitDayShape(history);
  const lengths = spanLengths(history, spanMs);
  const spreads = lengths.map((length) => spreadOf(equalSpans(history, arrivals, length), day));
  const nearest = nearestLength(lengths, spanMs);
  const spread = spreads.find((each) => each.spanMs === nearest);
  const about = { requests: perStep * steps.length, requestsPerMinute: (perStep / stepMs) * 60_000, holeShare: 1 - steps.length / Math.max(1, arrivals.length), day, spreads };
  if (spread === undefined) return { ...about, chosen: { kind: 'none', why: `a spread takes at least 30 equal spans, and the history has ${arrivals.length} of ${stepMs / 1_000} s` } };
  if (spread.mean === 0) return { ...about, chosen: { kind: 'none', why: 'no request came' } };
  const spans = equalSpans(history, arrivals, spread.spanMs);
  return { ...about, chosen: { kind: 'chosen', ...spread, states: twoStates(withoutShape(spans, day), spread.luck), residuals: residualsOf(known(spans.counts), lawOf(spans, day, spread.beyondShape)) } };
}

export function residualsOf(counts: Float64Array, law: CountLaw): Residuals {
  const sorted = counts.slice().sort();
  const quantiles = QUANTILES.map((quantile) => ({ quantile, seen: sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(quantile * sorted.length) - 1))] ?? 0, fitted: quantileOf(quantile, law) }));
  let distance = 0;
  // At the values that were seen, as many as are worth computing: the seen share jumps nowhere else.
  const every = Math.max(1, Math.floor(sorted.length / POINTS_MAX));
  for (let index = 0; index < sorted.length; index += 1) {
    const value = sorted[index] ?? 0;
    if (value === sorted[index + 1] || (index % every !== 0 && value > 0)) continue;
    const [upTo, below] = [probabilityUpTo(value, law), value === 0 ? 0 : probabilityUpTo(value - 1, law)];
    const first = firstIndexOf(sorted, value);
    distance = Math.max(distance, Math.abs((index + 1) / sorted.length - upTo), Math.abs(first / sorted.length - below));
  }
  return { quantiles, distance };
}

const POINTS_MAX = 500;

/** Index of the first of equal values in ascending order. */
function firstIndexOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
