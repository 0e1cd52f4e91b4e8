// A person pauses a target and lets it go on: what jobs do meanwhile, and what is written.
import { describe, expect, it } from 'vitest';
import { pauseTarget, promote, resumeTarget, rollback } from '../src/index.ts';
import { aWorld, handOver, type World } from './a-world.ts';

const BY_ADA = { target: 'fraud-prod', actor: 'ada', why: 'the feature store moves' };

async function looks(world: World, count: number): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let look = 0; look < count; look += 1) {
    const outcome = await world.tick();
    kinds.push(outcome.kind === 'decided' ? outcome.decision.kind : outcome.kind);
    await handOver(world, outcome);
    await world.clock.advance(world.policy.expert.lookMs);
  }
  return kinds;
}

async function exposed(behaviour: 'good' | 'failing' = 'good'): Promise<World> {
  const world = aWorld(behaviour);
  while (world.router.weightOf('b') === 0) await looks(world, 1);
  return world;
}

describe('a paused target', () => {
  it('keeps its weight until it is resumed, then goes on to the end', async () => {
    const world = await exposed();
    const weight = world.router.weightOf('b');
    expect(await pauseTarget(world.ports, BY_ADA)).toMatchObject({ kind: 'done', underWay: { kind: 'nothing' }, state: { pause: { kind: 'paused', by: 'ada', why: BY_ADA.why } } });
    expect(new Set(await looks(world, 40))).toEqual(new Set(['hold']));
    expect(world.router.weightOf('b')).toBe(weight);
    expect(await resumeTarget(world.ports, { ...BY_ADA, why: '' })).toMatchObject({ kind: 'done', state: { pause: { kind: 'none' } } });
    await world.run();
    expect(world.state().ended.map(({ outcome }) => outcome)).toEqual(['promoted']);
    expect(world.events().filter(({ kind }) => kind === 'paused' || kind === 'resumed').map(({ kind, actor }) => `${kind} ${actor}`)).toEqual(['paused ada', 'resumed ada']);
  });

  it('goes on gathering evidence, and takes a failing candidate out', async () => {
    const world = await exposed('failing');
    await pauseTarget(world.ports, BY_ADA);
    await looks(world, 40);
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.state()).toMatchObject({ rollout: { kind: 'none' }, pause: { kind: 'paused' }, ended: [{ outcome: 'rolled-back' }] });
  });

  it('starts nothing: not by itself, and with a reason where a version is asked for', async () => {
    const world = aWorld();
    await world.tick({ wanted: { kind: 'nothing' } });
    await pauseTarget(world.ports, BY_ADA);
    const why = expect.stringMatching(/^fraud-prod is paused by ada since \d{4}-\d\d-\d\d \d\d:\d\dZ \(the feature store moves\); rampart resume fraud-prod lets it go on$/) as string;
    expect(await world.tick()).toMatchObject({ kind: 'idle', why });
    expect(await world.tick({ wanted: { kind: 'version', version: 'v2' } })).toMatchObject({ kind: 'refused', why });
    expect(world.events().map(({ kind }) => kind)).toEqual(['adopted', 'paused']);
    await resumeTarget(world.ports, BY_ADA);
    expect(await world.tick()).toMatchObject({ kind: 'decided' });
  });

  it('is not promoted by a job that was on its way, and rolls back by hand', async () => {
    const world = aWorld();
    let waits = false;
    while (!waits) {
      const outcome = await world.tick();
      waits = outcome.kind === 'decided' && outcome.decision.kind === 'promote';
      await world.clock.advance(world.policy.expert.lookMs);
    }
    const weight = world.router.weightOf('b');
    await pauseTarget(world.ports, BY_ADA);
    expect(await promote(world.ports, { target: 'fraud-prod', actor: 'job', rolloutId: '' })).toMatchObject({ kind: 'held', needs: 'nothing', why: expect.stringContaining('paused by ada') as string });
    expect(world.router.weightOf('b')).toBe(weight);
    expect(await world.tick()).toMatchObject({ kind: 'decided', decision: { kind: 'hold', reasons: [{ code: 'paused' }] } });
    expect(await rollback(world.ports, { target: 'fraud-prod', actor: 'bob', why: 'no', rolloutId: '', stableVersion: '', routerOnly: false })).toMatchObject({ kind: 'out', concluded: true });
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('does not make a raise that a job recorded and left behind', async () => {
    const world = await exposed();
    const weight = world.router.weightOf('b');
    // The router is away just when a raise is recorded.
    let pending = false;
    while (!pending) {
      await world.clock.advance(world.policy.expert.lookMs);
      world.router.faults.always('set', 'unavailable');
      await world.tick();
      const { rollout } = world.state();
      pending = rollout.kind === 'live' && rollout.pending.kind !== 'none';
    }
    expect(await pauseTarget(world.ports, BY_ADA)).toMatchObject({ kind: 'done', underWay: { kind: 'set-weight', purpose: 'advance' } });
    world.router.faults.heal();
    await looks(world, 3);
    expect(world.router.weightOf('b')).toBe(weight);
  });

  it('keeps its candidate when a newer version comes', async () => {
    const world = await exposed();
    await pauseTarget(world.ports, BY_ADA);
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    expect(new Set(await looks(world, 3))).toEqual(new Set(['hold']));
    await resumeTarget(world.ports, BY_ADA);
    await looks(world, 2);
    expect(world.state().rollout).toMatchObject({ kind: 'live', candidate: { version: 'v3' } });
  });
});

describe('pauseTarget', () => {
  it('writes nothing twice, and nothing where there is no ledger', async () => {
    const world = aWorld();
    expect(await pauseTarget(world.ports, BY_ADA)).toEqual({ kind: 'not-adopted' });
    await world.tick({ wanted: { kind: 'nothing' } });
    expect(await resumeTarget(world.ports, BY_ADA)).toMatchObject({ kind: 'already' });
    await pauseTarget(world.ports, BY_ADA);
    expect(await pauseTarget(world.ports, { ...BY_ADA, actor: 'bob' })).toMatchObject({ kind: 'already', state: { pause: { by: 'ada' } } });
    expect(world.events()).toHaveLength(2);
  });

  it('gets through against other writers, and says when the ledger is away', async () => {
    const world = aWorld();
    await world.tick({ wanted: { kind: 'nothing' } });
    for (let conflicts = 0; conflicts < 5; conflicts += 1) world.ledger.faults.next('append', 'conflict');
    expect(await pauseTarget(world.ports, BY_ADA)).toMatchObject({ kind: 'done' });
    world.ledger.faults.next('read', 'unavailable');
    expect(await resumeTarget(world.ports, BY_ADA)).toMatchObject({ kind: 'no-ledger' });
  });
});
