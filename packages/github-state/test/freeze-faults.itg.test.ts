// Every fault at every request of a freeze: what is answered is so, and no other target's freeze is lost.
import { freezeFile, FREEZES_REF } from '@rampart/ledger-records';
import type { FreezeChange } from '@rampart/rollout-engine';
import { errorOf, valueOf } from '@rampart/testing/ports';
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

  it.each([
    ['set back', 'ref-rewound', 'GitHub shows an older head than before (', { kind: 'frozen', document: 'one' }],
    ['removed', 'ref-deleted', 'it is gone although it was there, at ', { kind: 'none', head: '' }],
  ] as const)('is told of by a job that has seen more when somebody %s the branch, and gone by when that lasts', async (_, kind, words, then) => {
    const world = await aWorld();
    const { freezes } = world.open();
    const { head } = valueOf(await freezes.writeFreeze(freeze(TARGET, '', 'one')));
    const second = valueOf(await freezes.writeFreeze(freeze(TARGET, head, 'two')));
    world.github.faults.plan({ kind, ref: FREEZES_REF, when: 'before', route: 'reads' });
    const error = errorOf(await freezes.readFreeze(TARGET));
    expect(error).toMatchObject({ port: 'freeze', code: 'unavailable', outcome: 'not-done', retryable: true });
    expect(error.message).toContain(`${FREEZES_REF}: ${words}`);
    expect(error.message).toContain('Where that lasts 2 minutes, somebody did it, and this job goes by it then');
    expect(error.message).toContain(`git push <remote> ${second.head}:${FREEZES_REF}`);
    const untilMs = world.clock.nowMs() + 110_000;
    for (; world.clock.nowMs() < untilMs; await world.clock.advance(30_000)) expect(errorOf(await freezes.readFreeze(TARGET)).message).toContain(words);
    await world.clock.advance(30_000);
    expect(await freezes.readFreeze(TARGET)).toMatchObject({ kind: 'ok', value: then });
    // What it goes by now it goes on from.
    const now = valueOf(await freezes.readFreeze(TARGET));
    const third = valueOf(await freezes.writeFreeze(freeze(TARGET, now.head, 'three')));
    expect(third.kind).toBe('appended');
    expect(await world.open().freezes.readFreeze(TARGET)).toMatchObject({ kind: 'ok', value: { kind: 'frozen', document: 'three', head: third.head } });
  });

  it.each([1, 3])('is neither lost nor lifted by a replica that lags by %d changes for half a minute', async (changes) => {
    const world = await aWorld();
    const { freezes } = world.open();
    let head = '';
    for (const text of ['one', 'two', 'three']) ({ head } = valueOf(await freezes.writeFreeze(freeze(TARGET, head, text))));
    world.github.faults.plan(...Array.from({ length: 12 }, () => ({ kind: 'stale-read', changes, route: 'reads' }) as const));
    for (let look = 0; look < 3; look += 1) expect(errorOf(await freezes.readFreeze(TARGET)).retryable).toBe(true);
    expect(await freezes.readFreeze(TARGET)).toMatchObject({ kind: 'ok', value: { kind: 'frozen', document: 'three', head } });
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
