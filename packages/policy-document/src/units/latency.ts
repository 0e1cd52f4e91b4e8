// Response times: `80ms`, `0.5ms`, `1.2s`, `2m`. Unlike a duration, down to a microsecond.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const MICROSECONDS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['ms', 1_000],
  ['s', 1_000_000],
  ['m', 60_000_000],
]);
const LATENCY_MS_MAX = 3_600_000;
export const LATENCY_PATTERN = `^${DECIMAL_PATTERN}(?:ms|s|m)$`;

/** Milliseconds, above 0, at most an hour, with at most three decimals. */
export function parseLatency(text: string): Parsed<number> {
  const quantity = splitUnit(text, 'a response time', [...MICROSECONDS_PER_UNIT.keys()]);
  if (quantity.kind === 'refused') return quantity;
  const microseconds = timesExactly(quantity.value.number, MICROSECONDS_PER_UNIT.get(quantity.value.unit) ?? 1);
  if (microseconds.kind === 'refused') return refused('a response time is a whole number of microseconds');
  if (microseconds.value === 0) return refused('a response time is more than 0');
  return microseconds.value <= LATENCY_MS_MAX * 1_000 ? parsed(microseconds.value / 1_000) : refused('a response time is at most 60m');
}

export function formatLatency(latencyMs: number): string {
  const microseconds = Math.round(latencyMs * 1_000);
  return microseconds % 1_000_000 === 0 ? `${microseconds / 1_000_000}s` : `${formatScaled(microseconds, 3)}ms`;
}
