// Growth of a gauge: `5% per hour`.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const PPM_PER_PERCENT = 10_000;
const PER_HOUR = ' per hour';
/** Doubling every six minutes: what is faster needs no test. */
const GROWTH_MAX = 10;
export const GROWTH_PATTERN = `^${DECIMAL_PATTERN}% per hour$`;

/** Part of itself per hour: `5% per hour` is 0.05. Above 0, at most ten times. */
export function parseGrowth(text: string): Parsed<number> {
  if (!text.endsWith(PER_HOUR)) return refused('growth is said per hour');
  const quantity = splitUnit(text.slice(0, -PER_HOUR.length), 'growth', ['%']);
  if (quantity.kind === 'refused') return quantity;
  const growth = timesExactly(quantity.value.number, PPM_PER_PERCENT);
  if (growth.kind === 'refused') return refused('growth has at most four decimals');
  return growth.value > 0 && growth.value <= GROWTH_MAX * 1_000_000 ? parsed(growth.value / 1_000_000) : refused('growth is above 0% and at most 1000% per hour');
}

export function formatGrowth(ratioPerHour: number): string {
  return `${formatScaled(Math.round(ratioPerHour * 1_000_000), 4)}%${PER_HOUR}`;
}
