// Which part of the requests each segment has: a mix that shifts over the horizon, and one arm that may get another.
import type { Segment } from '../scenario/scenario.ts';

export interface Mix {
  /** Of each segment, in scenario order. */
  readonly shares: readonly number[];
  /** Places of the segments of each dimension: their shares add up to 1. */
  readonly dimensions: readonly (readonly number[])[];
}

export function segmentName({ dimension, value }: Segment): string {
  return `${dimension}=${value}`;
}

export function dimensionsOf(segments: readonly Segment[]): readonly (readonly number[])[] {
  const places = new Map<string, number[]>();
  segments.forEach(({ dimension }, index) => {
    const known = places.get(dimension);
    if (known === undefined) places.set(dimension, [index]);
    else known.push(index);
  });
  return [...places.values()];
}

export function shiftsOverTime(segments: readonly Segment[]): boolean {
  return segments.some(({ share, shareAtEnd }) => share !== shareAtEnd);
}

/** `progress`: part of the horizon that is over, 0..1. */
export function sharesAt(segments: readonly Segment[], progress: number): readonly number[] {
  return segments.map(({ share, shareAtEnd }) => share + (shareAtEnd - share) * progress);
}

/** One segment becomes `factor` times as common (at most everything); the others of its dimension shrink alike, or grow where it gets rarer. */
export function withSegment({ shares, dimensions }: Mix, place: number, factor: number): Mix {
  const before = shares[place] ?? 0;
  // The only value of its dimension is on every request, whoever gets it.
  if (before >= 1) return { shares, dimensions };
  const after = Math.min(1, before * factor);
  const dimension = dimensions.find((places) => places.includes(place)) ?? [];
  const others = (1 - after) / (1 - before);
  return { dimensions, shares: shares.map((share, index) => (index === place ? after : dimension.includes(index) ? share * others : share)) };
}
