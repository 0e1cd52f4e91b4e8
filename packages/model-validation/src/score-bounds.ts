// One-sided confidence bounds for shares (right answers among n), so that luck in a small sample is not taken for quality.
//
// Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22:209-212.
// Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17:873-890, method 10;
// with a factor on one share it is MOVER: Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27:1693-1702.

export interface Share {
  /** In [0, 1]. */
  readonly ratio: number;
  /** At least 1. */
  readonly count: number;
}

/** The levels that can be asked for, with the normal quantile of each. */
export const sureLevels = [
  { text: '90%', z: 1.2815515655446004 },
  { text: '95%', z: 1.6448536269514722 },
  { text: '97.5%', z: 1.959963984540054 },
  { text: '99%', z: 2.3263478740408408 },
  { text: '99.9%', z: 3.090232306167813 },
] as const;

export type SureLevel = (typeof sureLevels)[number];

/** The share is at least this, at the level of `z`. */
export function shareMin({ ratio, count }: Share, z: number): number {
  return Math.max(0, center(ratio, count, z) - halfWidth(ratio, count, z));
}

/** The share is at most this, at the level of `z`. */
export function shareMax({ ratio, count }: Share, z: number): number {
  return Math.min(1, center(ratio, count, z) + halfWidth(ratio, count, z));
}

/**
 * `factor * minuend - subtrahend` is at most this, at the level of `z`. The samples count as independent; when both shares come from the same
 * examples, as reports on one held-out set do, the true bound is lower and this one errs to the careful side.
 */
export function differenceMax(minuend: Share, subtrahend: Share, z: number, factor = 1): number {
  const above = factor * (shareMax(minuend, z) - minuend.ratio);
  const below = subtrahend.ratio - shareMin(subtrahend, z);
  return factor * minuend.ratio - subtrahend.ratio + Math.sqrt(above * above + below * below);
}

function center(ratio: number, count: number, z: number): number {
  return (ratio + (z * z) / (2 * count)) / (1 + (z * z) / count);
}

function halfWidth(ratio: number, count: number, z: number): number {
  return (z * Math.sqrt((ratio * (1 - ratio)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
}
