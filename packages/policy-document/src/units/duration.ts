// Durations: `30s`, `10m`, `2h`, `3d`, and `ms` for short ones. One unit; decimals where they come out at whole milliseconds.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const MS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);
const UNITS: readonly string[] = [...MS_PER_UNIT.keys()];
/** Ten years: what is longer is a slip. */
export const DURATION_MS_MAX = 3_650 * 86_400_000;
export const DURATION_PATTERN = `^${DECIMAL_PATTERN}(?:ms|s|m|h|d)$`;

/** Milliseconds, a whole number from 0 to ten years. */
export function parseDuration(text: string): Parsed<number> {
  const quantity = splitUnit(text, 'a duration', UNITS);
  if (quantity.kind === 'refused') return quantity;
  const durationMs = timesExactly(quantity.value.number, MS_PER_UNIT.get(quantity.value.unit) ?? 1);
  if (durationMs.kind === 'refused') return refused('a duration is a whole number of milliseconds');
  return durationMs.value <= DURATION_MS_MAX ? parsed(durationMs.value) : refused('a duration is at most 3650d');
}

/** The shortest exact form: the largest unit of which `durationMs` is a whole number. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return '0s';
  const [unit = 'ms', msPerUnit = 1] = [...MS_PER_UNIT].findLast(([, size]) => durationMs % size === 0) ?? [];
  return `${durationMs / msPerUnit}${unit}`;
}
