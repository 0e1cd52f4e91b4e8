// Factors: `2x`, `1.25x`. At most four decimals.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const PARTS = 10_000;
/** What is larger is a slip: nothing is tested against a thousandfold margin. */
export const FACTOR_MAX = 1_000;
export const FACTOR_PATTERN = `^${DECIMAL_PATTERN}x$`;

export function parseFactor(text: string): Parsed<number> {
  const quantity = splitUnit(text, 'a factor', ['x']);
  if (quantity.kind === 'refused') return quantity;
  const parts = timesExactly(quantity.value.number, PARTS);
  if (parts.kind === 'refused') return refused('a factor has at most four decimals');
  return parts.value <= FACTOR_MAX * PARTS ? parsed(parts.value / PARTS) : refused(`a factor is at most ${FACTOR_MAX}x`);
}

export function formatFactor(factor: number): string {
  return `${formatScaled(Math.round(factor * PARTS), 4)}x`;
}
