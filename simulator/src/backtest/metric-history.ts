// Counts of past releases as an export of the metrics has them: per span, arm and check, perhaps per slice, perhaps with the weight that was in force.
import type { ArmCounts } from '@rampart/rollout-policy';
import { parseAmount } from '../fit/csv/number-cell.ts';
import { INSTANT_ACCEPTED, parseInstant } from '../fit/csv/instant.ts';
import { newMistakes, quoted, type TableMistake } from '../fit/csv/table-mistake.ts';
import { readTable, type ColumnWanted, type CsvSource } from '../fit/csv/table.ts';
import { commonestStep } from '../fit/history/step-length.ts';
import { parseWeight } from './weight-cell.ts';

export type MetricColumn = 'time' | 'arm' | 'version' | 'check' | 'requests' | 'events' | 'slice' | 'weight';

export interface MetricHistory {
  readonly file: string;
  readonly stepMs: number;
  /** Whether rows name the arm, or the version that answered. */
  readonly armsBy: 'arm' | 'version';
  readonly hasWeights: boolean;
  readonly zoneAssumed: boolean;
  /** By the beginning of their span. */
  readonly spans: ReadonlyMap<number, readonly MetricRow[]>;
}

export interface MetricRow extends ArmCounts {
  /** `stable`, `candidate`, or a version. */
  readonly arm: string;
  readonly check: string;
  /** Name of the cell: `all`, or as `region=west`. */
  readonly cell: string;
  /** Candidate's share of the traffic, 0..1; -1 where the row does not say. */
  readonly weight: number;
}

export type MetricHistoryReading = { readonly kind: 'history'; readonly history: MetricHistory } | { readonly kind: 'mistakes'; readonly mistakes: readonly TableMistake[] };

/** Usual names in lower case. */
export const METRIC_COLUMNS: Readonly<Record<MetricColumn, { readonly usual: readonly string[]; readonly does: string }>> = {
  time: { usual: ['time', 'timestamp', 'ts', 'at'], does: 'when the span began' },
  arm: { usual: ['arm', 'role'], does: 'stable or candidate (baseline and canary are understood)' },
  version: { usual: ['version', 'model_version'], does: 'the version that answered, where there is no arm; the releases say which is which' },
  check: { usual: ['check', 'signal'], does: 'which check the row is about; without it, the only one of the policy' },
  requests: { usual: ['requests', 'request_count', 'trials', 'total', 'count'], does: 'requests, or what else the check counts' },
  events: { usual: ['events', 'errors', 'failed', 'failures'], does: 'the bad ones among them' },
  slice: { usual: ['slice', 'cell', 'segment'], does: 'a part of them, e.g. region=west, or le=0.25 for times; empty for all' },
  weight: { usual: ['weight', 'candidate_weight', 'canary_weight'], does: 'share of the traffic on the candidate, 5% or 0.05; without it, it is inferred from the requests' },
};

const ARMS: ReadonlyMap<string, string> = new Map([['stable', 'stable'], ['baseline', 'stable'], ['candidate', 'candidate'], ['canary', 'candidate']]);
const ROWS_PER_SPAN_MAX = 5_000;
const CELL = /^[A-Za-z_][A-Za-z0-9_.:-]{0,99}=[^\n]{1,200}$/;

