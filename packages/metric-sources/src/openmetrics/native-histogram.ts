// Native (exponential) histograms: bucket `i` of schema `s` holds what is over b^(i-1) and at most b^i, with b = 2^(2^-s). Bounds of a coarser
// schema are bounds of every finer one, so histograms of different schemas meet at the coarser.
// https://github.com/prometheus/docs/blob/main/docs/specs/native_histograms.md

export interface NativeHistogram {
  /** From -4 (a bucket spans a factor of 65,536) to 8 (0.27 %). */
  readonly schema: number;
  /** The zero bucket holds everything from minus this to this. */
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  /** How many were under the zero bucket. */
  readonly negativeCount: number;
  /** Index and count of each bucket over the zero bucket, indexes ascending. */
  readonly buckets: readonly (readonly [index: number, count: number])[];
}

/**
 * The finest schema that is kept: bounds are 9 % apart. Finer ones would cost more than they tell: a quantile moves by more than that between two
 * minutes, and every bound is a cell of the evidence.
 */
export const FINEST_SCHEMA = 3;
const SCHEMA_MIN = -4;
const SCHEMA_MAX = 8;
/** Indexes of all numbers that a double can hold, at schema 8. */
const INDEX_MAX = 1100 * 2 ** SCHEMA_MAX;

/** Why this cannot be counted, or nothing. `count` is what the histogram says that it counted in all. */
export function nativeTrouble({ schema, zeroThreshold, zeroCount, negativeCount, buckets }: NativeHistogram, count: number): string {
  if (!Number.isInteger(schema) || schema < SCHEMA_MIN || schema > SCHEMA_MAX) return `has the schema ${String(schema)}; schemas from ${String(SCHEMA_MIN)} to ${String(SCHEMA_MAX)} are read`;
  if (!Number.isFinite(zeroThreshold) || zeroThreshold < 0) return `has the zero threshold ${String(zeroThreshold)}`;
  if (negativeCount !== 0) return 'has values under zero';
  const broken = [zeroCount, ...buckets.map(([, each]) => each)].find((each) => !Number.isSafeInteger(each) || each < 0);
  if (broken !== undefined) return `has a bucket of ${String(broken)}, which is no count`;
  if (buckets.some(([index]) => Math.abs(index) > INDEX_MAX)) return 'has a bucket beyond all numbers';
  const sum = buckets.reduce((total, [, each]) => total + each, zeroCount);
  return sum === count ? '' : `counts ${String(count)} in all and ${String(sum)} in its buckets: the rest is not a number`;
}

/** The same counts in the wider buckets of `schema`, which is at most the histogram's own. */
export function coarsened(histogram: NativeHistogram, schema: number): NativeHistogram {
  if (histogram.schema <= schema) return histogram;
  const width = 2 ** (histogram.schema - schema);
  const counts = new Map<number, number>();
  for (const [index, count] of histogram.buckets) {
    const wider = Math.ceil(index / width);
    counts.set(wider, (counts.get(wider) ?? 0) + count);
  }
  return { ...histogram, schema, buckets: [...counts] };
}

/** Powers of 2^(1/8), rounded to the nearest double: tables instead of a power function, so that every platform names its bounds alike. */
const EIGHTHS = [1, 1.0905077326652577, 1.189207115002721, 1.2968395546510096, 1.4142135623730951, 1.5422108254079407, 1.681792830507429, 1.8340080864093424] as const;

/** The upper bound of a bucket. `schema` is at most FINEST_SCHEMA; beyond what a double can hold it is infinite. */
export function boundAt(schema: number, index: number): number {
  if (schema <= 0) return 2 ** (index * 2 ** -schema);
  const parts = 2 ** schema;
  const whole = Math.floor(index / parts);
  return (EIGHTHS[(index - whole * parts) * 2 ** (FINEST_SCHEMA - schema)] ?? 1) * 2 ** whole;
}

/** The first bucket whose bound is at or over `value`, which is positive. */
export function indexAtOrOver(schema: number, value: number): number {
  let index = Math.ceil(Math.log2(value) * 2 ** schema) - 1;
  while (boundAt(schema, index) < value) index += 1;
  return index;
}

/** How many were at most `boundAt(schema, index)`, for bounds at or over the zero threshold and schemas at most the histogram's own. */
export function countedUpTo(histogram: NativeHistogram, schema: number): (index: number) => number {
  const { buckets, zeroCount } = coarsened(histogram, schema);
  return (index) => buckets.reduce((total, [each, count]) => (each <= index ? total + count : total), zeroCount);
}
