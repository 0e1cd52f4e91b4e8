// Every fault at every request of a freeze: what is answered is so, and no other target's freeze is lost.
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import type { FreezeChange } from '@rampart/rollout-engine';
import { valueOf } from '@rampart/testing/ports';
import type { Fault } from '@rampart/testing/github';
import { describe, expect, it } from 'vitest';
import { TARGET } from './entries.ts';
import { HARD, labelled, PASSING } from './faults.ts';
import { aWorld } from './world.ts';
import type { World } from './world.ts';

const freeze = (target: string, expectedHead: string, text: string): FreezeChange => ({ target, document: { kind: 'document', text }, expectedHead, title: `freeze ${target}`, atMs: 1_700_000_000_000 });

describe('a freeze', () => {
  it.each(labelled(PASSING))('gets there over: %s', async (_, fault) => {
    await atEveryRequest(fault, (kind) => expect(kind).toBe('appended'));
  });

  it.each(labelled(HARD))('tells the truth about: %s', async (_, fault) => {
    await atEveryRequest(fault, () => undefined);
  });

  it('is found again under the change of another target that was built on it', async () => {
    const world = await aWorld();
    const [mine, other] = [world.open(), world.open()];
    world.github.faults.plan({ kind: 'hang-up', when: 'after', route: 'graphql/updateRefs' }, { kind: 'server-error', status: 502, when: 'before', route: 'reads', skip: 1 });
    world.clock.at(world.clock.nowMs() + 500, async () => void valueOf(await other.freezes.writeFreeze(freeze('ads-prod', '', 'other'))));
    const { head, kind } = valueOf(await mine.freezes.writeFreeze(freeze(TARGET, '', 'mine')));
    expect(kind).toBe('appended');
    expect(world.github.faults.left()).toEqual([]);
    expect(await documents(world)).toEqual({ [freezeFile(TARGET)]: 'mine', [freezeFile('ads-prod')]: 'other' });
    const now = (await world.repository.now()).refs.get(FREEZES_REF) ?? '';
    expect(await world.repository.store.history(now, 9)).toEqual([now, head]);
  });

  it('says so when somebody set the freezes back or removed them', async () => {
    const world = await aWorld();
    const { freezes } = world.open();
    const { head } = valueOf(await freezes.writeFreeze(freeze(TARGET, '', 'one')));
    await freezes.writeFreeze(freeze(TARGET, head, 'two'));
    world.github.faults.plan({ kind: 'ref-rewound', ref: FREEZES_REF, when: 'before', route: 'reads' });
    expect(await freezes.readFreeze(TARGET)).toMatchObject({ kind: 'error', error: { port: 'freeze', outcome: 'not-done', message: expect.stringContaining('older head') } });
    world.github.faults.plan({ kind: 'ref-deleted', ref: FREEZES_REF, when: 'before', route: 'reads' });
    expect(await freezes.readFreeze(TARGET)).toMatchObject({ kind: 'error', error: { port: 'freeze', message: expect.stringContaining('gone') } });
  });
});

async function atEveryRequest(fault: Fault, check: (kind: string) => void): Promise<void> {
  for (let skip = 0; ; skip += 1) {
    const world = await aWorld();
    const job = world.open();
    const { head } = valueOf(await world.open().freezes.writeFreeze(freeze('ads-prod', '', 'other')));
    const before = world.github.requests().length;
    world.github.faults.plan({ ...fault, route: '*', skip });
    const outcome = await job.freezes.writeFreeze(freeze(TARGET, head, 'mine'));
    const requests = world.github.requests().length - before;
    world.github.faults.clear();

    const there = await documents(world);
    expect(there[freezeFile('ads-prod')]).toBe('other');
    const isThere = there[freezeFile(TARGET)] === 'mine';
    if (outcome.kind === 'ok') expect(isThere).toBe(outcome.value.kind === 'appended');
    else if (outcome.error.outcome === 'not-done') expect(isThere).toBe(false);
    check(outcome.kind === 'ok' ? outcome.value.kind : outcome.error.message);
    world.github.assertFits();
    if (requests <= skip) return;
  }
}

async function documents(world: World): Promise<Readonly<Record<string, string>>> {
  const head = (await world.repository.now()).refs.get(FREEZES_REF) ?? '';
  const commit = await world.repository.commit(head);
  const files = commit === 'missing' ? [] : [...(await world.repository.files(commit.tree))];
  const read = files.filter(([name]) => name !== 'README.md').map(async ([name, { id }]) => [name, String(await world.repository.blob(id))] as const);
  return Object.fromEntries(await Promise.all(read));
}
