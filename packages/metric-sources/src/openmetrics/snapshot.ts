// What the source needs to go on at the next look, as compact JSON in the ledger: the value of every counted series on every page.
import { choice, decode, integer, list, number, record, shape, text, type Decoder } from '@rampart/json-exchange';
import { coarsened, FINEST_SCHEMA, type NativeHistogram } from './native-histogram.ts';

export interface Snapshot {
  readonly version: 1;
  /** Time of the look. */
  readonly atMs: number;
  /** By address. */
  readonly pages: Readonly<Record<string, PageSnapshot>>;
}

export interface PageSnapshot {
  /** Absent where the page does not say when its process began. */
  readonly startedMs?: number;
  /** Sample name to label text to value, or value and time of creation. A name is here when it was counted, even without a series. */
  readonly counted: Readonly<Record<string, Readonly<Record<string, Stored>>>>;
  /** Series that went away since the process began: should one come back, its value says nothing about the time between. */
  readonly lost?: Readonly<Record<string, readonly string[]>>;
  /** Where scores are asked for: family to label text to the sum of what was observed, beside the count in `counted`. */
  readonly sums?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Where native histograms are asked for: family to label text to the buckets, beside the count in `counted`. */
  readonly natives?: Readonly<Record<string, Readonly<Record<string, StoredNative>>>>;
}

/** `[schema, zero threshold, zero count, index, count, index, count, ...]` */
export type StoredNative = readonly number[];

export type Stored = number | readonly [value: number, createdMs: number];

export type SnapshotRead = { readonly kind: 'none' } | { readonly kind: 'unusable'; readonly why: string } | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

const ENTRIES_MAX = 100_000;

export function readSnapshot(given: unknown): SnapshotRead {
  if (given === null || given === undefined) return { kind: 'none' };
  const decoded = decode(snapshotShape, given);
  return decoded.kind === 'ok' ? { kind: 'snapshot', snapshot: decoded.value } : { kind: 'unusable', why: decoded.why };
}

export function storedValue(stored: Stored): number {
  return typeof stored === 'number' ? stored : stored[0];
}

export function storedCreatedMs(stored: Stored): number | 'unknown' {
  return typeof stored === 'number' ? 'unknown' : stored[1];
}

/** Coarsened, so that a snapshot is small and does not depend on how finely a server counts. */
export function storedNative(histogram: NativeHistogram): StoredNative {
  const { schema, zeroThreshold, zeroCount, buckets } = coarsened(histogram, FINEST_SCHEMA);
  return [schema, zeroThreshold, zeroCount, ...buckets.flat()];
}

export function nativeOf([schema = 0, zeroThreshold = 0, zeroCount = 0, ...flat]: StoredNative): NativeHistogram {
  const buckets = Array.from({ length: Math.floor(flat.length / 2) }, (_, pair) => [flat[2 * pair] ?? 0, flat[2 * pair + 1] ?? 0] as const);
  return { schema, zeroThreshold, zeroCount, negativeCount: 0, buckets };
}

const count = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const time = integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

const stored: Decoder<Stored> = (value, path) => {
  if (!Array.isArray(value)) return count(value, path);
  const pair: readonly unknown[] = value;
  if (pair.length !== 2) return { kind: 'bad', mistakes: [{ path, expected: 'a value and a time', seen: `${String(pair.length)} items` }] };
  const seen = count(pair[0], `${path}[0]`);
  if (seen.kind === 'bad') return seen;
  const createdMs = time(pair[1], `${path}[1]`);
  return createdMs.kind === 'bad' ? createdMs : { kind: 'ok', value: [seen.value, createdMs.value] };
};

const finite = number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE });

const pageShape = shape(
  { counted: record(record(stored, { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }) },
  {
    startedMs: time,
    lost: record(list(text({ lengthMax: Number.MAX_SAFE_INTEGER }), { countMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
    sums: record(record(finite, { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
    natives: record(record(list(finite, { countMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }), { keysMax: ENTRIES_MAX }),
  },
);

const snapshotShape: Decoder<Snapshot> = shape({ version: choice(1), atMs: time, pages: record(pageShape, { keysMax: ENTRIES_MAX }) });
