// The composite values of OpenMetrics 2.0: a whole histogram or summary as one value, `{count:3,sum:1.5,bucket:[0.1:1,+Inf:3]}`, with native
// (exponential) buckets, classic ones, or both. https://github.com/prometheus/docs/blob/main/docs/specs/om/open_metrics_spec_2_0.md#compositevalues
import type { NativeHistogram } from './native-histogram.ts';
import { numberOf } from './written-number.ts';

export type Composite =
  | {
      readonly kind: 'counts';
      readonly count: number;
      readonly sum: number;
      /** Bounds as written, with how many were at or under each; empty for summaries and where only native buckets are shown. */
      readonly classic: readonly (readonly [bound: string, count: number])[];
      readonly native: { readonly kind: 'none' } | { readonly kind: 'histogram'; readonly histogram: NativeHistogram };
    }
  /** A histogram that goes up and down: nothing that could be counted. */
  | { readonly kind: 'gauge' }
  | Malformed;

interface Malformed {
  readonly kind: 'malformed';
  readonly why: string;
}

/** `text` is what stands between the braces. Numbers may be NaN or infinite; whether they can be counts is judged where they are counted. */
export function parseComposite(text: string): Composite {
  const fields = fieldsOf(text);
  if (fields.kind === 'malformed') return fields;
  const { entries } = fields;
  if (entries.has('gcount')) return { kind: 'gauge' };
  const count = single(entries, 'count');
  const sum = single(entries, 'sum');
  const buckets = pairs(entries.get('bucket') ?? '[]');
  if (count === 'none' || sum === 'none') return malformed('a composite value has a count and a sum');
  if (buckets === 'none' || (entries.has('bucket') && buckets.at(-1)?.[0] !== '+Inf')) return malformed('bucket is a list of bound:count that ends with +Inf');
  if (!entries.has('schema')) return { kind: 'counts', count, sum, classic: buckets, native: { kind: 'none' } };
  const histogram = nativeOf(entries);
  return histogram.kind === 'malformed' ? histogram : { kind: 'counts', count, sum, classic: buckets, native: histogram };
}

const KEYS: ReadonlySet<string> = new Set(
  ['count', 'sum', 'gcount', 'gsum', 'quantile', 'bucket', 'schema', 'zero_threshold', 'zero_count', 'negative_spans', 'negative_buckets', 'positive_spans', 'positive_buckets'],
);

/** `key:value` or `key:[...]`, parted by commas. */
function fieldsOf(text: string): { readonly kind: 'fields'; readonly entries: ReadonlyMap<string, string> } | Malformed {
  const entries = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const colon = text.indexOf(':', at);
    const key = colon < 0 ? '' : text.slice(at, colon);
    if (!KEYS.has(key)) return malformed('a composite value has a key that OpenMetrics 2.0 does not know');
    if (entries.has(key)) return malformed(`a composite value has "${key}" twice`);
    const isList = text[colon + 1] === '[';
    const close = text.indexOf(isList ? ']' : ',', colon);
    const end = isList ? close + 1 : close < 0 ? text.length : close;
    if ((isList && close < 0) || (end < text.length && text[end] !== ',') || end === text.length - 1) return malformed('a composite value is key:value or key:[list], parted by commas');
    entries.set(key, text.slice(colon + 1, end));
    at = end + 1;
  }
  return { kind: 'fields', entries };
}

function nativeOf(entries: ReadonlyMap<string, string>): { readonly kind: 'histogram'; readonly histogram: NativeHistogram } | Malformed {
  const schema = single(entries, 'schema');
  const zeroThreshold = single(entries, 'zero_threshold');
  const zeroCount = single(entries, 'zero_count');
  if (schema === 'none' || zeroThreshold === 'none' || zeroCount === 'none') return malformed('native buckets have a schema, a zero_threshold and a zero_count');
  const positive = bucketsOf(entries, 'positive');
  const negative = bucketsOf(entries, 'negative');
  if (positive === 'none' || negative === 'none') return malformed('native buckets are spans of offset:length with as many counts as the lengths add up to');
  return { kind: 'histogram', histogram: { schema, zeroThreshold, zeroCount, negativeCount: negative.reduce((total, [, count]) => total + count, 0), buckets: positive } };
}

/** Spans are runs of buckets; each begins so many buckets after the end of the one before. */
function bucketsOf(entries: ReadonlyMap<string, string>, side: 'positive' | 'negative'): NativeHistogram['buckets'] | 'none' {
  const spans = pairs(entries.get(`${side}_spans`) ?? '[]');
  const written = items(entries.get(`${side}_buckets`) ?? '[]');
  if (spans === 'none' || written === 'none') return 'none';
  const counts = written.map(numberOf);
  const buckets: (readonly [number, number])[] = [];
  let index = 0;
  for (const [position, [offsetText, length]] of spans.entries()) {
    const offset = numberOf(offsetText);
    if (offset === 'none' || !Number.isSafeInteger(offset) || (position > 0 && offset < 0)) return 'none';
    if (!Number.isSafeInteger(length) || length < 1 || buckets.length + length > counts.length) return 'none';
    index += offset;
    for (const count of counts.slice(buckets.length, buckets.length + length)) {
      if (count === 'none') return 'none';
      buckets.push([index, count]);
      index += 1;
    }
  }
  return buckets.length === counts.length ? buckets : 'none';
}

function single(entries: ReadonlyMap<string, string>, key: string): number | 'none' {
  return numberOf(entries.get(key) ?? '');
}

function pairs(list: string): readonly (readonly [string, number])[] | 'none' {
  const written = items(list);
  if (written === 'none') return 'none';
  const split: (readonly [string, number])[] = [];
  for (const item of written) {
    const [name = '', value = '', ...more] = item.split(':');
    const number = numberOf(value);
    if (numberOf(name) === 'none' || number === 'none' || more.length > 0) return 'none';
    split.push([name, number]);
  }
  return split;
}

function items(list: string): readonly string[] | 'none' {
  if (!list.startsWith('[') || !list.endsWith(']')) return 'none';
  return list === '[]' ? [] : list.slice(1, -1).split(',');
}

function malformed(why: string): Malformed {
  return { kind: 'malformed', why };
}
