// The rows of an export as columns of numbers, in the order in which they came. Rows of one second, check and pod that follow each other are one entry.
import { COUNT_ACCEPTED, parseAmount, parseCount } from '../csv/number-cell.ts';
import { INSTANT_ACCEPTED, parseInstant } from '../csv/instant.ts';
import { quoted, type Mistakes } from '../csv/table-mistake.ts';
import type { TableRow } from '../csv/table.ts';
import { growingColumn, type GrowingColumn } from './growing-column.ts';
import type { HistoryColumn } from './history-columns.ts';

export interface RowLog {
  readonly take: (row: TableRow<HistoryColumn>, mistakes: Mistakes) => void;
  readonly atMs: GrowingColumn;
  readonly requests: GrowingColumn;
  readonly errors: GrowingColumn;
  readonly check: Names;
  readonly pod: Names;
  readonly line: GrowingColumn;
  /** Of requests whose label came, in milliseconds; of others, when they came. */
  readonly delaysMs: GrowingColumn;
  readonly unlabelledAtMs: GrowingColumn;
  readonly lastMs: () => number;
  readonly zoneAssumed: () => boolean;
}

interface Names {
  readonly indices: GrowingColumn;
  readonly all: readonly string[];
}

const SECOND_MS = 1_000;
const CHECKS_MAX = 100;
const PODS_MAX = 1_000;

export function newRowLog(): RowLog {
  const [atMs, requests, errors, line, delaysMs, unlabelledAtMs] = [growingColumn(), growingColumn(), growingColumn(), growingColumn(), growingColumn(), growingColumn()];
  const [checks, pods] = [newNames(CHECKS_MAX), newNames(PODS_MAX)];
  let firstMs = -1;
  let lastMs = 0;
  let zoneAssumed = false;
  let [entryAtMs, entryCheck, entryPod] = [-1, -1, -1];
  const take: RowLog['take'] = (row, mistakes) => {
    const { cells, at } = row;
    const wrong = (key: HistoryColumn, accepted: string): void => mistakes.add(row.line, row.names[key] === '' ? key : row.names[key], quoted(cells[at[key]] ?? ''), accepted);
    const time = parseInstant(cells[at.time] ?? '');
    if (time.kind === 'refused') return wrong('time', INSTANT_ACCEPTED);
    zoneAssumed ||= !time.hasZone;
    if (firstMs < 0) firstMs = time.atMs;
    lastMs = Math.max(lastMs, time.atMs);
    const isCounted = at.requests >= 0;
    const count = isCounted ? parseCount(cells[at.requests] ?? '') : 1;
    if (Number.isNaN(count)) return wrong('requests', 'a whole number of requests, e.g. 120');
    const failed = failedOf(row, wrong);
    if (Number.isNaN(failed)) return;
    if (failed > count) return wrong('errors', `at most the ${count} requests of the row`);
    const [check, pod] = [checks.indexOf(cells[at.check] ?? ''), pods.indexOf(cells[at.pod] ?? '')];
    if (check < 0) return wrong('check', `at most ${CHECKS_MAX} different checks`);
    if (pod < 0) return wrong('pod', `at most ${PODS_MAX} different pods`);
    if (!takeLabel(row, time.atMs, wrong)) return;
    // Seconds are counted from the first request on.
    const entry = isCounted ? time.atMs : firstMs + Math.floor((time.atMs - firstMs) / SECOND_MS) * SECOND_MS;
    if (!isCounted && entry === entryAtMs && check === entryCheck && pod === entryPod) {
      requests.addToLast(count);
      errors.addToLast(failed);
      return;
    }
    [entryAtMs, entryCheck, entryPod] = [entry, check, pod];
    atMs.push(entry);
    requests.push(count);
    errors.push(failed);
    checks.indices.push(check);
    pods.indices.push(pod);
    line.push(row.line);
  };
  /** False after a mistake. */
  const takeLabel = ({ cells, at }: TableRow<HistoryColumn>, requestMs: number, wrong: (key: HistoryColumn, accepted: string) => void): boolean => {
    const [key, cell] = at.delay >= 0 ? (['delay', cells[at.delay] ?? ''] as const) : (['labelled', cells[at.labelled] ?? ''] as const);
    if (at[key] < 0) return true;
    if (cell === '') {
      unlabelledAtMs.push(requestMs);
      return true;
    }
    const delayMs = key === 'delay' ? parseAmount(cell) * SECOND_MS : delayUntil(cell, requestMs);
    if (Number.isNaN(delayMs) || delayMs < 0) {
      wrong(key, key === 'delay' ? 'seconds, e.g. 3600, or nothing' : `${INSTANT_ACCEPTED}, not before the request, or nothing`);
      return false;
    }
    lastMs = Math.max(lastMs, requestMs + delayMs);
    delaysMs.push(delayMs);
    return true;
  };
  return { take, atMs, requests, errors, check: checks, pod: pods, line, delaysMs, unlabelledAtMs, lastMs: () => lastMs, zoneAssumed: () => zoneAssumed };
}

/** How many of the row's requests failed; NaN after a mistake. */
function failedOf({ cells, at }: TableRow<HistoryColumn>, wrong: (key: HistoryColumn, accepted: string) => void): number {
  if (at.errors >= 0) {
    const cell = (cells[at.errors] ?? '').toLowerCase();
    const failed = cell === 'true' ? 1 : cell === 'false' ? 0 : parseCount(cell);
    if (Number.isNaN(failed)) wrong('errors', `${COUNT_ACCEPTED}, or true or false`);
    return failed;
  }
  if (at.status < 0) return 0;
  const status = parseCount(cells[at.status] ?? '');
  if (status >= 100 && status <= 599 && at.requests < 0) return status >= 500 ? 1 : 0;
  wrong('status', at.requests < 0 ? 'an HTTP status from 100 to 599' : 'a column of errors (--errors) where a row counts several requests');
  return Number.NaN;
}

function delayUntil(cell: string, requestMs: number): number {
  const label = parseInstant(cell);
  return label.kind === 'instant' ? label.atMs - requestMs : Number.NaN;
}

function newNames(max: number): Names & { readonly indexOf: (name: string) => number } {
  const indices = growingColumn();
  const known = new Map<string, number>();
  const all: string[] = [];
  const indexOf = (name: string): number => {
    const index = known.get(name);
    if (index !== undefined) return index;
    if (all.length === max) return -1;
    known.set(name, all.length);
    all.push(name);
    return all.length - 1;
  };
  return { indices, all, indexOf };
}
