// Round values along an axis.
import type { Extent } from './scale.ts';

/** Multiples of 1, 2 or 5 times a power of ten inside `extent`, about `count` of them (after Heckbert 1990, Graphics Gems, "Nice numbers for graph labels"). */
export function niceTicks(extent: Extent, count: number): readonly number[] {
  const step = niceStep((extent.to - extent.from) / Math.max(1, count));
  const first = Math.ceil(extent.from / step - 1e-9);
  const last = Math.floor(extent.to / step + 1e-9);
  // Dividing by the inverse keeps decimals short where the step is a fraction (0.3, not 0.30000000000000004).
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (step < 1 ? (first + k) / (1 / step) : (first + k) * step));
}

/** The smallest tick at or above `value`, which is not negative. */
export function niceCeiling(value: number, count: number): number {
  const step = niceStep(value / Math.max(1, count));
  return Math.max(0, Math.ceil(value / step - 1e-9) * step);
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = powerOfTen(Math.floor(Math.log10(rough)));
  const mantissa = rough / power;
  return (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * power;
}

/** Powers of ten inside `extent`, thinned to at most `count`. */
export function logTicks(extent: Extent, count: number): readonly number[] {
  const first = Math.ceil(Math.log10(extent.from) - 1e-9);
  const last = Math.floor(Math.log10(extent.to) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / count));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, k) => powerOfTen(first + k * step));
}

/** Exact where a power of ten can be. */
function powerOfTen(exponent: number): number {
  return Number(`1e${String(exponent)}`);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS: readonly number[] = [
  ...[100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 56].map((n) => n * DAY),
];

/** Elapsed times from 0 up to `durationMs` in steps that people count in, at most `count` after the zero. */
export function elapsedTicks(durationMs: number, count: number): readonly number[] {
  const step = TIME_STEPS.find((candidate) => durationMs / candidate <= count) ?? Math.ceil(durationMs / count / DAY) * DAY;
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, k) => k * step);
}
