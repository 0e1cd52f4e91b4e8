// A metric page as text, in the formats that servers send: OpenMetrics 1.0 and 2.0, and the older Prometheus text 0.0.4.
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md, https://prometheus.io/docs/instrumenting/exposition_formats/
import { plainLine } from '@rampart/json-exchange';
import { parseComposite, type Composite } from './composite-value.ts';
import type { Labels } from './label-pattern.ts';
import type { NativeHistogram } from './native-histogram.ts';
import { scanSample } from './sample-line.ts';

export type PageFormat = 'openmetrics' | 'prometheus-text';

export interface Sample {
  readonly labels: Labels;
  /** As written; may be NaN or infinite. */
  readonly value: number;
  /** When the page says that the value was taken. */
  readonly taken: { readonly kind: 'with-the-page' } | { readonly kind: 'at'; readonly atMs: number };
  /** When the counter began, where its own line says so. */
  readonly startMs?: number;
}

export interface NativeSample {
  readonly labels: Labels;
  readonly histogram: NativeHistogram;
}

export interface Page {
  /** Of the wanted names alone; a name without a sample is absent. A composite value stands here as its `_count`, `_sum` and `_bucket` samples. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** Native histograms, by family; of the wanted names alone. */
  readonly natives: ReadonlyMap<string, readonly NativeSample[]>;
  /** Every sample and family name of the page. */
  readonly names: ReadonlySet<string>;
  /** Family name to its declared type, lower case. */
  readonly types: ReadonlyMap<string, string>;
}

export type ParsedPage = { readonly kind: 'page'; readonly page: Page } | { readonly kind: 'malformed'; readonly why: string };

/** Checks every line, keeps the samples of `wanted`. Linear in the text. */
export function parsePage(text: string, format: PageFormat, wanted: ReadonlySet<string>): ParsedPage {
  const cut = cutOff(text, format);
  if (cut !== '') return { kind: 'malformed', why: cut };
  const samples = new Map<string, Sample[]>();
  const natives = new Map<string, NativeSample[]>();
  const names = new Set<string>();
  const types = new Map<string, string>();
  let lineNumber = 0;
  let ended = false;
  for (const line of linesOf(text)) {
    lineNumber += 1;
    const at = (why: string): ParsedPage => ({ kind: 'malformed', why: `line ${String(lineNumber)}: ${why}: ${plainLine(line, 80)}` });
    if (ended) return at('something stands after # EOF');
    if (line.trim() === '') {
      if (format === 'openmetrics') return at('OpenMetrics has no empty lines');
      continue;
    }
    if (line.startsWith('#')) {
      ended = format === 'openmetrics' && line === '# EOF';
      const declared = declaredType(line);
      if (declared.kind === 'malformed') return at('a TYPE line names a metric and its type');
      if (declared.kind === 'type') {
        types.set(declared.name, declared.type);
        names.add(declared.name);
      }
      continue;
    }
    const sample = scanSample(line, format);
    if (sample.kind === 'malformed') return at(sample.why);
    names.add(sample.name);
    if (sample.kind === 'sample') {
      if (wanted.has(sample.name)) append(samples, sample.name, sample.sample);
      continue;
    }
    const composite = parseComposite(sample.text);
    if (composite.kind === 'malformed') return at(composite.why);
    if (composite.kind === 'gauge') continue;
    for (const [name, value] of samplesOf(sample.name, sample.sample, composite)) if (wanted.has(name)) append(samples, name, value);
    if (composite.native.kind === 'histogram' && wanted.has(sample.name)) append(natives, sample.name, { labels: sample.sample.labels, histogram: composite.native.histogram });
  }
  return { kind: 'page', page: { samples, natives, names, types } };
}

/** A composite value as the samples that it stands for in the older formats. */
function samplesOf(family: string, { labels, ...times }: Omit<Sample, 'value'>, { count, sum, classic }: Extract<Composite, { kind: 'counts' }>): readonly (readonly [string, Sample])[] {
  return [
    [`${family}_count`, { labels, value: count, ...times }],
    [`${family}_sum`, { labels, value: sum, ...times }],
    ...classic.map(([le, value]) => [`${family}_bucket`, { labels: new Map([...labels, ['le', le]]), value, ...times }] as const),
  ];
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const known = lists.get(name);
  if (known === undefined) lists.set(name, [item]);
  else known.push(item);
}

type Declared = { readonly kind: 'type'; readonly name: string; readonly type: string } | { readonly kind: 'other' | 'malformed' };

/** HELP, UNIT and comments say nothing that counting needs. */
function declaredType(line: string): Declared {
  const [mark, keyword, name = '', type = '', ...more] = line.split(/[ \t]+/).filter((word) => word !== '');
  if (mark !== '#' || keyword !== 'TYPE') return { kind: 'other' };
  return type === '' || more.length > 0 ? { kind: 'malformed' } : { kind: 'type', name, type: type.toLowerCase() };
}

/** A page that was cut off would read as counters that went away. */
function cutOff(text: string, format: PageFormat): string {
  if (format === 'openmetrics') return /(^|\n)# EOF\n?$/.test(text.slice(-8)) ? '' : 'it does not end with "# EOF": it was cut off';
  return text === '' || text.endsWith('\n') ? '' : 'its last line has no end: it was cut off';
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    yield text.slice(start, stop);
    start = stop + 1;
  }
}
