// A check in parts: each job of a matrix computes its part of all runs, a last job puts the rows together and judges them as if it had computed them all.
// The number of runs is fixed beforehand: no part knows what the others have seen.
import { createHash } from 'node:crypto';
import { canonicalJson } from '@rampart/policy-document';
import type { RunRow } from './claim.ts';
import { courtsFor, judgedOf, taskOf, type Check, type Judged, type Simulating } from './check-policy.ts';
import { hearRows } from './hearing.ts';
import { decodeRow, encodeRow, isRowCode, ROW_COLUMNS } from './row-code.ts';
import { allSeries, seriesKey, type Series } from './series.ts';

/** `3/20`: index from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const SHARD_VERSION = 1;

/** A check whose runs can be shared out. */
export type FixedCheck = Check & { readonly budget: { readonly kind: 'exactly' } };

/** The text of the part's file. */
export async function runShard(check: FixedCheck, shard: Shard, { pool, onProgress }: Simulating): Promise<string> {
  const series = seriesOfCheck(check);
  const { fromRun, toRun } = runsOf(check, shard);
  const total = series.length * (toRun - fromRun);
  let done = 0;
  const parts = await Promise.all(
    series.map(async (one) => {
      const rows = await pool.run(taskOf(check, one), fromRun, toRun);
      done += rows.length;
      onProgress?.({ done, total });
      return { series: seriesKey(one), rows: rows.map(encodeRow) };
    }),
  );
  return `${JSON.stringify({ shardOfCheck: SHARD_VERSION, identity: identityOf(check), index: shard.index, count: shard.count, columns: ROW_COLUMNS, parts })}\n`;
}

export interface ShardFile {
  readonly name: string;
  readonly text: string;
}

export type Merged = { readonly kind: 'merged'; readonly judged: Judged } | { readonly kind: 'mistakes'; /** What was seen, where, and what to do. */ readonly mistakes: readonly string[] };

/** Files in any order. The result has the same bytes as that of a check that was not shared out. */
export function mergeShards(check: FixedCheck, files: readonly ShardFile[]): Merged {
  const series = seriesOfCheck(check);
  const readings = files.map((file) => readShard(file, check, series));
  const shards = readings.flatMap((reading) => (reading.kind === 'shard' ? [reading.shard] : []));
  const mistakes = [...readings.flatMap((reading) => (reading.kind === 'mistake' ? [reading.mistake] : [])), ...(shards.length === files.length ? missingOrTwice(shards) : [])];
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  const courts = courtsFor(check);
  const inOrder = shards.toSorted((a, b) => a.index - b.index);
  const heard = series.map((one, index) => hearRows(courts, one, inOrder.flatMap(({ parts }) => parts[index] ?? [])));
  return { kind: 'merged', judged: judgedOf(check, courts, heard) };
}

function seriesOfCheck(check: FixedCheck): readonly Series[] {
  return allSeries(courtsFor(check).map(({ claim }) => claim));
}

/** Consecutive runs, as many in each part as in any other, but for one. */
function runsOf({ budget: { runs } }: FixedCheck, { index, count }: Shard): { readonly fromRun: number; readonly toRun: number } {
  if (!Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count) throw new RangeError(`a part is one of 1/n to n/n, got ${index}/${count}`);
  return { fromRun: Math.floor((runs * (index - 1)) / count), toRun: Math.floor((runs * index) / count) };
}

/** Everything that rows depend on, with what a person would compare. */
interface Identity {
  readonly policy: string;
  readonly seed: number;
  readonly codeHash: string;
  readonly families: readonly string[];
  readonly runs: number;
  readonly traffic: string;
}

function identityOf({ digest, seed, codeHash, families, budget, own }: FixedCheck): Identity {
  return { policy: digest, seed, codeHash, families, runs: budget.runs, traffic: `sha256:${createHash('sha256').update(canonicalJson(own), 'utf8').digest('hex')}` };
}

// --- reading ------------------------------------------------------------------------------------------------------------------

