// A metric page as text, in either format that servers send: OpenMetrics 1.0 and the older Prometheus text 0.0.4.
// https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md, https://prometheus.io/docs/instrumenting/exposition_formats/
import { plainLine } from '@rampart/json-exchange';
import type { Labels } from './label-pattern.ts';
import { scanSample } from './sample-line.ts';

export type PageFormat = 'openmetrics' | 'prometheus-text';

export interface Sample {
  readonly labels: Labels;
  /** As written; may be NaN or infinite. */
  readonly value: number;
  /** When the page says that the value was taken. */
  readonly taken: { readonly kind: 'with-the-page' } | { readonly kind: 'at'; readonly atMs: number };
}

export interface Page {
  /** Of the wanted names alone; a name without a sample is absent. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
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
    if (!wanted.has(sample.name)) continue;
    const known = samples.get(sample.name);
    if (known === undefined) samples.set(sample.name, [sample.sample]);
    else known.push(sample.sample);
  }
  return { kind: 'page', page: { samples, names, types } };
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
