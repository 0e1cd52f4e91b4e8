// The status `rollout/freeze` on pull requests: right for forks, many, moved and large ones, and written on change alone.
import { ok } from '@rampart/rollout-engine';
import { errorOf, valueOf } from '@rampart/testing/ports';
import { describe, expect, it } from 'vitest';
import { aFreezeWorld, NO_REF, type FreezeWorld } from './freeze-world.ts';

const writesOf = (world: FreezeWorld) => world.github.requests().filter(({ operation }) => operation === 'repos/create-commit-status');

describe('showAll', () => {
  it('fails those that touch what is frozen, passes the others, and passes all when it is lifted', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    await world.change('other', 'src/app.ts');
    await world.change('forked', 'data/new.csv', { fork: true });
    const job = world.job();
    await job.freeze('fraud', 'main data');
    expect(valueOf(await job.statuses.showAll())).toEqual({ open: 3, frozen: 2, written: 3, left: 0, why: '' });
    const heads = await Promise.all(['touching', 'other', 'forked'].map((name) => world.headOf(name)));
    expect(await Promise.all(heads.map((head) => world.status(head)))).toEqual(['failure', 'success', 'failure']);
    expect(await world.described(heads[0]!)).toBe('frozen by rollout 3f2a of fraud until it ends: data/train.csv');
    await job.lift('fraud');
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ frozen: 0, written: 2 });
    expect(await Promise.all(heads.map((head) => world.status(head)))).toEqual(['success', 'success', 'success']);
    world.github.assertFits();
  });

  it('keeps a failure until the last of several freezes of a path is lifted', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    const head = await world.headOf('touching');
    const job = world.job();
    await job.freeze('fraud', 'main data');
    await job.freeze('ads', 'main data/train.csv');
    await job.statuses.showAll();
    await job.lift('fraud');
    await job.statuses.showAll();
    expect(await world.status(head)).toBe('failure');
    await job.lift('ads');
    await job.statuses.showAll();
    expect(await world.status(head)).toBe('success');
  });

  it('asks one question and writes nothing when everything says so already, and one status a second otherwise', async () => {
    const world = await aFreezeWorld();
    for (let n = 0; n < 4; n += 1) await world.change(`c${String(n)}`, 'data/train.csv');
    const job = world.job();
    await job.freeze('fraud', 'main data');
    const startMs = world.clock.nowMs();
    await job.statuses.showAll();
    expect(world.clock.nowMs() - startMs).toBe(3_000);
    world.asked();
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ written: 0 });
    expect(world.asked()).toEqual(['graphql/repository', 'graphql/repository', 'graphql/repository']);
  });

  it('says by its name whose base is not the default branch', async () => {
    const world = await aFreezeWorld();
    await world.change('on-main', 'data/train.csv');
    await world.change('on-release', 'data/train.csv', { base: 'release' });
    const job = world.job();
    await job.freeze('fraud', 'release data');
    await job.statuses.showAll();
    expect(await world.status(await world.headOf('on-main'))).toBe('success');
    const head = await world.headOf('on-release');
    expect([await world.status(head), await world.status(head, 'rollout/freeze (release)')]).toEqual(['none', 'failure']);
  });

  it('goes through all pages, and in a crowd writes only what touches what is frozen', async () => {
    const world = await aFreezeWorld();
    await world.change('one', 'src/app.ts');
    await world.repository.change((was) => {
      const pull = was.issues[0]!;
      const crowd = Array.from({ length: 319 }, (_, n) => ({ ...pull, id: pull.id + n + 1, number: pull.number + n + 1 }));
      return { ...was, issues: [...was.issues, ...crowd] };
    });
    await world.change('last', 'data/train.csv');
    const job = world.job();
    await job.freeze('fraud', 'main data');
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ open: 321, frozen: 1, written: 1, left: 320 });
    expect(await world.status(await world.headOf('last'))).toBe('failure');
    world.github.assertFits();
  });

  it('writes no more than it may, the frozen ones first', async () => {
    const world = await aFreezeWorld();
    for (const name of ['a', 'b', 'c']) await world.change(name, 'src/app.ts');
    await world.change('d', 'data/train.csv');
    const job = world.job({ writesMax: 2 });
    await job.freeze('fraud', 'main data');
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ written: 2, left: 2 });
    expect(await world.status(await world.headOf('d'))).toBe('failure');
  });

  it('compares trees where GitHub does not tell all files of a comparison', async () => {
    const world = await aFreezeWorld();
    const wide = Object.fromEntries(Array.from({ length: 350 }, (_, n) => [`aaa/${String(n)}.txt`, 'x\n']));
    for (const [name, files] of [['wide', wide], ['wide-frozen', { ...wide, 'zzz/frozen.csv': 'y\n' }]] as const) {
      await world.change(name, 'src/app.ts');
      await world.repository.commitFiles(`refs/heads/${name}`, files);
    }
    const job = world.job();
    await job.freeze('fraud', 'main zzz');
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ open: 2, frozen: 1 });
    expect(await world.status(await world.headOf('wide'))).toBe('success');
    expect(await world.status(await world.headOf('wide-frozen'))).toBe('failure');
    world.github.assertFits();
  });

  it('sets the status on what the merge queue is testing', async () => {
    const world = await aFreezeWorld();
    const group = await world.repository.commitFiles('refs/heads/main', { 'data/train.csv': 'queued\n' });
    const main = (await world.repository.commit(group)) as { readonly parents: readonly string[] };
    await world.repository.moveRefs([{ ref: 'refs/heads/main', from: group, to: main.parents[0]! }, { ref: `refs/heads/gh-readonly-queue/main/pr-7-${main.parents[0]!}`, from: NO_REF, to: group }]);
    const job = world.job();
    await job.freeze('fraud', 'main data');
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ open: 1, frozen: 1, written: 1 });
    expect(await world.status(group)).toBe('failure');
  });

  it('goes over it again when the freezes change while it writes', async () => {
    const world = await aFreezeWorld();
    for (const name of ['a', 'b', 'c']) await world.change(name, 'data/train.csv');
    const [job, other] = [world.job(), world.job()];
    await job.freeze('fraud', 'main data');
    world.clock.at(world.clock.nowMs() + 1_500, () => other.lift('fraud'));
    expect(valueOf(await job.statuses.showAll())).toMatchObject({ frozen: 0, left: 0 });
    for (const name of ['a', 'b', 'c']) expect(await world.status(await world.headOf(name))).toBe('success');
  });

  it.each([['statuses', { contents: 'write', 'pull_requests': 'read' }], ['pull-requests', { contents: 'write', statuses: 'write' }]] as const)('names the permission where %s is missing', async (_, permissions) => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    const job = world.job({ grant: { kind: 'job', permissions }, needs: { contents: 'write', statuses: 'write', 'pull-requests': 'read' } });
    await job.freeze('fraud', 'main data');
    expect(errorOf(await job.statuses.showAll())).toMatchObject({ port: 'freeze', message: expect.stringMatching(/permissions:\n {2}contents: write\n {2}statuses: write\n {2}pull-requests: read/) });
  });
});

