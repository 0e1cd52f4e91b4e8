// A workflow run that somebody starts again, perhaps days later, with the words of back then.
import { describe, expect, it } from 'vitest';
import { actorOfRun, pauseTarget, promote, rollback, standingOf, type PortError, type Ports, type RollbackInput } from '../src/index.ts';
import { aWorld, type World } from './a-world.ts';

const byRun = (run: string, attempt: string): string => actorOfRun('ada', { run, attempt });
const AWAY: PortError = { port: 'ledger', code: 'unavailable', message: 'nobody answers', retryable: true, outcome: 'not-done' };
const again = (run: string) => ({ kind: 'yes', run }) as const;

function rollBack(world: World, over: Partial<RollbackInput>) {
  return rollback(world.ports, { target: 'fraud-prod', actor: byRun('17', '1'), why: 'looks odd', rolloutId: '', stableVersion: '', routerOnly: false, ...over });
}

/** v2 was rolled back by run 17 and is released again, with traffic. */
async function releasedAgain(): Promise<World> {
  const world = aWorld();
  await exposed(world);
  expect(await rollBack(world, {})).toMatchObject({ kind: 'out', concluded: true });
  await world.clock.advance(60_000);
  await world.tick({ wanted: { kind: 'version', version: 'v2' }, actor: byRun('18', '1') });
  await exposed(world);
  return world;
}

async function exposed(world: World): Promise<void> {
  while (world.router.weightOf('b') === 0) {
    await world.tick();
    await world.clock.advance(world.policy.expert.lookMs);
  }
}

describe('a rollback that is run again', () => {
  it('is refused where no earlier attempt of its run has recorded anything, and changes nothing', async () => {
    const world = await releasedAgain();
    const weight = world.router.weightOf('b');
    const refused = await rollBack(world, { actor: byRun('9', '2'), rerun: again('9') });
    expect(refused).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^run 9 was run again, .*Start the workflow anew/) });
    expect(world.router.weightOf('b')).toBe(weight);
  });

  it('is refused after a newer release by the rollout that it names', async () => {
    const world = aWorld();
    await exposed(world);
    const { rollout } = world.state();
    const rolloutId = rollout.kind === 'live' ? rollout.id : '';
    await rollBack(world, { rolloutId });
    await world.tick({ wanted: { kind: 'version', version: 'v2' } });
    await exposed(world);
    expect(await rollBack(world, { rolloutId, rerun: again('17') })).toMatchObject({ kind: 'refused', why: expect.stringContaining(`this rollback belongs to rollout ${rolloutId}`) });
    expect(world.router.weightOf('b')).toBeGreaterThan(0);
  });

  it('is refused after a newer release by what its earlier attempt was about, where it names no rollout', async () => {
    const world = await releasedAgain();
    const weight = world.router.weightOf('b');
    const refused = await rollBack(world, { actor: byRun('17', '2'), rerun: again('17') });
    expect(refused).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^this rollback belongs to rollout [0-9a-f]{12}; the router now carries rollout [0-9a-f]{12}\. Nothing was changed$/) });
    expect(world.router.weightOf('b')).toBe(weight);
  });

  it('is done where the router still carries the stamp of a rollout that has ended since', async () => {
    const world = await releasedAgain();
    const { rollout, ended } = world.state();
    const rolloutId = rollout.kind === 'live' ? rollout.id : '';
    const reading = await world.router.read('fraud-prod');
    if (reading.kind !== 'ok' || reading.value.stamp.kind !== 'stamp') throw new Error('it carries a stamp');
    const { slots, stamp } = reading.value;
    // As a job does that was shown the history of before.
    await world.router.set({ target: 'fraud-prod', weights: Object.fromEntries(slots.map(({ slot, weight }) => [slot, weight])), mirror: {}, ifVersion: { kind: 'any' }, stamp: { ...stamp, rolloutId: ended.at(-1)?.id ?? '', effectId: 'late' } });
    expect(await rollBack(world, { rolloutId })).toMatchObject({ kind: 'out', concluded: true });
    expect([world.router.weightOf('b'), world.state().rollout.kind]).toEqual([0, 'none']);
  });

  it('goes on where an earlier attempt stopped half-way', async () => {
    const world = aWorld();
    await exposed(world);
    // The rollback is recorded, its end is not.
    const append = world.ledger.append.bind(world.ledger);
    const halfWay: Ports = { ...world.ports, ledger: { ...world.ledger, append: (entry) => (entry.event.kind === 'ended' ? Promise.resolve({ kind: 'error', error: AWAY }) : append(entry)) } };
    expect(await rollback(halfWay, { target: 'fraud-prod', actor: byRun('17', '1'), why: 'looks odd', rolloutId: '', stableVersion: '', routerOnly: false })).toMatchObject({ kind: 'out', concluded: false });
    expect(await rollBack(world, { actor: byRun('17', '2'), rerun: again('17') })).toMatchObject({ kind: 'out', concluded: true });
  });

  it('needs no ledger', async () => {
    const world = aWorld();
    await exposed(world);
    world.ledger.faults.always('history', 'unavailable');
    expect(await rollBack(world, { rerun: again('9') })).toMatchObject({ kind: 'out' });
  });
});

