// Reads an export of requests (a row each, or counts per span) into a history, or says all that is wrong with it.
import { newMistakes, type Mistakes, type TableMistake } from '../csv/table-mistake.ts';
import { readTable, type CsvSource } from '../csv/table.ts';
import { columnsWanted, type HistoryColumn } from './history-columns.ts';
import type { CheckHistory, History, LabelHistory } from './history.ts';
import { newRowLog, type RowLog } from './row-log.ts';
import { commonestStep } from './step-length.ts';

export interface HistoryOptions {
  /** What its user calls the columns; the others are found by their usual names. */
  readonly columns: Readonly<Partial<Record<HistoryColumn, string>>>;
  /** Length of the spans of counts. */
  readonly everyMs: number | 'infer';
  /** What the check is called where no column says so. */
  readonly check: string;
}

export type HistoryReading = { readonly kind: 'history'; readonly history: History } | { readonly kind: 'mistakes'; readonly mistakes: readonly TableMistake[] };

/** Steps of all checks together: 160 MB for trials and events. */
const STEPS_MAX = 10_000_000;
/** Whether a span was seen, by check and pod: 100 MB of bits. */
const CELLS_MAX = 800_000_000;
/** Steps of requests: the shortest under which the history fits. */
const REQUEST_STEPS_MS = [1_000, 10_000, 60_000, 600_000, 3_600_000];

export function readHistory(source: CsvSource, { columns, everyMs, check }: HistoryOptions): HistoryReading {
  const log = newRowLog();
  const reading = readTable(source, columnsWanted(columns), log.take);
  if (reading.kind === 'mistakes') return reading;
  const { at, names, unused } = reading.columns;
  const mistakes = newMistakes(source.file);
  const layout = at.requests >= 0 ? 'counts' : 'requests';
  const atMs = log.atMs.values();
  const stepsMax = Math.floor(STEPS_MAX / log.check.all.length);
  const [firstMs, lastMs] = [atMs.reduce((least, each) => Math.min(least, each), Infinity), atMs.reduce((most, each) => Math.max(most, each), 0)];
  const stepMs = layout === 'requests' ? (REQUEST_STEPS_MS.find((step) => (lastMs - firstMs) / step < stepsMax) ?? Infinity) : spanLength(atMs, everyMs, mistakes);
  const steps = Math.floor((lastMs - firstMs) / stepMs) + 1;
  if (mistakes.all().length === 0 && !(steps <= stepsMax)) mistakes.add(1, 'time', `times ${Math.round((lastMs - firstMs) / 86_400_000)} days apart`, `at most ${stepsMax} spans from the first to the last`);
  if (mistakes.all().length === 0 && at.pod >= 0 && steps * log.check.all.length * log.pod.all.length > CELLS_MAX) mistakes.add(1, 'pod', `${log.pod.all.length} pods over ${steps} spans`, 'fewer pods, or a part of the time');
  if (mistakes.all().length > 0) return { kind: 'mistakes', mistakes: mistakes.all() };
  const grid: Grid = { layout, fromMs: firstMs, stepMs, steps };
  const hasErrors = at.errors >= 0 || at.status >= 0;
  const counted = countSteps(log, grid, { hasErrors, hasPods: at.pod >= 0, unnamed: check }, mistakes);
  if (mistakes.all().length > 0) return { kind: 'mistakes', mistakes: mistakes.all() };
  return {
    kind: 'history',
    history: {
      layout,
      fromMs: firstMs,
      stepMs,
      ...counted,
      labels: labelsOf(log, at.labelled >= 0 || at.delay >= 0),
      source: { file: source.file, rowCount: reading.rowCount, read: Object.fromEntries(Object.entries(names).filter(([, name]) => name !== '')), unused, zoneAssumed: log.zoneAssumed() },
    },
  };
}

function spanLength(atMs: Float64Array, everyMs: number | 'infer', mistakes: Mistakes): number {
  if (everyMs !== 'infer') return everyMs;
  const step = commonestStep(atMs);
  if (step.kind === 'unknown') mistakes.add(2, 'time', 'one span alone', 'at least two, or --every 5m to say how long it is');
  return step.kind === 'step' ? step.stepMs : Number.NaN;
}

interface Grid {
  readonly layout: History['layout'];
  readonly fromMs: number;
  readonly stepMs: number;
  readonly steps: number;
}

