// Every fault at every request of an append: never twice, never lost, and what is answered is so. append-faults.e2e.test.ts has all scenes.
import { ledgerRef } from '@rampart/ledger-records';
import { nameOf } from '@rampart/testing/github';
import type { Fault } from '@rampart/testing/github';
import { valueOf } from '@rampart/testing/ports';
import { afterAll, describe, expect, it } from 'vitest';
import { aHistory, appendUnderFault } from './append-under-fault.ts';
import { entryOn, TARGET } from './entries.ts';
import { HARD, labelled, PASSING, UNANSWERED } from './faults.ts';
import { expectOneLine, recordsOf } from './truth.ts';

const met = new Set<string>();
const note = (names: readonly string[]) => names.forEach((name) => met.add(name));

describe('an append', () => {
  it.each(labelled(PASSING))('gets there over: %s', async (_, fault) => {
    note(await appendUnderFault({ scene: 'alone', fault, times: 1 }, (outcome) => expect(valueOf(outcome).kind).toBe('appended')));
  });

  it.each(labelled(HARD))('tells the truth about: %s', async (_, fault) => {
    note(await appendUnderFault({ scene: 'alone', fault, times: 1 }, () => undefined));
  });

  it.each(labelled(UNANSWERED))('tells the truth where it goes on: %s', async (_, fault) => {
    await appendUnderFault({ scene: 'alone', fault, times: 'always' }, () => undefined);
  });
});

describe.each(['first', 'rival', 'repeat', 'signed'] as const)('an append (%s)', (scene) => {
  it.each(labelled(PASSING.filter(({ kind }) => ['hang-up', 'stale-read', 'fresh-ref-missing', 'duplicate-delivery'].includes(kind))))('gets there over: %s', async (_, fault) => {
    note(await appendUnderFault({ scene, fault, times: 1 }, (outcome) => expect(valueOf(outcome).kind).toBe(scene === 'rival' ? 'conflict' : 'appended')));
  });
});

describe('an append whose reply is lost', () => {
  it.each([1, 2, 3])('is found again behind %i reads of a replica that lags', async (times) => {
    const world = await aHistory();
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    world.github.faults.plan({ kind: 'hang-up', when: 'after', route: 'graphql/updateRefs' }, { kind: 'stale-read', changes: 1, route: 'reads', times });
    const outcome = await job.ledger.append(entryOn(view, 'op/mine'));
    const records = await recordsOf(world, TARGET);
    expectOneLine(records);
    expect(records).toHaveLength(3);
    // Behind three of them it cannot know, and says so.
    if (times < 3) expect(valueOf(outcome)).toEqual({ kind: 'appended', head: records[2]!.commit });
    else expect(outcome).toMatchObject({ kind: 'error', error: { outcome: 'unknown', code: 'refused' } });
    expect(world.github.faults.left()).toEqual([]);
  });

  it('is not told as undone where it was delivered twice and every read lags behind it: the refusal is of the second one', async () => {
    const world = await aHistory();
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    world.github.faults.plan({ kind: 'duplicate-delivery', heard: 'second', route: 'graphql/updateRefs' }, { kind: 'stale-read', changes: 1, route: 'reads', times: 3 });
    expect(await job.ledger.append(entryOn(view, 'op/mine'))).toMatchObject({ kind: 'error', error: { outcome: 'unknown', code: 'refused' } });
    expect(await recordsOf(world, TARGET)).toHaveLength(3);
    expect(world.github.faults.left()).toEqual([]);
  });

  it('is found again under what somebody added to it', async () => {
    const world = await aHistory();
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    // The reply is lost, and nobody answers until others have gone on.
    world.github.faults.plan({ kind: 'hang-up', when: 'after', route: 'graphql/updateRefs' }, { kind: 'server-error', status: 502, when: 'before', route: 'reads' });
    world.clock.at(world.clock.nowMs() + 500, async () => {
      const other = world.open();
      for (let n = 0; n < 8; n += 1) valueOf(await other.ledger.append(entryOn(valueOf(await other.ledger.read(TARGET)), `op/other/${n}`)));
    });
    const { head, kind } = valueOf(await job.ledger.append(entryOn(view, 'op/mine')));
    const records = await recordsOf(world, TARGET);
    expectOneLine(records);
    expect(records).toHaveLength(11);
    expect({ kind, head }).toEqual({ kind: 'appended', head: records[2]!.commit });
    expect(valueOf(await job.ledger.history(TARGET))).toHaveLength(11);
  });

  it('is told as unknown where nothing can be read back', async () => {
    const world = await aHistory();
    const job = world.open();
    const view = valueOf(await job.ledger.read(TARGET));
    world.github.faults.plan({ kind: 'hang-up', when: 'after', route: 'graphql/updateRefs' }, { kind: 'hang-up', when: 'before', route: 'reads', times: 'always' });
    expect(await job.ledger.append(entryOn(view, 'op/mine'))).toMatchObject({ kind: 'error', error: { outcome: 'unknown', code: 'unavailable', retryable: true } });
    expect(await recordsOf(world, TARGET)).toHaveLength(3);
  });
});

describe('an append while people meddle', () => {
  const ref = ledgerRef(TARGET);
  const MEDDLING = (['before', 'after'] as const).flatMap((when) => (['ref-rewound', 'ref-deleted', 'ref-recreated'] as const).map((kind): Fault & { readonly kind: typeof kind } => ({ kind, ref, when })));
  it.each(labelled(MEDDLING))('adds nothing to a history that is not the one it read: %s', async (_, fault) => {
    for (let skip = 0; skip < 6; skip += 1) {
      const world = await aHistory();
      const before = await world.commits(TARGET);
      world.github.faults.plan({ ...fault, route: '*', skip });
      const job = world.open();
      const view = await job.ledger.read(TARGET);
      if (view.kind === 'error') continue;
      const outcome = await job.ledger.append(entryOn(view.value, 'op/mine'));
      world.github.faults.clear();
      const after = await world.commits(TARGET);
      const added = after.filter((commit) => !before.includes(commit));
      if (outcome.kind === 'error') expect(outcome.error.message).not.toBe('');
      // Nobody's work is overwritten: beside what was there, there is our record, on the head that it was made for, or what the person made.
      if (fault.kind === 'ref-recreated') continue;
      expect(added.length).toBeLessThanOrEqual(1);
      if (added.length === 1) expect(outcome).toMatchObject({ kind: 'ok', value: { kind: 'appended', head: added[0] } });
    }
  });
});

afterAll(() => {
  // Each of them happened somewhere.
  expect([...PASSING, ...HARD].map((fault) => nameOf({ ...fault, route: '*' })).filter((name) => !met.has(name))).toEqual([]);
});