describe('a promotion that is run again', () => {
  it('is refused where nobody knows its run', async () => {
    const world = aWorld();
    await exposed(world);
    expect(await promote(world.ports, { target: 'fraud-prod', actor: byRun('9', '2'), rolloutId: '', rerun: again('9') })).toMatchObject({ kind: 'refused', why: expect.stringContaining('run 9 was run again') });
  });

  it('is refused where its earlier attempt was about another rollout', async () => {
    const world = await releasedAgain();
    expect(await promote(world.ports, { target: 'fraud-prod', actor: byRun('17', '2'), rolloutId: '', rerun: again('17') })).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^this job was about rollout [0-9a-f]{12} when it first ran/) });
  });
});

describe('standingOf', () => {
  it('tells nothing of a history that cannot be read, and nobody takes that for a first attempt', async () => {
    const world = aWorld();
    await exposed(world);
    world.ledger.faults.always('history', 'unavailable');
    expect(await standingOf(again('17'), 'fraud-prod', world.ledger)).toMatchObject({ kind: 'unread', error: { code: 'unavailable' } });
    expect(await promote(world.ports, { target: 'fraud-prod', actor: byRun('17', '2'), rolloutId: '', rerun: again('17') })).toMatchObject({ kind: 'no-ledger', error: { code: 'unavailable' } });
  });

  it('knows a run by any of its attempts, and by nothing else', async () => {
    const world = aWorld();
    await world.tick({ actor: byRun('17', '1') });
    const { rollout } = world.state();
    expect(await standingOf(again('17'), 'fraud-prod', world.ledger)).toEqual({ kind: 'goes-on', isRepeat: true, rolloutId: rollout.kind === 'live' ? rollout.id : 'none' });
    expect(await standingOf({ kind: 'no' }, 'fraud-prod', world.ledger)).toEqual({ kind: 'goes-on', isRepeat: false, rolloutId: '' });
    for (const run of ['1', '7', '171']) expect(await standingOf(again(run), 'fraud-prod', world.ledger)).toMatchObject({ kind: 'unknown' });
  });

  it('leaves the attempt out of what identifies an operation', async () => {
    const world = aWorld();
    await world.tick({ actor: byRun('17', '3') });
    await pauseTarget(world.ports, { target: 'fraud-prod', actor: byRun('17', '4'), why: '' });
    expect(world.events().filter(({ kind }) => kind === 'ticked' || kind === 'paused').map(({ operation }) => operation)).toEqual([expect.stringMatching(/\/ada, run 17$/), expect.stringMatching(/\/ada, run 17$/)]);
  });
});
