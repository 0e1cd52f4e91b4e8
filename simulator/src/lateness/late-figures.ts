// Many releases under a late schedule in a few figures, and the table that compares the ways to drive them.
import { count, duration, percentOfRatio } from '@rampart/report';
import { exactUpperBound } from '../claims/clopper-pearson.ts';
import { seenQuantile } from '../claims/quantile-bound.ts';
import type { DrivenBy, LateRelease } from './late-release.ts';

export interface LateFigures {
  readonly candidate: string;
  readonly mode: DrivenBy;
  readonly runs: number;
  /** Releases with more bad requests than were promised, and the share of them that is surely not exceeded (99 %, one-sided; Clopper-Pearson). */
  readonly broken: number;
  readonly brokenRatioMax: number;
  readonly bad: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly caughtAfterMs: { readonly p50: number | 'never'; readonly p95: number | 'never' };
  readonly promoted: number;
  /** Of a release, on average. */
  readonly jobs: number;
  readonly jobMinutes: number;
}

const ALPHA = 0.01;

export function lateFigures(candidate: string, mode: DrivenBy, rows: readonly LateRelease[]): LateFigures {
  const runs = rows.length;
  const broken = rows.filter(({ isBroken }) => isBroken).length;
  const bad = rows.map((row) => Math.max(0, row.bad));
  const caught = rows.map(({ caughtAfterMs }) => caughtAfterMs);
  return {
    candidate,
    mode,
    runs,
    broken,
    brokenRatioMax: exactUpperBound({ runs, broken }, ALPHA),
    bad: { p50: quantile(bad, 0.5), p99: quantile(bad, 0.99), max: quantile(bad, 1) },
    caughtAfterMs: { p50: seenQuantile(caught, 0.5), p95: seenQuantile(caught, 0.95) },
    promoted: rows.filter(({ isPromoted }) => isPromoted).length,
    jobs: mean(rows.map(({ jobs }) => jobs.count)),
    jobMinutes: mean(rows.map(({ jobs }) => jobs.minutes)),
  };
}

function quantile(values: readonly number[], q: number): number {
  const value = seenQuantile(values, q);
  return value === 'never' ? 0 : value;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

export function renderLateness(figures: readonly LateFigures[]): string {
  const rows = [HEAD, ...figures.map((row, index) => cellsOf(row, row.candidate !== figures[index - 1]?.candidate))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  return rows.map((cells) => ` ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd()).join('\n');
}

const HEAD = ['candidate', 'mode', 'over the promise', 'sure (99 %)', 'bad p50', 'p99', 'max', 'caught p50', 'p95', 'promoted', 'jobs', 'job minutes'];

function cellsOf({ candidate, mode, runs, broken, brokenRatioMax, bad, caughtAfterMs, promoted, jobs, jobMinutes }: LateFigures, isFirst: boolean): readonly string[] {
  return [
    isFirst ? candidate : '',
    mode,
    `${count(broken)} of ${count(runs)}`,
    `under ${percentOfRatio(brokenRatioMax)}`,
    amount(bad.p50),
    amount(bad.p99),
    amount(bad.max),
    time(caughtAfterMs.p50),
    time(caughtAfterMs.p95),
    percentOfRatio(runs === 0 ? 0 : promoted / runs),
    count(Math.round(jobs)),
    count(Math.round(jobMinutes)),
  ];
}

/** Rounded up: harm never looks smaller than it is. */
function amount(value: number): string {
  return count(Math.ceil(value - 1e-9));
}

function time(at: number | 'never'): string {
  return at === 'never' ? 'never' : duration(at);
}
