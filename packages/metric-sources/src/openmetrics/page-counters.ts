// What one page counted between two looks, and what is kept of it for the next.
import { plainLine } from '@rampart/json-exchange';
import type { Page } from './exposition.ts';
import type { Labels } from './label-pattern.ts';
import { nativesOn } from './native-increases.ts';
import type { Freshness } from './page-view.ts';
import { sumsOn } from './score-cells.ts';
import { processStart, readSeries, type CounterNames, type Series, type SeriesRead } from './series.ts';
import type { Counting } from './signal-counters.ts';
import { storedCreatedMs, storedNative, storedValue, type PageSnapshot, type Stored } from './snapshot.ts';

export interface Increase {
  /** Address of the page: two pods may have series with the same labels. */
  readonly url: string;
  readonly labels: Labels;
  /** Requests since the last look. Whole, not negative. */
  readonly by: number;
}

/** With what is needed to tell how something that goes along with the counter grew. */
export interface SeriesIncrease extends Increase {
  /** Canonical label text. */
  readonly key: string;
  /** It was not there at the last look: all of it is new. */
  readonly isBorn: boolean;
}

export type PageIncrease = { readonly kind: 'counted'; readonly increases: readonly SeriesIncrease[] } | { readonly kind: 'gap'; readonly why: string };

/** The page at this look. */
export interface PageNow {
  readonly url: string;
  readonly shown: string;
  readonly page: Page;
  readonly freshness: Freshness;
}

/** The page at the last look; without anything counted when it was not looked at then. */
export interface PageBefore {
  readonly atMs: number;
  readonly page: PageSnapshot;
}

/**
 * Differences per series. A series that is born on a page that was seen before counts from zero: its first error counts. A restart, a series
 * that went away or came back, and a page without a baseline are gaps: nobody can say what was counted in between.
 */
export function increasesOf({ url, page, shown }: PageNow, before: PageBefore, names: CounterNames, series: ReadonlyMap<string, Series>): PageIncrease {
  const gap = (why: string): PageIncrease => ({ kind: 'gap', why: `${shown}: ${why}` });
  const started = processStart(page);
  if (restarted(before.page, started)) return gap('its process restarted');
  const known = isSamePage(before.page, started) ? entry(before.page.counted, names.sample) : 'absent';
  if (known === 'absent') {
    const isNewborn = (started.kind === 'at' && started.atMs >= before.atMs) || (series.size > 0 && [...series.values()].every(({ created }) => created.kind === 'at' && created.atMs >= before.atMs));
    return isNewborn ? fromZero(url, series) : gap(`"${names.sample}" has no baseline from an earlier look`);
  }
  const lost = new Set(before.page.lost?.[names.sample] ?? []);
  const increases: SeriesIncrease[] = [];
  for (const [key, { labels, value, created }] of series) {
    const stored = entry(known, key);
    if (stored === 'absent') {
      if (lost.has(key)) return gap(`"${names.sample}{${key}}" came back`);
      if (created.kind === 'at' && created.atMs < before.atMs - BIRTH_TOLERANCE_MS) return gap(`"${names.sample}{${key}}" is new but was created before the last look`);
      increases.push({ url, labels, key, by: value, isBorn: true });
      continue;
    }
    if (isReset({ value, created }, stored)) return gap(`"${names.sample}{${key}}" restarted`);
    increases.push({ url, labels, key, by: value - storedValue(stored), isBorn: false });
  }
  const vanished = Object.keys(known).find((key) => !series.has(key));
  return vanished === undefined ? { kind: 'counted', increases } : gap(`"${names.sample}{${vanished}}" went away`);
}

/**
 * How a page shows that it is older than the one of the last look: its process did not begin anew, and yet a counter is lower than it was. Caches and replicas
 * of a page answer so in turns. Taken for a restart it would be the new baseline, and what was told already would be told once more. Empty: it is not older.
 */
export function olderTrouble({ page, shown, freshness }: PageNow, before: PageSnapshot, names: CounterNames): string {
  const started = processStart(page);
  if (started.kind === 'unknown' || before.startedMs === undefined || restarted(before, started)) return '';
  const known = before.counted[names.sample] ?? {};
  const read = readSeries(page, names, freshness);
  if (read.kind === 'no-data') return '';
  for (const [key, { value, created }] of read.series) {
    const stored = entry(known, key);
    if (stored === 'absent' || value >= storedValue(stored)) continue;
    const createdMs = storedCreatedMs(stored);
    const isNew = created.kind === 'at' && createdMs !== 'unknown' && created.atMs !== createdMs;
    if (!isNew) return `${shown} is older than at the last look: "${names.sample}{${plainLine(key, 120)}}" went back from ${String(storedValue(stored))} to ${String(value)}`;
  }
  return '';
}

