// Native histograms as the classic ones that they contain: what was counted up to each bound of a grid that all of them share.
import { plainLine } from '@rampart/json-exchange';
import type { ArmIncreases } from './counted.ts';
import type { Page } from './exposition.ts';
import type { Labels } from './label-pattern.ts';
import { boundAt, coarsened, countedUpTo, FINEST_SCHEMA, indexAtOrOver, nativeTrouble, type NativeHistogram } from './native-histogram.ts';
import type { Increase, PageNow, SeriesIncrease } from './page-counters.ts';
import { labelsText, type Series } from './series.ts';
import { nativeOf, type Snapshot } from './snapshot.ts';

/** One histogram at the last look and now. */
export interface NativeGrowth {
  readonly url: string;
  readonly labels: Labels;
  readonly now: NativeHistogram;
  readonly before: NativeHistogram;
}

/** By canonical label text. */
export function nativesOn(page: Page, family: string): ReadonlyMap<string, NativeHistogram> {
  return new Map((page.natives.get(family) ?? []).map(({ labels, histogram }) => [labelsText(labels), histogram]));
}

/** What is wrong with the native histograms of one page, or nothing. */
export function nativesTrouble({ page, shown }: PageNow, family: string, counts: ReadonlyMap<string, Series>): string {
  const natives = nativesOn(page, family);
  for (const [key, { value }] of counts) {
    const histogram = natives.get(key);
    const trouble = histogram === undefined ? 'has no native buckets' : nativeTrouble(histogram, value);
    if (trouble !== '') return `${shown}: "${family}{${plainLine(key, 120)}}" ${trouble}`;
  }
  return '';
}

export type Growths = { readonly kind: 'grown'; readonly growths: readonly NativeGrowth[] } | { readonly kind: 'gap'; readonly why: string };

/** Buckets beside the counts that grew. A bucket that lost counts although the whole did not is a restart. */
export function growthsOf(pages: readonly PageNow[], family: string, increases: readonly SeriesIncrease[], before: Snapshot): Growths {
  const natives = new Map(pages.map(({ url, page }) => [url, nativesOn(page, family)]));
  const growths: NativeGrowth[] = [];
  for (const { url, labels, key, isBorn } of increases) {
    const now = natives.get(url)?.get(key) ?? EMPTY;
    const stored = isBorn ? [] : before.pages[url]?.natives?.[family]?.[key];
    if (stored === undefined) return { kind: 'gap', why: `the buckets of "${family}{${key}}" have no baseline from an earlier look` };
    const growth = { url, labels, now, before: isBorn ? { ...EMPTY, schema: now.schema } : nativeOf(stored) };
    if (hasShrunk(growth)) return { kind: 'gap', why: `"${family}{${key}}" restarted` };
    growths.push(growth);
  }
  return { kind: 'grown', growths };
}

const EMPTY: NativeHistogram = { schema: FINEST_SCHEMA, zeroThreshold: 0, zeroCount: 0, negativeCount: 0, buckets: [] };

/** Compared at the coarser schema and over the higher zero threshold: merging buckets and widening the zero bucket lose no counts. */
function hasShrunk({ now, before }: NativeGrowth): boolean {
  const schema = Math.min(FINEST_SCHEMA, now.schema, before.schema);
  const floor = floorOf([now, before], schema);
  const indexes = [...coarsened(now, schema).buckets, ...coarsened(before, schema).buckets].map(([index]) => index).filter((index) => index > floor);
  const [upToNow, upToBefore] = [countedUpTo(now, schema), countedUpTo(before, schema)];
  const sorted = [...new Set([floor, ...indexes])].sort((a, b) => a - b);
  const grown = sorted.map((index) => upToNow(index) - upToBefore(index));
  return grown.some((by, position) => by < (grown[position - 1] ?? 0));
}

/** More cells than this say nothing more about a distribution: at the finest schema they span a factor of 65,000, e.g. from 1 ms to a minute. */
const BOUNDS_MAX = 128;