interface ReadShard extends Shard {
  readonly name: string;
  /** Rows by index of the series. */
  readonly parts: readonly (readonly RunRow[])[];
}

type Reading = { readonly kind: 'shard'; readonly shard: ReadShard } | { readonly kind: 'mistake'; readonly mistake: string };

function readShard({ name, text }: ShardFile, check: FixedCheck, series: readonly Series[]): Reading {
  const mistake = (seen: string): Reading => ({ kind: 'mistake', mistake: `${name}: ${seen}` });
  const document = parse(text);
  if (!isRecord(document) || document['shardOfCheck'] !== SHARD_VERSION || canonicalJson(document['columns'] ?? null) !== canonicalJson(ROW_COLUMNS)) {
    return mistake('this is no part of a check by this version; give the files that the jobs with a shard wrote');
  }
  const differs = whatDiffers(document['identity'], identityOf(check));
  if (differs !== '') return mistake(`${differs}. Parts of one check have the same policy, traffic, families, seed, runs and code; compute this part again`);
  const { index, count, parts } = document;
  if (typeof index !== 'number' || typeof count !== 'number' || !Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count) return mistake('it does not say which part it is');
  if (!Array.isArray(parts) || parts.length !== series.length) return mistake(`it has not the ${series.length} series of this check`);
  const { fromRun, toRun } = runsOf(check, { index, count });
  const rows = series.map((one, at) => rowsOf(parts[at], one, { fromRun, toRun }));
  const damaged = rows.findIndex((part) => part === 'damaged');
  if (damaged >= 0) return mistake(`the rows of ${JSON.stringify(seriesKey(series[damaged] ?? NO_SERIES))} are damaged or not those of runs ${fromRun} to ${toRun - 1}; compute this part again`);
  return { kind: 'shard', shard: { name, index, count, parts: rows.flatMap((part) => (part === 'damaged' ? [] : [part])) } };
}

const NO_SERIES: Series = { family: '', candidate: 'equal', stratum: { name: '', first: 0, every: 1 } };

function rowsOf(part: unknown, series: Series, { fromRun, toRun }: { readonly fromRun: number; readonly toRun: number }): readonly RunRow[] | 'damaged' {
  if (!isRecord(part) || part['series'] !== seriesKey(series) || !Array.isArray(part['rows']) || part['rows'].length !== toRun - fromRun) return 'damaged';
  const { first, every } = series.stratum;
  const codes: readonly unknown[] = part['rows'];
  const rows = codes.flatMap((code) => (isRowCode(code) ? [decodeRow(code)] : []));
  return rows.length === codes.length && rows.every(({ run }, at) => run === first + every * (fromRun + at)) ? rows : 'damaged';
}

function whatDiffers(seen: unknown, wanted: Identity): string {
  if (!isRecord(seen)) return 'it does not say what it is a part of';
  const [differing] = Object.entries(wanted).filter(([key, value]) => canonicalJson(seen[key] ?? null) !== canonicalJson(value));
  return differing === undefined ? '' : `it was computed for ${differing[0]} ${JSON.stringify(seen[differing[0]] ?? null)}, and this check has ${JSON.stringify(differing[1])}`;
}

function missingOrTwice(shards: readonly ReadShard[]): readonly string[] {
  const count = Math.max(1, ...shards.map((shard) => shard.count));
  const others = shards.filter((shard) => shard.count !== count);
  if (others.length > 0) return others.map(({ name, index, count: of }) => `${name}: it is part ${index}/${of}, and others are parts of ${count}`);
  return Array.from({ length: count }, (_, at) => at + 1).flatMap((index) => {
    const names = shards.filter((shard) => shard.index === index).map(({ name }) => name);
    if (names.length === 0) return [`part ${index}/${count} is missing; run the job with shard ${index}/${count}`];
    return names.length > 1 ? [`part ${index}/${count} is there more than once: ${names.join(', ')}`] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says what it should have been.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
