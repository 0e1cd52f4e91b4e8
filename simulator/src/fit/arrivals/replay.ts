// Real arrivals as the traffic of a scenario: requests counted step by step, to be repeated and thinned by weight.
import type { Replay } from '../../scenario/scenario.ts';
import type { CsvSource } from '../csv/table.ts';
import type { TableMistake } from '../csv/table-mistake.ts';
import { readHistory, type HistoryOptions } from '../history/read-history.ts';
import { equalSpans } from './equal-spans.ts';

export type ArrivalsReading =
  | { readonly kind: 'arrivals'; readonly replay: Replay; /** What was put in where the file had holes, in sentences. */ readonly remarks: readonly string[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly TableMistake[] };

/** A step a second keeps 11 days of it in 8 MB; longer histories get longer steps. */
const STEPS_MAX = 1_000_000;

export function arrivalsOf(source: CsvSource, options: Partial<Pick<HistoryOptions, 'columns' | 'everyMs'>> = {}): ArrivalsReading {
  const reading = readHistory(source, { columns: options.columns ?? {}, everyMs: options.everyMs ?? 'infer', check: 'errors' });
  if (reading.kind === 'mistakes') return reading;
  const { history } = reading;
  const factor = Math.ceil(history.arrivals.length / STEPS_MAX);
  const { spanMs, counts } = factor === 1 ? { spanMs: history.stepMs, counts: history.arrivals } : equalSpans(history, history.arrivals, factor * history.stepMs);
  const { filled, holes } = withoutHoles(counts);
  if (filled.every((count) => count === 0)) return { kind: 'mistakes', mistakes: [{ file: source.file, line: 1, column: '', seen: 'no request in any span', accepted: 'arrivals that can be replayed' }] };
  const remarks = holes === 0 ? [] : [`${holes} of ${filled.length} spans have no row; each got what the last one before it had`];
  return { kind: 'arrivals', replay: { kind: 'replay', stepMs: spanMs, counts: filled }, remarks };
}

/** A hole is no silence: what was there goes on. The first ones get what comes after them. */
function withoutHoles(counts: Float64Array): { readonly filled: readonly number[]; readonly holes: number } {
  let last = counts.find((count) => !Number.isNaN(count)) ?? 0;
  let holes = 0;
  const filled = Array.from(counts, (count) => {
    if (Number.isNaN(count)) holes += 1;
    else last = count;
    return last;
  });
  return { filled, holes };
}
