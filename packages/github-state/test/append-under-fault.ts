// One append under one fault, at each of its requests in turn: what was answered against what is there.
import type { AppendOutcome, LedgerEntry, Result } from '@rampart/rollout-engine';
import type { Fault, RepositorySettings } from '@rampart/testing/github';
import { valueOf } from '@rampart/testing/ports';
import { expect } from 'vitest';
import { entryOn, TARGET } from './entries.ts';
import { expectOneLine, expectTruthful, recordsOf } from './truth.ts';
import { aWorld } from './world.ts';
import type { World } from './world.ts';

/**
 * What is there, and what others do meanwhile. `first`: nothing is. `rival`: somebody else moves the head after our read. `repeat`: another process of
 * the same operation was faster with the same bytes. `signed`: commits must be signed, and nobody has said so.
 */
export const SCENES = ['first', 'alone', 'rival', 'repeat', 'signed'] as const;
export type Scene = (typeof SCENES)[number];

export interface Trial {
  readonly scene: Scene;
  readonly fault: Fault;
  /** `always`: from that request on. */
  readonly times: 1 | 'always';
}

/** Calls `check` with what each append answered, and gives back the faults that were met, by name. */
export async function appendUnderFault(trial: Trial, check: (outcome: Result<AppendOutcome>) => void): Promise<readonly string[]> {
  const met = new Set<string>();
  for (let skip = 0; ; skip += 1) {
    const { requests, names } = await appendOnce(trial, skip, check);
    for (const name of names) met.add(name);
    if (requests <= skip) {
      expect(skip, 'an append has several requests').toBeGreaterThan(2);
      return [...met];
    }
  }
}

const SIGNED: Partial<RepositorySettings> = { rulesets: [{ id: 1, name: 'signed', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['required_signatures'] }] };

export async function aHistory(settings: Partial<RepositorySettings> = {}): Promise<World> {
  const world = await aWorld({ settings });
  const { ledger } = world.open();
  for (const operation of ['op/a', 'op/b']) valueOf(await ledger.append(entryOn(valueOf(await ledger.read(TARGET)), operation)));
  return world;
}

async function appendOnce({ scene, fault, times }: Trial, skip: number, check: (outcome: Result<AppendOutcome>) => void): Promise<{ readonly requests: number; readonly names: readonly string[] }> {
  const world = scene === 'first' ? await aWorld() : await aHistory(scene === 'signed' ? SIGNED : {});
  const job = world.open();
  const before = world.github.requests().length;
  const view = scene === 'first' ? { kind: 'empty' as const } : valueOf(await job.ledger.read(TARGET));
  const entry = entryOn(view, 'op/mine');
  if (scene === 'rival') await appendElsewhere(world, entryOn(view, 'op/rival'));
  if (scene === 'repeat') await appendElsewhere(world, entry);
  const own = world.github.requests().length - before;
  const already = new Set(await world.commits(TARGET));
  world.github.faults.plan({ ...fault, route: '*', skip, times });

  const outcome = await job.ledger.append(entry);
  const requests = world.github.requests().length - before - own;
  const names = Object.keys(world.github.faults.met());
  world.github.faults.clear();
  const records = await recordsOf(world, TARGET);
  expectOneLine(records);
  // That an earlier try of the operation is in makes it no lie that this one did nothing.
  const isSilent = outcome.kind === 'error' && outcome.error.outcome === 'not-done';
  expectTruthful(outcome, entry, isSilent ? records.filter(({ commit }) => !already.has(commit)) : records);
  expect(world.github.requests().filter(({ isEarly, faults }) => isEarly && faults.length === 0), 'nothing is asked while GitHub asked to wait').toEqual([]);
  check(outcome);
  if (outcome.kind === 'ok') expect((await job.ledger.history(TARGET)).kind === 'ok' || fault.kind === 'token-expired').toBe(true);

  await nextRunGoesOn(world, entry);
  world.github.assertFits();
  return { requests, names };
}

async function appendElsewhere(world: World, entry: LedgerEntry): Promise<void> {
  expect(valueOf(await world.open().ledger.append(entry)).kind).toBe('appended');
}

/** Whatever happened: a new process finds a ledger that it can read and add to, and repeats what is not in it. */
async function nextRunGoesOn(world: World, entry: LedgerEntry): Promise<void> {
  await world.clock.advance(3_600_000);
  const { ledger } = world.open();
  const history = valueOf(await ledger.history(entry.target));
  if (!history.some(({ operation }) => operation === entry.event.operation)) {
    expect(valueOf(await ledger.append(entryOn(valueOf(await ledger.read(entry.target)), entry.event.operation, entry.target))).kind).toBe('appended');
  }
  const records = await recordsOf(world, entry.target);
  expectOneLine(records);
  expect(records.map(({ event }) => event.operation)).toContain(entry.event.operation);
}
