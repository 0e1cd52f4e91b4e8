// A report of offline metrics, from any tool that writes numbers by name.
import { DocumentReader, isRecord } from './document-reader.ts';
import type { Decoded } from './mistake.ts';

export interface MetricsReport {
  readonly all: ReportCell;
  /** By cell name, e.g. `region=west`. */
  readonly slices: ReadonlyMap<string, ReportCell>;
}

export interface ReportCell {
  readonly samples: SampleCount;
  readonly metrics: ReadonlyMap<string, number>;
}

/** How many examples the metrics were computed over. */
export type SampleCount = { readonly kind: 'known'; readonly count: number } | { readonly kind: 'unknown' };

const nothing: ReportCell = { samples: { kind: 'unknown' }, metrics: new Map() };

/**
 * Accepts `{accuracy: 0.81, n: 1200}` or `{n: 1200, metrics: {accuracy: 0.81}, slices: {"region=west": {n: 300, metrics: {...}}}}`. Anything
 * that is not a finite number is refused, and so is a report without any metric: no data is not good data.
 */
export function decodeReport(document: unknown): Decoded<MetricsReport> {
  const reader = new DocumentReader();
  const isLong = isRecord(document) && (isRecord(document['metrics']) || 'slices' in document);
  if (!isLong) return reader.finish({ all: readCell(reader, [], document), slices: new Map() });
  const fields = reader.fields([], document, ['n', 'metrics', 'slices']);
  const all: ReportCell = { samples: readSamples(reader, ['n'], fields.get('n')), metrics: readMetrics(reader, ['metrics'], fields.get('metrics')) };
  const slices = new Map<string, ReportCell>();
  if (fields.has('slices')) {
    for (const [name, cell] of reader.entries(['slices'], fields.get('slices'), 'an object of slices such as {"region=west": {...}}')) {
      if (!/^[^=]+=.+$/.test(reader.text(['slices', name], name))) reader.add(['slices', name], 'expected a name such as region=west');
      slices.set(name, readSlice(reader, ['slices', name], cell));
    }
  }
  return reader.finish({ all, slices });
}

function readSlice(reader: DocumentReader, path: readonly string[], value: unknown): ReportCell {
  if (!isRecord(value) || !isRecord(value['metrics'])) return readCell(reader, path, value);
  const fields = reader.fields(path, value, ['n', 'metrics']);
  return { samples: readSamples(reader, [...path, 'n'], fields.get('n')), metrics: readMetrics(reader, [...path, 'metrics'], fields.get('metrics')) };
}

/** The flat form: `n` among the metrics. */
function readCell(reader: DocumentReader, path: readonly string[], value: unknown): ReportCell {
  if (!isRecord(value)) {
    reader.entries(path, value, 'an object of metrics such as {"accuracy": 0.81}');
    return nothing;
  }
  const { n, ...metrics } = value;
  return { samples: readSamples(reader, [...path, 'n'], n), metrics: readMetrics(reader, path, metrics) };
}

function readMetrics(reader: DocumentReader, path: readonly string[], value: unknown): ReadonlyMap<string, number> {
  const entries = reader.entries(path, value, 'an object of metrics such as {"accuracy": 0.81}');
  if (isRecord(value) && entries.size === 0) reader.add(path, 'has no metric; an empty report proves nothing');
  return new Map(
    [...entries].map(([name, metric]) => {
      reader.text([...path, name], name);
      return [name, reader.finite([...path, name], metric)];
    }),
  );
}

function readSamples(reader: DocumentReader, path: readonly string[], value: unknown): SampleCount {
  return value === undefined ? { kind: 'unknown' } : { kind: 'known', count: reader.count(path, value, 1) };
}