/** Adds the entries up by step, check and pod. The arrivals are those of the check that saw most requests: the others count some of the same. */
function countSteps(log: RowLog, grid: Grid, { hasErrors, hasPods, unnamed }: { readonly hasErrors: boolean; readonly hasPods: boolean; readonly unnamed: string }, mistakes: Mistakes): Pick<History, 'arrivals' | 'checks'> {
  const [atMs, requests, errors, check, pod, line] = [log.atMs, log.requests, log.errors, log.check.indices, log.pod.indices, log.line].map((column) => column.values());
  const checks = log.check.all.map((name) => newCheck(name === '' ? unnamed : name, grid, log.pod.all.length));
  const seen = newMarks(grid.layout === 'counts' ? grid.steps * checks.length * log.pod.all.length : 0);
  for (let index = 0; index < (atMs?.length ?? 0) && !mistakes.isEnough(); index += 1) {
    const offsetMs = (atMs?.[index] ?? 0) - grid.fromMs;
    const step = Math.floor(offsetMs / grid.stepMs);
    const [checkIndex, podIndex, lineNumber] = [check?.[index] ?? 0, pod?.[index] ?? 0, line?.[index] ?? 0];
    const counts = checks[checkIndex];
    if (counts === undefined) continue;
    if (grid.layout === 'counts') {
      const cell = (step * checks.length + checkIndex) * log.pod.all.length + podIndex;
      const beyondMs = offsetMs % grid.stepMs;
      if (beyondMs !== 0) mistakes.add(lineNumber, 'time', `a time ${beyondMs / 1_000} s after the last span began`, `spans of ${grid.stepMs / 1_000} s from the first time on, or --every with their length`);
      else if (seen.isSet(cell)) mistakes.add(lineNumber, '', 'the same span, check and pod for the second time', 'each once');
      seen.set(cell);
    }
    addTo(counts, { step, podIndex, requests: requests?.[index] ?? 0, errors: errors?.[index] ?? 0 });
  }
  const totals = checks.map(({ trials }) => sumOf(trials));
  const fullest = checks[totals.indexOf(Math.max(...totals))];
  return {
    arrivals: fullest?.trials ?? new Float64Array(0),
    checks: hasErrors ? checks.map(({ name, trials, events, pods }): CheckHistory => ({ name, trials, events, pods: hasPods ? pods : [] })) : [],
  };
}

interface CheckCounts {
  readonly name: string;
  readonly trials: Float64Array;
  readonly events: Float64Array;
  readonly pods: { trials: number; events: number }[];
}

function newCheck(name: string, { layout, steps }: Grid, pods: number): CheckCounts {
  // A step without a row is a hole among counts, and empty among requests.
  const empty = (): Float64Array => new Float64Array(steps).fill(layout === 'counts' ? Number.NaN : 0);
  return { name, trials: empty(), events: empty(), pods: Array.from({ length: pods }, () => ({ trials: 0, events: 0 })) };
}

function addTo({ trials, events, pods }: CheckCounts, { step, podIndex, requests, errors }: { readonly step: number; readonly podIndex: number; readonly requests: number; readonly errors: number }): void {
  const [before, failed] = [trials[step] ?? 0, events[step] ?? 0];
  trials[step] = (Number.isNaN(before) ? 0 : before) + requests;
  events[step] = (Number.isNaN(failed) ? 0 : failed) + errors;
  const pod = pods[podIndex];
  if (pod === undefined) return;
  pod.trials += requests;
  pod.events += errors;
}

function labelsOf(log: RowLog, isTold: boolean): LabelHistory {
  if (!isTold) return { kind: 'none' };
  return { kind: 'labels', delaysMs: log.delaysMs.values().slice(), waitingMs: log.unlabelledAtMs.values().map((atMs) => log.lastMs() - atMs) };
}

function newMarks(size: number): { readonly isSet: (index: number) => boolean; readonly set: (index: number) => void } {
  const bits = new Uint8Array(Math.ceil(size / 8));
  const bitOf = (index: number): number => 1 << (index % 8);
  const byteOf = (index: number): number => Math.floor(index / 8);
  return {
    isSet: (index) => ((bits[byteOf(index)] ?? 0) & bitOf(index)) !== 0,
    set: (index) => void (bits[byteOf(index)] = (bits[byteOf(index)] ?? 0) | bitOf(index)),
  };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += Number.isNaN(value) ? 0 : value;
  return sum;
}