describe('showOne', () => {
  const gate = async (world: FreezeWorld, name: string, job = world.job({ grant: { kind: 'job', permissions: { contents: 'read', statuses: 'write' } } })) =>
    job.statuses.showOne({ head: await world.headOf(name), base: 'main', from: 'main', defaultBranch: 'main' });

  it('needs no more than to read contents and to write statuses', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    await world.change('other', 'src/app.ts');
    await world.job().freeze('fraud', 'main data');
    expect(valueOf(await gate(world, 'touching'))).toMatchObject({ context: 'rollout/freeze', state: 'failure', written: true });
    expect(valueOf(await gate(world, 'other'))).toMatchObject({ state: 'success', written: true });
    expect(valueOf(await gate(world, 'other'))).toMatchObject({ state: 'success', written: false });
    world.github.assertFits();
  });

  it('passes without comparing anything where nothing is frozen', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    world.asked();
    expect(valueOf(await gate(world, 'touching'))).toMatchObject({ state: 'success', description: 'nothing is frozen' });
    expect(world.asked()).not.toContain('repos/compare-commits-with-basehead');
  });

  it('has the last word when a freeze is written between its look and its status', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    const [job, other] = [world.job(), world.job()];
    let looks = 0;
    const racing = world.job({
      readFrozen: async () => {
        looks += 1;
        const seen = await job.freezes.readFreezes();
        if (looks === 1) await other.freeze('fraud', 'main data');
        return seen.kind === 'error' ? seen : ok({ head: seen.value.head, frozen: seen.value.freezes.length === 0 ? [] : [{ branch: 'main', says: 'frozen', covers: () => true }] });
      },
    });
    expect(valueOf(await gate(world, 'touching', racing))).toMatchObject({ state: 'failure' });
    expect(writesOf(world)).toHaveLength(2);
  });

  it('sets an error, and fails, where it cannot be told what is frozen', async () => {
    const world = await aFreezeWorld();
    await world.change('touching', 'data/train.csv');
    const blind = world.job({ readFrozen: async () => ({ kind: 'error', error: { port: 'freeze', code: 'malformed', message: 'a manifest is refused', retryable: false, outcome: 'not-done' } }) });
    expect(errorOf(await gate(world, 'touching', blind)).message).toBe('a manifest is refused');
    expect(await world.status(await world.headOf('touching'))).toBe('error');
  });
});
