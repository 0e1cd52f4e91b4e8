// Are there two states besides the hours of the day, a quiet and a busy one, that last? Spans are told apart at the threshold that separates their counts best, and the states must
// last longer than chance would let them.
import { known, meanOf, type EqualSpans } from './equal-spans.ts';

export type TwoStates =
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'two';
      readonly quietPerSecond: number;
      readonly busyPerSecond: number;
      readonly busyShare: number;
      /** How long a busy state lasts, and from the beginning of one to the next, on average. */
      readonly lastMs: number;
      readonly everyMs: number;
      /** Variance over mean of the counts within the states. */
      readonly withinStates: number;
    };

/** Chance alone shows fewer changes of state than this many standard deviations under the mean in one of 200 histories. */
const DEVIATIONS = 2.58;
const CHANGES_MIN = 4;

export function twoStates(spans: EqualSpans, luck: number): TwoStates {
  const counts = known(spans.counts);
  if (luck > 0.01) return { kind: 'none', why: 'requests come as evenly as by chance' };
  const threshold = bestThreshold(counts);
  const isBusy = Array.from(counts, (count) => count > threshold);
  const busy = counts.filter((count) => count > threshold);
  const quiet = counts.filter((count) => count <= threshold);
  const runs = isBusy.filter((state, index) => state && isBusy[index - 1] !== true).length;
  const changes = isBusy.filter((state, index) => index > 0 && state !== isBusy[index - 1]).length;
  // Wald & Wolfowitz 1940: the number of changes of state if their order were chance.
  const [a, b, n] = [busy.length, quiet.length, counts.length];
  const expected = (2 * a * b) / n;
  const variance = ((2 * a * b) * (2 * a * b - n)) / (n * n * (n - 1));
  if (changes < CHANGES_MIN || runs === 0) return { kind: 'none', why: `the state changed only ${changes} times` };
  if (changes > expected - DEVIATIONS * Math.sqrt(Math.max(0, variance))) return { kind: 'none', why: 'busy spans follow each other no more often than by chance' };
  const perSecond = 1_000 / spans.spanMs;
  const [meanBusy, meanQuiet] = [meanOf(busy), meanOf(quiet)];
  let within = 0;
  for (const count of counts) {
    const mean = count > threshold ? meanBusy : meanQuiet;
    if (mean > 0) within += ((count - mean) * (count - mean)) / mean;
  }
  return {
    kind: 'two',
    quietPerSecond: meanQuiet * perSecond,
    busyPerSecond: meanBusy * perSecond,
    busyShare: a / n,
    lastMs: (a / runs) * spans.spanMs,
    everyMs: (n / runs) * spans.spanMs,
    withinStates: within / Math.max(1, n - 2),
  };
}

/** Otsu 1979, A threshold selection method: the greatest variance between the two classes. */
function bestThreshold(counts: Float64Array): number {
  const sorted = counts.slice().sort();
  const total = meanOf(sorted) * sorted.length;
  let [best, threshold, sum] = [-1, 0, 0];
  for (let index = 0; index < sorted.length - 1; index += 1) {
    const value = sorted[index] ?? 0;
    sum += value;
    if (value === sorted[index + 1]) continue;
    const [below, above] = [index + 1, sorted.length - index - 1];
    const apart = sum / below - (total - sum) / above;
    const between = below * above * apart * apart;
    if (between > best) [best, threshold] = [between, value];
  }
  return threshold;
}
