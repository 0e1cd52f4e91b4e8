// Percentage points: `1 point`, `0.5 points`. The difference of two shares, not a share of one.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const PPM_PER_POINT = 10_000;
export const POINTS_PATTERN = `^${DECIMAL_PATTERN} points?$`;

/** The difference as a ratio: `1 point` is 0.01. From 0 to 100 points, at most four decimals. */
export function parsePoints(text: string): Parsed<number> {
  const quantity = splitUnit(text, 'a difference in points', [' point', ' points']);
  if (quantity.kind === 'refused') return quantity;
  const difference = timesExactly(quantity.value.number, PPM_PER_POINT);
  if (difference.kind === 'refused') return refused('points have at most four decimals');
  return difference.value <= 1_000_000 ? parsed(difference.value / 1_000_000) : refused('there are only 100 points');
}

export function formatPoints(ratio: number): string {
  const differencePpm = Math.round(ratio * 1_000_000);
  return `${formatScaled(differencePpm, 4)} ${differencePpm === PPM_PER_POINT ? 'point' : 'points'}`;
}
