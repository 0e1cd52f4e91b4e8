// A row as a list of values in fixed columns: what a shard writes, short and exact.
import type { RunRow } from './claim.ts';

const OUTCOMES: readonly RunRow['outcome'][] = ['promoted', 'rolled-back', 'halted', 'superseded', 'expired', 'open'];
const TIMES = ['decidedAtMs', 'outAtMs', 'askedAtMs', 'endedAtMs', 'promotedAtMs', 'firstTrafficAtMs', 'haltedAtMs', 'askedAfterPromotionAtMs'] as const;
const NUMBERS = ['excess', 'excessInTrial', 'bad', 'weightMaxPpm', 'looks'] as const;

export const ROW_COLUMNS: readonly (keyof RunRow)[] = ['run', 'outcome', ...TIMES, ...NUMBERS];

type Code = number | 'never' | RunRow['outcome'];
export type RowCode = readonly Code[];

export function encodeRow(row: RunRow): RowCode {
  return ROW_COLUMNS.map((column) => row[column]);
}

/** Rows come from files of other jobs. */
export function isRowCode(value: unknown): value is RowCode {
  if (!Array.isArray(value) || value.length !== ROW_COLUMNS.length) return false;
  const cells: readonly unknown[] = value;
  return ROW_COLUMNS.every((column, at) => {
    const cell = cells[at];
    if (column === 'outcome') return OUTCOMES.some((outcome) => outcome === cell);
    return (typeof cell === 'number' && Number.isFinite(cell)) || (cell === 'never' && TIMES.some((time) => time === column));
  });
}

export function decodeRow(code: RowCode): RunRow {
  const at = (column: keyof RunRow): Code => code[ROW_COLUMNS.indexOf(column)] ?? 'never';
  const time = (column: (typeof TIMES)[number]): number | 'never' => {
    const value = at(column);
    return typeof value === 'number' ? value : 'never';
  };
  const number = (column: 'run' | (typeof NUMBERS)[number]): number => Number(at(column));
  return {
    run: number('run'),
    outcome: OUTCOMES.find((outcome) => outcome === at('outcome')) ?? 'open',
    decidedAtMs: time('decidedAtMs'),
    outAtMs: time('outAtMs'),
    askedAtMs: time('askedAtMs'),
    endedAtMs: time('endedAtMs'),
    promotedAtMs: time('promotedAtMs'),
    firstTrafficAtMs: time('firstTrafficAtMs'),
    haltedAtMs: time('haltedAtMs'),
    askedAfterPromotionAtMs: time('askedAfterPromotionAtMs'),
    excess: number('excess'),
    excessInTrial: number('excessInTrial'),
    bad: number('bad'),
    weightMaxPpm: number('weightMaxPpm'),
    looks: number('looks'),
  };
}
