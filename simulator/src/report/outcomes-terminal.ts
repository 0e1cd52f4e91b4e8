// What became of many releases, as a table on a terminal or in a log.
import { count, duration, percentOfRatio } from '@rampart/report';
import type { OutcomeFigures } from '../outcomes/outcome-figures.ts';

export interface OutcomeRow {
  /** `equal`, `worst: 3x`. */
  readonly candidate: string;
  readonly figures: OutcomeFigures;
}

export function renderOutcomes(rows: readonly OutcomeRow[]): string {
  const columns = hasUsers(rows) ? COLUMNS : COLUMNS.filter(({ ofUsers }) => ofUsers !== true);
  const all = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  return all.map((cells) => ` ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd()).join('\n');
}

export function outcomesLegend(rows: readonly OutcomeRow[]): string {
  const users = hasUsers(rows) ? ' users: people who met one.' : '';
  return `bad: bad requests beyond what stable would have had.${users} share: part of all requests that the candidate answered. asked: a person was needed at some time, whatever came of it.`;
}

/** Most traffic is of requests; users are told apart only where the scenario has some. */
function hasUsers(rows: readonly OutcomeRow[]): boolean {
  return rows.some(({ figures }) => figures.usersHarmed.max > 0);
}

interface Column {
  readonly head: string;
  readonly cell: (row: OutcomeRow) => string;
  readonly ofUsers?: true;
}

const COLUMNS: readonly Column[] = [
  { head: 'candidate', cell: ({ candidate }) => candidate },
  { head: 'releases', cell: ({ figures }) => count(figures.runs) },
  { head: 'promoted', cell: ({ figures }) => part(figures.promoted, figures) },
  { head: 'sent back', cell: ({ figures }) => part(figures.sentBack, figures) },
  { head: 'open', cell: ({ figures }) => part(figures.open, figures) },
  { head: 'asked', cell: ({ figures }) => part(figures.asked, figures) },
  { head: 'decided p50', cell: ({ figures }) => time(figures.decidedMs.p50) },
  { head: 'p95', cell: ({ figures }) => time(figures.decidedMs.p95) },
  { head: 'bad p50', cell: ({ figures }) => amount(figures.bad.p50) },
  { head: 'p99', cell: ({ figures }) => amount(figures.bad.p99) },
  { head: 'max', cell: ({ figures }) => amount(figures.bad.max) },
  { head: 'users p50', cell: ({ figures }) => amount(figures.usersHarmed.p50), ofUsers: true },
  { head: 'p99', cell: ({ figures }) => amount(figures.usersHarmed.p99), ofUsers: true },
  { head: 'share', cell: ({ figures }) => percentOfRatio(figures.share.mean) },
];

function part(many: number, { runs }: OutcomeFigures): string {
  return runs === 0 ? '-' : percentOfRatio(many / runs);
}

function time(at: number | 'never'): string {
  return at === 'never' ? 'never' : duration(at);
}

/** Rounded up: harm never looks smaller than it is. */
function amount(value: number): string {
  return count(Math.ceil(value - 1e-9));
}
