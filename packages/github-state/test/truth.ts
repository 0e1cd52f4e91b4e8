// What is really in the repository, whatever anybody was told; and whether that agrees with what they were told.
import { decodeEvent, EVENT_FILE, readLedgerJson } from '@rampart/ledger-records';
import type { AppendOutcome, LedgerEntry, Result } from '@rampart/rollout-engine';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { expect } from 'vitest';
import type { World } from './world.ts';

export interface Recorded {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly event: LedgerEvent;
}

/** Oldest first. Throws where the history is no line of records. */
export async function recordsOf(world: World, target: string): Promise<readonly Recorded[]> {
  const records: Recorded[] = [];
  for (const id of (await world.commits(target)).toReversed()) {
    const commit = await world.repository.commit(id);
    if (commit === 'missing') throw new Error(`commit ${id} is missing`);
    const file = await world.repository.entryAt(commit.tree, EVENT_FILE);
    const bytes = file === 'missing' ? 'missing' : await world.repository.blob(file.id);
    const json = readLedgerJson(bytes === 'missing' ? new Uint8Array() : bytes);
    const event = decodeEvent(json.kind === 'value' ? json.value : undefined);
    if (event.kind === 'invalid') throw new Error(`event of ${id}: ${event.problems.join()}`);
    records.push({ commit: id, parents: commit.parents, event: event.value });
  }
  return records;
}

/** One line, sequences without a gap, every operation once. */
export function expectOneLine(records: readonly Recorded[]): void {
  expect(records.map(({ event }) => event.sequence)).toEqual(records.map((_, index) => index + 1));
  expect(records.map(({ parents }) => parents)).toEqual(records.map((_, index) => (index === 0 ? [] : [records[index - 1]!.commit])));
  const operations = records.map(({ event }) => event.operation);
  expect(new Set(operations).size, `each operation once: ${operations.join(' ')}`).toBe(operations.length);
}

/** An answer to an append is true. `unknown` is true whatever happened. */
export function expectTruthful(outcome: Result<AppendOutcome>, entry: LedgerEntry, records: readonly Recorded[]): void {
  const ours = records.filter(({ event }) => event.operation === entry.event.operation);
  if (outcome.kind === 'error') {
    expect(outcome.error.message).not.toBe('');
    if (outcome.error.outcome === 'not-done') expect(ours, `told not done: ${outcome.error.message}`).toEqual([]);
    return;
  }
  if (outcome.value.kind === 'conflict') expect(ours.map(({ event }) => event), 'told a conflict').not.toContainEqual(entry.event);
  else expect(ours.map(({ commit }) => commit), 'told appended').toEqual([outcome.value.head]);
}
