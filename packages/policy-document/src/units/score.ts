// Values on the scale of a score, and the scale itself: `0.85`, `0 to 1`, `-1 to 1`. A score has no unit but its own.
import { parsed, refused, type Parsed } from '../parsed.ts';

export interface Scale {
  readonly low: number;
  readonly high: number;
}

const DECIMALS = 6;
const VALUE_MAX = 1_000_000;
const VALUE = `-?(?:0|[1-9][0-9]{0,6})(?:\\.[0-9]{1,${DECIMALS}})?`;
export const SCALE_PATTERN = `^${VALUE} to ${VALUE}$`;

/** Two values, the lower one first, each at most a million from 0, with at most six decimals. */
export function parseScale(text: string): Parsed<Scale> {
  const match = new RegExp(`^(${VALUE}) to (${VALUE})$`).exec(text);
  if (match === null) return refused('a range is written as two numbers with "to" between them');
  const [low, high] = [Number(match[1]), Number(match[2])];
  if (Math.abs(low) > VALUE_MAX || Math.abs(high) > VALUE_MAX) return refused('a range lies within -1000000 to 1000000');
  return low < high ? parsed({ low: low + 0, high: high + 0 }) : refused('a range begins with its lower end');
}

export function formatScale({ low, high }: Scale): string {
  return `${formatValue(low)} to ${formatValue(high)}`;
}

/** Whether `value` has no more decimals than are kept. */
export function isScoreValue(value: number): boolean {
  return Math.abs(value) <= VALUE_MAX && roundedValue(value) === value;
}

/** `value` where `low` is 0 and `high` is 1. */
export function toUnitScale(value: number, { low, high }: Scale): number {
  return (value - low) / (high - low);
}

/** The value with at most six decimals behind `ratio` of the scale. */
export function fromUnitScale(ratio: number, { low, high }: Scale): number {
  return roundedValue(low + ratio * (high - low));
}

function roundedValue(value: number): number {
  // No negative zero.
  return Number(value.toFixed(DECIMALS)) + 0;
}

function formatValue(value: number): string {
  return value.toFixed(DECIMALS).replace(/\.?0+$/, '');
}
