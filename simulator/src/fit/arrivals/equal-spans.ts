// A history cut into equal spans. Only spans that it covers wholly count: a hole is no zero, and the last span may be cut off.
import type { History } from '../history/history.ts';

export interface EqualSpans {
  readonly spanMs: number;
  readonly fromMs: number;
  /** NaN where a part of the span is a hole. */
  readonly counts: Float64Array;
}

export function equalSpans({ fromMs, stepMs }: Pick<History, 'fromMs' | 'stepMs'>, perStep: Float64Array, spanMs: number): EqualSpans {
  const steps = Math.round(spanMs / stepMs);
  const counts = new Float64Array(Math.floor(perStep.length / steps));
  for (let index = 0; index < counts.length; index += 1) {
    let sum = 0;
    for (let step = index * steps; step < (index + 1) * steps; step += 1) sum += perStep[step] ?? 0;
    counts[index] = sum;
  }
  return { spanMs: steps * stepMs, fromMs, counts };
}

/** Lengths that say something at this history: whole steps, and enough of them. The wanted one comes as near as its steps allow. */
export function spanLengths({ stepMs, arrivals }: Pick<History, 'stepMs' | 'arrivals'>, wantedMs: number): readonly number[] {
  const nearest = Math.max(1, Math.round(wantedMs / stepMs)) * stepMs;
  const lengths = [...new Set([...LADDER_MS, nearest, stepMs])].filter((length) => length >= stepMs && length % stepMs === 0);
  const enough = lengths.filter((length) => Math.floor((arrivals.length * stepMs) / length) >= SPANS_MIN);
  return enough.sort((a, b) => a - b);
}

/** The one of `lengths` that is nearest to what is wanted. */
export function nearestLength(lengths: readonly number[], wantedMs: number): number | 'none' {
  return lengths.reduce<number | 'none'>((best, length) => (best === 'none' || Math.abs(length - wantedMs) < Math.abs(best - wantedMs) ? length : best), 'none');
}

const LADDER_MS = [1_000, 10_000, 60_000, 300_000, 3_600_000];
/** Under so many counts a variance is a guess. */
const SPANS_MIN = 30;

export function known(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