/** Indexes of the bounds to count up to, of a schema that every histogram has; `floor` is the lowest one over all zero buckets. */
export interface Grid {
  readonly schema: number;
  readonly indexes: readonly number[];
}

/**
 * Every bound from the lowest to the highest bucket with a count, coarser where they are too many; or exactly the wanted ones, as far as they are
 * bounds of the schema.
 */
export function timeGrid(growths: readonly NativeGrowth[], wanted: readonly number[]): Grid {
  const histograms = growths.flatMap(({ now, before }) => [now, before]);
  const finest = histograms.reduce((coarsest, { schema }) => Math.min(coarsest, schema), FINEST_SCHEMA);
  if (wanted.length > 0) {
    const floor = floorOf(histograms, finest);
    return { schema: finest, indexes: wanted.filter((bound) => bound > 0).map((bound) => indexAtOrOver(finest, bound)).filter((index) => index >= floor && wanted.includes(boundAt(finest, index))) };
  }
  for (let schema = finest; ; schema -= 1) {
    const { low, high } = rangeOf(histograms, schema);
    if (high - low < BOUNDS_MAX) return { schema, indexes: Array.from({ length: high - low + 1 }, (_, step) => low + step) };
  }
}

/** Bounds at the powers of two under which something was counted: a bin keeps its meaning whatever else is counted. */
export function binGrid(growths: readonly NativeGrowth[]): Grid | 'too coarse' {
  const histograms = growths.flatMap(({ now, before }) => [now, before]);
  if (histograms.some(({ schema }) => schema < 0)) return 'too coarse';
  const floor = floorOf(histograms, 0);
  const indexes = histograms.flatMap((histogram) => coarsened(histogram, 0).buckets.map(([index]) => Math.max(index, floor)));
  const zero = histograms.some(({ zeroCount }) => zeroCount > 0) && Number.isFinite(floor) ? [floor] : [];
  return { schema: 0, indexes: [...new Set([...indexes, ...zero])].sort((a, b) => a - b) };
}

/** Increases as a classic histogram with the bounds of the grid would have them. */
export function classicIncreases(growths: readonly NativeGrowth[], { schema, indexes }: Grid): readonly Increase[] {
  return growths.flatMap(({ url, labels, now, before }) => {
    const [upToNow, upToBefore] = [countedUpTo(now, schema), countedUpTo(before, schema)];
    const at = (le: string, index: number): Increase => ({ url, labels: new Map([...labels, ['le', le]]), by: upToNow(index) - upToBefore(index) });
    return [...indexes.map((index) => at(String(boundAt(schema, index)), index)), at('+Inf', Infinity)];
  });
}

export function onOneGrid(arms: { readonly stable: readonly NativeGrowth[]; readonly candidate: readonly NativeGrowth[] }, grid: Grid): ArmIncreases {
  return { stable: classicIncreases(arms.stable, grid), candidate: classicIncreases(arms.candidate, grid) };
}

function rangeOf(histograms: readonly NativeHistogram[], schema: number): { readonly low: number; readonly high: number } {
  const floor = floorOf(histograms, schema);
  let [lowest, highest] = [Infinity, -Infinity];
  for (const histogram of histograms) {
    for (const [index, count] of coarsened(histogram, schema).buckets) {
      if (count === 0 || !Number.isFinite(boundAt(schema, index))) continue;
      lowest = Math.min(lowest, index);
      highest = Math.max(highest, index);
    }
  }
  // Without any bucket any bound does; the one at 1 is as good as others.
  const low = Math.max(floor, Number.isFinite(lowest) ? lowest : 0);
  return { low, high: Math.max(low, highest) };
}

/** Under this bound, counts may be in a zero bucket. */
function floorOf(histograms: readonly NativeHistogram[], schema: number): number {
  const zeroThreshold = histograms.reduce((highest, histogram) => Math.max(highest, histogram.zeroThreshold), 0);
  return zeroThreshold > 0 ? indexAtOrOver(schema, zeroThreshold) : -Infinity;
}