/** A child counter may be created a little before the page that first shows it was asked for, by a clock that differs from ours. */
const BIRTH_TOLERANCE_MS = 60_000;

/** For the snapshot: the page as it is now. What cannot be counted is left out, so that its next look begins anew. */
export function rememberPage({ page, freshness }: PageNow, before: PageSnapshot, wanted: readonly Counting[]): PageSnapshot {
  const started = processStart(page);
  // What answers in the pod's place: as if this page had not been looked at.
  if (started.kind === 'unknown' && before.startedMs !== undefined) return { ...NOTHING_COUNTED, startedMs: before.startedMs };
  const earlier: PageSnapshot = restarted(before, started) ? NOTHING_COUNTED : before;
  const counted = new Map<string, Readonly<Record<string, Stored>>>();
  const lost = new Map<string, readonly string[]>();
  const sums = new Map<string, Readonly<Record<string, number>>>();
  const natives = new Map<string, Readonly<Record<string, readonly number[]>>>();
  for (const { names, family, beside } of wanted) {
    const read: SeriesRead = readSeries(page, names, freshness);
    if (read.kind === 'no-data') continue;
    const known = earlier.counted[names.sample] ?? {};
    const missing = [...Object.keys(known), ...(earlier.lost?.[names.sample] ?? [])].filter((key) => !read.series.has(key));
    // All counters of a page gone at once: when they come back, nobody can say from where to count. So there is no baseline.
    const isBlank = read.series.size === 0 && missing.length > 0;
    if (beside === 'sums') sums.set(family, Object.fromEntries([...sumsOn(page, family)].filter(([key, sum]) => read.series.has(key) && Number.isFinite(sum))));
    if (beside === 'natives') natives.set(family, Object.fromEntries([...nativesOn(page, family)].filter(([key]) => read.series.has(key)).map(([key, histogram]) => [key, storedNative(histogram)])));
    if (!isBlank) counted.set(names.sample, Object.fromEntries([...read.series].map(([key, { value, created }]) => [key, created.kind === 'at' ? [value, created.atMs] : value])));
    // Where one counter began anew, the process did, and what is missing was not lost: it has not happened yet.
    const isAnew = [...read.series].some(([key, series]) => Object.hasOwn(known, key) && isReset(series, known[key] ?? 0));
    if (isAnew) continue;
    if (missing.length > 0) lost.set(names.sample, missing.toSorted());
  }
  return {
    ...(started.kind === 'at' ? { startedMs: started.atMs } : {}),
    counted: Object.fromEntries(counted),
    ...(lost.size > 0 ? { lost: Object.fromEntries(lost) } : {}),
    ...(sums.size > 0 ? { sums: Object.fromEntries(sums) } : {}),
    ...(natives.size > 0 ? { natives: Object.fromEntries(natives) } : {}),
  };
}

function isReset({ value, created }: Pick<Series, 'value' | 'created'>, stored: Stored): boolean {
  const createdMs = storedCreatedMs(stored);
  return value < storedValue(stored) || (created.kind === 'at' && createdMs !== 'unknown' && created.atMs !== createdMs);
}

export const NOTHING_COUNTED: PageSnapshot = { counted: {} };

/** Some servers compute their start from their uptime, so it moves a little. */
const START_JITTER_MS = 1_000;

function restarted({ startedMs }: PageSnapshot, started: ReturnType<typeof processStart>): boolean {
  return started.kind === 'at' && startedMs !== undefined && Math.abs(started.atMs - startedMs) > START_JITTER_MS;
}

/** A page that said when its process began, and now does not, or the other way round, is another one: an exporter whose source is away, say. */
function isSamePage({ startedMs }: PageSnapshot, started: ReturnType<typeof processStart>): boolean {
  return (startedMs === undefined) === (started.kind === 'unknown');
}

function fromZero(url: string, series: ReadonlyMap<string, Series>): PageIncrease {
  return { kind: 'counted', increases: [...series].map(([key, { labels, value }]) => ({ url, labels, key, by: value, isBorn: true })) };
}

function entry<T>(entries: Readonly<Record<string, T>>, key: string): T | 'absent' {
  return Object.hasOwn(entries, key) ? (entries[key] ?? 'absent') : 'absent';
}
