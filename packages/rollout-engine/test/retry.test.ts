// Trying again what was taken out: what counts as a retry, which try it is, and what is kept of the reason.
import { ENDED_KEPT } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { retriable, rollback } from '../src/index.ts';
import { aWorld, CANDIDATE_DIGEST, type World } from './a-world.ts';

const byHand = { target: 'fraud-prod', actor: 'ada', why: 'looks bad', rolloutId: '', stableVersion: '', routerOnly: false };
const again = (version = '') => ({ wanted: { kind: 'retry', version, why: 'the feature store was down' } }) as const;

/** v2 was started and taken out. */
async function takenOut(): Promise<World> {
  const world = aWorld();
  await world.tick();
  await rollback(world.ports, byHand);
  expect(world.state().ended.map(({ outcome }) => outcome)).toEqual(['rolled-back']);
  return world;
}

describe('a retry', () => {
  it('is a rollout of its own, with an id and a budget of its own, that knows which try it is and why', async () => {
    const world = await takenOut();
    const [first] = world.state().ended;
    expect(await world.tick(again())).toMatchObject({ kind: 'decided' });
    expect(world.state().rollout).toMatchObject({ kind: 'live', candidate: { version: 'v2' }, attempt: 2 });
    const { rollout } = world.state();
    expect(rollout.kind === 'live' && rollout.id !== first?.id).toBe(true);
    const started = world.events().findLast(({ kind }) => kind === 'started');
    expect(started).toMatchObject({ attempt: 2, why: 'the feature store was down' });
  });

  it('counts every try of the same bytes', async () => {
    const world = await takenOut();
    for (const attempt of [2, 3, 4]) {
      await world.tick(again('v2'));
      expect(world.state().rollout).toMatchObject({ attempt });
      await rollback(world.ports, byHand);
    }
  });

  it('also counts for a version that is named to a tick', async () => {
    const world = await takenOut();
    await world.tick({ wanted: { kind: 'version', version: 'v2' } });
    expect(world.state().rollout).toMatchObject({ attempt: 2 });
  });

  it('does not happen by itself', async () => {
    const world = await takenOut();
    expect(await world.tick()).toMatchObject({ kind: 'idle', why: expect.stringContaining('a new attempt has to name it') as string });
  });

  it('is refused for other bytes under the same name', async () => {
    const world = await takenOut();
    world.registry.cancel('fraud', 'v2');
    world.registry.register('fraud', { version: 'v2', digest: `sha256:${'5'.repeat(64)}`, artifact: 'models/v2' });
    expect(await world.tick(again())).toMatchObject({ kind: 'refused', why: expect.stringContaining(`v2 was tried as ${CANDIDATE_DIGEST}, the registry now has sha256:5`) as string });
  });

  it('is refused when the registry does not know the version any more, and waits while it is away', async () => {
    const world = await takenOut();
    world.registry.faults.next('resolve', 'unavailable');
    expect(await world.tick(again())).toMatchObject({ kind: 'idle', why: 'the registry cannot be read' });
    world.registry.cancel('fraud', 'v2');
    expect(await world.tick(again())).toMatchObject({ kind: 'refused' });
  });
});

describe('retriable', () => {
  it('is the last release that was taken out, or the one that is named', async () => {
    const world = await takenOut();
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    await world.tick();
    await rollback(world.ports, byHand);
    expect(retriable(world.state(), '')).toMatchObject({ kind: 'release', release: { version: 'v3' }, outcome: 'rolled-back', attempt: 2 });
    expect(retriable(world.state(), 'v2')).toMatchObject({ kind: 'release', release: { version: 'v2' } });
  });

  it('is nothing where nothing was taken out, or where it serves by now', async () => {
    const world = aWorld();
    await world.run();
    expect(retriable(world.state(), '')).toMatchObject({ kind: 'none', why: expect.stringContaining('nothing to try again') as string });
    const state = (await takenOut()).state();
    expect(retriable({ ...state, stable: { ...state.stable, version: 'v2', digest: CANDIDATE_DIGEST } }, '')).toEqual({ kind: 'none', why: 'v2 is what serves fraud-prod now, so there is nothing to try again' });
  });

  it('says the truth about a version that cannot be tried again', async () => {
    const world = await takenOut();
    const why = (version: string, state = world.state()) => retriable(state, version);
    expect(why('v9')).toMatchObject({ kind: 'none', why: expect.stringMatching(/^v9 was never taken out of fraud-prod, /) as string });
    expect(why('v1')).toMatchObject({ kind: 'none', why: expect.stringMatching(/^v1 is what serves fraud-prod now, /) as string });
    const [one] = world.state().ended;
    if (one === undefined) throw new Error('nothing ended');
    expect(why('v9', { ...world.state(), ended: Array.from({ length: ENDED_KEPT }, () => one) })).toMatchObject({ kind: 'none', why: expect.stringMatching(/^v9 was not taken out of fraud-prod in its last 50 releases, /) as string });
    expect(why('v2', { ...world.state(), ended: [{ ...one, drill: true }] })).toMatchObject({ kind: 'none', why: expect.stringMatching(/^v2 was let in to fraud-prod as a drill only/) as string });
    await world.tick(again());
    expect(why('v2')).toMatchObject({ kind: 'none', why: expect.stringMatching(/^v2 is live on fraud-prod now/) as string });
  });
});