/** `everyMs`: the length of the spans. `only`: what the check is called where no column says so. */
export function readMetricHistory(source: CsvSource, { columns, everyMs, only }: { readonly columns: Readonly<Partial<Record<MetricColumn, string>>>; readonly everyMs: number | 'infer'; readonly only: string }): MetricHistoryReading {
  const rows: (MetricRow & { readonly fromMs: number; readonly line: number })[] = [];
  let zoneAssumed = false;
  const reading = readTable(source, wantedFrom(columns), ({ line, cells, at, names }, mistakes) => {
    const cell = (key: MetricColumn): string => cells[at[key]] ?? '';
    const wrong = (key: MetricColumn, accepted: string): void => mistakes.add(line, names[key], quoted(cell(key)), accepted);
    const time = parseInstant(cell('time'));
    const [trials, events] = [parseAmount(cell('requests')), parseAmount(cell('events'))];
    const arm = at.arm >= 0 ? (ARMS.get(cell('arm').toLowerCase()) ?? '') : cell('version');
    const weight = cell('weight') === '' ? -1 : parseWeight(cell('weight'));
    if (time.kind === 'refused') wrong('time', INSTANT_ACCEPTED);
    if (Number.isNaN(trials)) wrong('requests', 'a number, e.g. 120');
    if (Number.isNaN(events)) wrong('events', 'a number, e.g. 2');
    if (arm === '' && (at.arm >= 0 || at.version >= 0)) wrong(at.arm >= 0 ? 'arm' : 'version', at.arm >= 0 ? 'stable or candidate' : 'a version');
    if (Number.isNaN(weight)) wrong('weight', 'a share, e.g. 5% or 0.05');
    if (cell('slice') !== '' && cell('slice') !== 'all' && !CELL.test(cell('slice'))) wrong('slice', 'nothing, or dimension=value, e.g. region=west');
    if (time.kind === 'refused') return;
    zoneAssumed ||= !time.hasZone;
    rows.push({ fromMs: time.atMs, line, arm, check: cell('check') === '' ? only : cell('check'), cell: cell('slice') === '' ? 'all' : cell('slice'), trials, events, weight });
  });
  if (reading.kind === 'mistakes') return reading;
  const { at } = reading.columns;
  const mistakes = newMistakes(source.file);
  if (at.arm < 0 && at.version < 0) mistakes.add(1, '', 'neither an arm nor a version', 'a column named arm or version; or --arm COLUMN or --version-column COLUMN');
  if (at.check < 0 && only === '') mistakes.add(1, 'check', 'no column of it', 'a column that says which check a row is about, because the policy has several');
  const step = everyMs === 'infer' ? commonestStep(Float64Array.from(rows, ({ fromMs }) => fromMs)) : ({ kind: 'step', stepMs: everyMs } as const);
  if (step.kind === 'unknown') mistakes.add(2, 'time', 'one span alone', 'at least two, or --every 1m');
  if (mistakes.all().length > 0 || step.kind === 'unknown') return { kind: 'mistakes', mistakes: mistakes.all() };
  const spans = new Map<number, MetricRow[]>();
  for (const { fromMs, line, ...row } of rows) {
    const there = spans.get(fromMs);
    if (there === undefined) spans.set(fromMs, [row]);
    else if (there.some(({ arm, check, cell }) => arm === row.arm && check === row.check && cell === row.cell)) mistakes.add(line, '', 'the same span, arm, check and slice for the second time', 'each once');
    else if (there.length === ROWS_PER_SPAN_MAX) mistakes.add(line, '', `more than ${ROWS_PER_SPAN_MAX} rows of one span`, 'fewer checks and slices, or times that differ');
    else there.push(row);
    if (mistakes.isEnough()) break;
  }
  const overlap = overlapOf([...spans.keys()].sort((a, b) => a - b), step.stepMs);
  if (overlap >= 0) mistakes.add(rows.find(({ fromMs }) => fromMs === overlap)?.line ?? 1, 'time', `a span that begins before the ${step.stepMs / 1_000} s of the one before it are over`, 'spans that follow each other, or --every with their length');
  if (mistakes.all().length > 0) return { kind: 'mistakes', mistakes: mistakes.all() };
  return { kind: 'history', history: { file: source.file, stepMs: step.stepMs, armsBy: at.arm >= 0 ? 'arm' : 'version', hasWeights: at.weight >= 0, zoneAssumed, spans } };
}

/** The first time that is nearer than a step to the one before it; -1 without one. */
function overlapOf(sorted: readonly number[], stepMs: number): number {
  return sorted.find((fromMs, index) => index > 0 && fromMs - (sorted[index - 1] ?? 0) < stepMs) ?? -1;
}

function wantedFrom(named: Readonly<Partial<Record<MetricColumn, string>>>): Readonly<Record<MetricColumn, ColumnWanted>> {
  const column = (key: MetricColumn, isRequired = false): ColumnWanted => ({ named: named[key] ?? '', usual: METRIC_COLUMNS[key].usual, isRequired, option: `--${key === 'version' ? 'version-column' : key}` });
  return { time: column('time', true), arm: column('arm'), version: column('version'), check: column('check'), requests: column('requests', true), events: column('events', true), slice: column('slice'), weight: column('weight') };
}
