// The counters of one name on one page: each series once, whole, fresh. Anything else is no data.
import { plainLine } from '@rampart/json-exchange';
import type { Page, Sample } from './exposition.ts';
import type { Labels } from './label-pattern.ts';
import { CLOCK_DIFFERENCE_MS, type Freshness } from './page-view.ts';

export interface Series {
  readonly labels: Labels;
  /** Whole, not negative. */
  readonly value: number;
  readonly created: { readonly kind: 'unknown' } | { readonly kind: 'at'; readonly atMs: number };
}

/** By canonical label text; empty when the page has no series of this name. */
export type SeriesRead = { readonly kind: 'series'; readonly series: ReadonlyMap<string, Series> } | { readonly kind: 'no-data'; readonly why: string };

export interface CounterNames {
  /** Of the samples, e.g. `requests_total` or `latency_seconds_bucket`. */
  readonly sample: string;
  /** Of the samples that say when a counter was created. */
  readonly created: string;
  /** Label that the created samples do not have: `le` of histograms, else empty. */
  readonly without: string;
  /** What a family of this name may be declared as, and the families that it may be declared under. */
  readonly types: ReadonlySet<string>;
  readonly families: readonly string[];
}

export const UNDECLARED = ['untyped', 'unknown'] as const;

export function counterNames(metric: string): CounterNames {
  const family = metric.endsWith('_total') ? metric.slice(0, -'_total'.length) : metric;
  return { sample: metric, created: `${family}_created`, without: '', types: new Set(['counter', ...UNDECLARED]), families: [metric, family] };
}

export function bucketNames(metric: string): CounterNames {
  return { sample: `${metric}_bucket`, created: `${metric}_created`, without: 'le', types: new Set(['histogram', ...UNDECLARED]), families: [metric] };
}

/** How many a histogram or summary has counted in all. */
export function countNames(metric: string): CounterNames {
  return { sample: `${metric}_count`, created: `${metric}_created`, without: '', types: new Set(['histogram', 'summary', ...UNDECLARED]), families: [metric] };
}

const SERIES_MAX = 10_000;

export function readSeries(page: Page, names: CounterNames, freshness: Freshness): SeriesRead {
  const { sample: name } = names;
  const declared = declaredTrouble(page, names);
  if (declared !== '') return { kind: 'no-data', why: declared };
  const samples = page.samples.get(name) ?? [];
  if (samples.length > SERIES_MAX) return { kind: 'no-data', why: `"${name}" has ${String(samples.length)} series; at most ${String(SERIES_MAX)} are counted` };
  const created = createdTimes(page.samples.get(names.created) ?? []);
  const series = new Map<string, Series>();
  for (const each of samples) {
    const key = labelsText(each.labels);
    const trouble = troubleWith(each, freshness);
    if (trouble !== '') return { kind: 'no-data', why: `"${name}{${plainLine(key, 120)}}" ${trouble}` };
    if (series.has(key)) return { kind: 'no-data', why: `"${name}{${plainLine(key, 120)}}" stands there twice` };
    const createdAtMs = each.startMs ?? created.get(labelsText(each.labels, names.without));
    series.set(key, { labels: each.labels, value: each.value, created: createdAtMs === undefined ? { kind: 'unknown' } : { kind: 'at', atMs: createdAtMs } });
  }
  return { kind: 'series', series };
}

/** A family that the page declares as something else, or nothing. */
export function declaredTrouble(page: Page, { sample, families, types }: Pick<CounterNames, 'sample' | 'families' | 'types'>): string {
  const declared = families.map((family) => page.types.get(family)).find((type) => type !== undefined);
  return declared === undefined || types.has(declared) ? '' : `"${sample}" is declared as ${plainLine(declared)}, not as ${[...types][0] ?? ''}`;
}

/** Canonical: sorted by name, escaped as on the page. `without` leaves one label out. */
export function labelsText(labels: Labels, without = ''): string {
  return [...labels]
    .filter(([name]) => name !== without)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

/** When the process began, where the page says so; a change of it is a restart. */
export function processStart(page: Page): { readonly kind: 'unknown' } | { readonly kind: 'at'; readonly atMs: number } {
  const [start, ...others] = page.samples.get(PROCESS_START) ?? [];
  return start === undefined || others.length > 0 || !Number.isFinite(start.value) ? { kind: 'unknown' } : { kind: 'at', atMs: Math.round(start.value * 1000) };
}

export const PROCESS_START = 'process_start_time_seconds';

function troubleWith(sample: Sample, freshness: Freshness): string {
  if (Number.isNaN(sample.value)) return 'is NaN';
  if (!Number.isSafeInteger(sample.value) || sample.value < 0) return `is ${String(sample.value)}, which is no count`;
  return staleTrouble(sample, freshness);
}

/** A sample that the page itself says is old, or nothing. */
export function staleTrouble({ taken }: Sample, { nowMs, maxGapMs }: Freshness): string {
  if (taken.kind === 'at' && nowMs - taken.atMs > maxGapMs + CLOCK_DIFFERENCE_MS) return `was taken ${String(Math.round((nowMs - taken.atMs) / 1000))} s ago: the page is stale`;
  return '';
}

function createdTimes(samples: readonly Sample[]): ReadonlyMap<string, number> {
  return new Map(samples.filter(({ value }) => Number.isFinite(value)).map(({ labels, value }) => [labelsText(labels), Math.round(value * 1000)]));
}
