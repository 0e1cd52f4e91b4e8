// What the job is asked to do, decoded, or every mistake in it.
import { ActionError, given, quoteValue, type InputsOf, type Mistake } from '@rampart/action-kit';
import { familyNamed, type Shard } from '@rampart/simulator';
import type { contract } from './contract.ts';

type Inputs = InputsOf<typeof contract>;

export interface CheckOrder {
  readonly patterns: readonly string[];
  readonly all: boolean;
  readonly runs: number;
  readonly seed: number;
  /** Empty: as the policy's traffic says. */
  readonly families: readonly string[];
  readonly part: Part;
}

export type Part = { readonly kind: 'whole' } | { readonly kind: 'shard'; readonly shard: Shard; readonly rows: string } | { readonly kind: 'merge'; readonly rows: readonly string[] };

const RUNS_MAX = 1_000_000;
const SEED_MAX = 0xffff_ffff;
const SHARDS_MAX = 1_000;
const WORKERS_MAX = 256;

/** Throws ActionError with all mistakes. */
export function readOrder(inputs: Inputs): CheckOrder {
  const mistakes: Mistake[] = [];
  const wrong = (code: string, subject: string, text: string): void => void mistakes.push({ code, subject, text, place: { kind: 'nowhere' } });
  const runs = wholeNumber(inputs.runs, { min: 1, max: RUNS_MAX });
  if (runs === 'refused') wrong('RMP701', 'runs', `expected a whole number from 1 to ${RUNS_MAX}, got ${quoteValue(inputs.runs)}.`);
  const seed = wholeNumber(inputs.seed, { min: 0, max: SEED_MAX });
  if (seed === 'refused') wrong('RMP701', 'seed', `expected a whole number from 0 to 0xffffffff, got ${quoteValue(inputs.seed)}.`);
  for (const name of inputs.family) {
    const found = familyNamed(name);
    if (found.kind === 'unknown') wrong('RMP701', 'family', `${quoteValue(name)} is no family${found.meant === '' ? '' : `; did you mean ${found.meant}?`} There are ${found.known.join(', ')}.`);
  }
  const shard = shardOf(given(inputs.shard));
  if (shard === 'refused') wrong('RMP701', 'shard', `expected a part such as 3/20, got ${quoteValue(given(inputs.shard))}.`);
  if (inputs.shard.kind === 'given' && inputs.merge.length > 0) wrong('RMP702', 'merge', 'and shard exclude each other: a shard computes rows, the job with merge judges them.');
  if (inputs.shard.kind === 'given' && inputs.rows.kind === 'absent') wrong('RMP702', 'rows', 'is needed with shard. Write e.g. rows: rows-3.ndjson.');
  if (inputs.shard.kind === 'absent' && inputs.rows.kind === 'given') wrong('RMP702', 'rows', 'is where a shard writes, and no shard is given. To judge rows that are there write merge.');
  const [first, ...rest] = mistakes;
  if (first !== undefined || runs === 'refused' || seed === 'refused' || shard === 'refused') throw new ActionError([first ?? { code: 'RMP701', subject: 'shard', text: 'is not accepted.', place: { kind: 'nowhere' } }, ...rest]);
  return { patterns: inputs.policy, all: inputs.all, runs, seed, families: inputs.family, part: partOf(inputs, shard) };
}

/** Threads, or `default`. Throws ActionError. */
export function readWorkers({ workers }: Pick<Inputs, 'workers'>): number | 'default' {
  if (workers.kind === 'absent') return 'default';
  const count = wholeNumber(workers.value, { min: 1, max: WORKERS_MAX });
  if (count === 'refused') throw new ActionError([{ code: 'RMP701', subject: 'workers', text: `expected a whole number from 1 to ${WORKERS_MAX}, got ${quoteValue(workers.value)}.`, place: { kind: 'nowhere' } }]);
  return count;
}

function partOf({ merge, rows }: Inputs, shard: Shard | 'none'): Part {
  if (shard !== 'none') return { kind: 'shard', shard, rows: given(rows) };
  return merge.length > 0 ? { kind: 'merge', rows: merge } : { kind: 'whole' };
}

function wholeNumber(text: string, { min, max }: { readonly min: number; readonly max: number }): number | 'refused' {
  const value = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : 'refused';
}

function shardOf(text: string): Shard | 'none' | 'refused' {
  if (text === '') return 'none';
  const [, index = '', count = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= SHARDS_MAX ? shard : 'refused';
}
