// A rollout that holds data frozen: from its start to its end, and what a change does that happens all the same.
import { describe, expect, it } from 'vitest';
import { valueOf } from '@rampart/testing/ports';
import { promote } from '../src/index.ts';
import { aWorld, CANDIDATE_DIGEST, type World } from './a-world.ts';

const DEMAND = { paths: ['data/**'], then: 'tell' } as const;

async function held({ freezes }: World): Promise<readonly string[]> {
  return valueOf(await freezes.readFreezes()).freezes.map(({ by, document }) => `${by} ${document}`);
}

const kinds = (world: World): readonly string[] => world.events().map(({ kind }) => kind);

describe('a rollout that freezes', () => {
  it('holds its data frozen from its start to the end of the bake', async () => {
    const world = aWorld('good', { freeze: DEMAND });
    world.pinned = { kind: 'pinned', document: 'data' };
    await world.tick();
    expect(await held(world)).toEqual(['rollout data']);
    await world.run();
    expect(world.state().ended.at(-1)).toMatchObject({ outcome: 'promoted' });
    expect(await held(world)).toEqual([]);
  });

  it('lets go when it is rolled back', async () => {
    const world = aWorld('failing', { freeze: DEMAND });
    world.pinned = { kind: 'pinned', document: 'data' };
    await world.run();
    expect(world.state().ended.at(-1)).toMatchObject({ outcome: 'rolled-back' });
    expect(await held(world)).toEqual([]);
  });

  it('lets go when a newer version takes its place, and the newer one freezes', async () => {
    const world = aWorld('good', { freeze: DEMAND });
    world.pinned = { kind: 'pinned', document: 'of v2' };
    for (let look = 0; look < 4; look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    world.pinned = { kind: 'pinned', document: 'of v3' };
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    for (let look = 0; look < 3; look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    expect(kinds(world).filter((kind) => kind === 'started' || kind === 'ended')).toEqual(['started', 'ended', 'started']);
    expect(await held(world)).toEqual(['rollout of v3']);
  });

  it('does not start where the data cannot be pinned', async () => {
    const world = aWorld('good', { freeze: DEMAND });
    world.pinned = { kind: 'refused', why: '"data/**" matches no file' };
    expect(await world.tick()).toMatchObject({ kind: 'refused', why: expect.stringContaining('matches no file') });
    expect(kinds(world)).toEqual(['adopted']);
    expect(await held(world)).toEqual([]);
  });

  it('leaves what a person froze alone', async () => {
    const world = aWorld('failing', { freeze: DEMAND });
    await world.freezes.writeFreeze({ target: 'fraud-prod', document: { kind: 'document', text: 'by hand' }, expectedHead: '', title: 'freeze', atMs: 1 });
    world.pinned = { kind: 'pinned', document: 'data' };
    await world.run();
    expect(await held(world)).toEqual(['hand by hand']);
  });
});

describe('frozen data that changes all the same', () => {
  async function exposed(then: 'tell' | 'hold' | 'rollback'): Promise<World> {
    const world = aWorld('good', { freeze: { paths: [], then } });
    for (let look = 0; look < 4; look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    expect(world.router.weightOf('b')).toBeGreaterThan(0);
    world.frozen = { kind: 'changed', paths: ['data/train.csv'], where: 'main at 3f2a9c41d05b' };
    return world;
  }

  it('is recorded once per path, and told by every look, while the rollout goes on', async () => {
    const world = await exposed('tell');
    for (let look = 0; look < 3; look += 1) {
      expect(await world.tick()).toMatchObject({ kind: 'decided', warnings: [expect.stringContaining('data that is frozen for fraud-prod has changed (main at 3f2a9c41d05b): data/train.csv')] });
      await world.clock.advance(world.policy.expert.lookMs);
    }
    world.frozen = { kind: 'changed', paths: ['data/train.csv', 'data/test.csv'], where: 'main at 77aa9c41d05b' };
    await world.tick();
    expect(world.events().flatMap((event) => (event.kind === 'violated' ? [[event.paths, event.where]] : []))).toEqual([[['data/train.csv'], 'main at 3f2a9c41d05b'], [['data/test.csv'], 'main at 77aa9c41d05b']]);
    await world.run();
    expect(world.state()).toMatchObject({ stable: { digest: CANDIDATE_DIGEST }, ended: [{ outcome: 'promoted' }] });
  });

  it('holds, or takes the candidate out, where the policy says so', async () => {
    expect(await (await exposed('hold')).tick()).toMatchObject({ decision: { kind: 'hold', needs: 'approval', reasons: [{ code: 'frozen-data-changed' }] } });
    const world = await exposed('rollback');
    expect(await world.tick()).toMatchObject({ decision: { kind: 'rollback', reasons: [{ code: 'frozen-data-changed', paths: ['data/train.csv'] }] } });
    expect(world.router.weightOf('b')).toBe(0);
    await world.run();
    expect(world.state().ended.at(-1)).toMatchObject({ outcome: 'rolled-back', why: 'frozen-data-changed' });
  });

  it('takes the candidate out although the ledger is away, and is recorded when it is back', async () => {
    const world = await exposed('rollback');
    world.ledger.faults.always('append', 'unavailable');
    await world.tick();
    expect(world.router.weightOf('b')).toBe(0);
    expect(kinds(world)).not.toContain('violated');
    world.ledger.faults.heal();
    await world.run();
    expect(kinds(world)).toContain('violated');
  });

  it('is recorded by nobody who only observes', async () => {
    const world = await exposed('tell');
    await world.tick({ acts: false });
    expect(kinds(world)).not.toContain('violated');
  });

  it.each([['tell', 'promoted'], ['hold', 'held'], ['rollback', 'held']] as const)('is seen by promote, which %s: %s', async (then, kind) => {
    const world = aWorld('good', { freeze: { paths: [], then } });
    for (let look = 0; look < 200 && (world.events().length < 3 || world.state().rollout.kind === 'none' || live(world) !== 'awaiting-promotion'); look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    world.frozen = { kind: 'changed', paths: ['data/train.csv'], where: 'main at 3f2a9c41d05b' };
    const outcome = await promote(world.ports, { target: 'fraud-prod', actor: 'test', rolloutId: '' });
    expect(outcome.kind).toBe(kind);
    expect(kinds(world)).toContain('violated');
    if (then === 'tell') expect(outcome.warnings).toEqual([expect.stringContaining('data/train.csv')]);
  });

  function live(world: World): string {
    const { rollout } = world.state();
    return rollout.kind === 'live' ? rollout.phase : 'none';
  }
});

describe('frozen data of which nobody knows whether it changed', () => {
  async function exposed(then: 'tell' | 'hold' | 'rollback', paths: readonly string[] = []): Promise<World> {
    const world = aWorld('good', { freeze: { paths, then } });
    world.frozen = { kind: 'unchanged' };
    world.pinned = { kind: 'pinned', document: 'data' };
    for (let look = 0; look < 4; look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    expect(world.router.weightOf('b')).toBeGreaterThan(0);
    return world;
  }

  it.each(['hold', 'rollback'] as const)('holds, and asks for a person only where it does not pass by itself: then %s', async (then) => {
    const world = await exposed(then);
    world.frozen = { kind: 'unreadable', why: 'GitHub is away' };
    expect(await world.tick()).toMatchObject({ decision: { kind: 'hold', needs: 'nothing', reasons: [{ code: 'frozen-data-unreadable', why: 'GitHub is away' }] } });
    world.frozen = { kind: 'unreadable', why: 'it is no manifest', lasts: true };
    expect(await world.tick()).toMatchObject({ decision: { kind: 'hold', needs: 'human', reasons: [{ code: 'frozen-data-unreadable', why: 'it is no manifest' }] } });
  });

  it('asks for that person before a promotion as well', async () => {
    const world = aWorld('good', { freeze: { paths: [], then: 'hold' } });
    const phase = (): string => (world.events().length > 1 && world.state().rollout.kind === 'live' ? (world.state().rollout as { readonly phase: string }).phase : '');
    for (let look = 0; look < 200 && phase() !== 'awaiting-promotion'; look += 1) await world.tick().then(() => world.clock.advance(world.policy.expert.lookMs));
    const asked = async () => promote(world.ports, { target: 'fraud-prod', actor: 'test', rolloutId: '' });
    world.frozen = { kind: 'unreadable', why: 'GitHub is away' };
    expect(await asked()).toMatchObject({ kind: 'held', needs: 'nothing' });
    world.frozen = { kind: 'unreadable', why: 'it is no manifest', lasts: true };
    expect(await asked()).toMatchObject({ kind: 'held', needs: 'human' });
  });

  it('tells of data that it froze and that is frozen no longer, and goes on', async () => {
    const world = await exposed('rollback', ['data/**']);
    expect(await world.tick()).toMatchObject({ warnings: [] });
    world.frozen = { kind: 'none' };
    expect(await world.tick()).toMatchObject({ kind: 'decided', warnings: [expect.stringContaining('frozen no longer: somebody lifted the freeze (freeze-data, mode: release), or set the branch of the freezes back')] });
    const other = await exposed('rollback');
    other.frozen = { kind: 'none' };
    expect(await other.tick()).toMatchObject({ warnings: [] });
  });
});
