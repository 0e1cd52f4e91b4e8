// Labels that come in after the end: asked while they are due, told once, and the way back to the release before.
import { ppm, type Followed, type Stage } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import type { TickOutcome } from '../src/index.ts';
import { handOver, aWorld, traffic, type World } from './a-world.ts';

const MINUTE = 60_000;
const ladder = aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 } });
const bake: Stage = { kind: 'bake', durationMs: 40 * MINUTE, holdback: ppm(500_000) };
const follow = (then: 'tell' | 'rollback'): Stage => ({ kind: 'follow', durationMs: 24 * 60 * MINUTE, then });
const accuracy = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 5 * MINUTE, matureMs: 60 * MINUTE }, worseBy: { kind: 'factor', factor: 2 } });

interface FollowWorld extends World {
  /** From here on the released version answers wrong in 3 of 10 cases. */
  wrongFromMs: number;
}

/** Labels mature an hour after the request; nothing but them sees what goes wrong. */
function followWorld(then: 'tell' | 'rollback', check = accuracy): FollowWorld {
  const world: FollowWorld = Object.assign(
    aWorld('good', { checks: [aCheck({ worseBy: { kind: 'factor', factor: 4 } }), check], promise: { badRequestsMax: 1_000_000, decideWithinMs: 1e12 }, plan: [aSmoke(), ladder, bake, follow(then)] }),
    { wrongFromMs: Number.MAX_SAFE_INTEGER },
  );
  world.metrics.follow('accuracy', (span) => traffic(span, world.weightAt('b', span.fromMs), span.fromMs >= world.wrongFromMs ? 0.3 : 0.02));
  return world;
}

/** Released; it went wrong in the second half of the bake, and no label of that time is in yet. */
async function released(then: 'tell' | 'rollback', check = accuracy): Promise<FollowWorld> {
  const world = followWorld(then, check);
  for (let look = 0; look < 600; look += 1) {
    await handOver(world, await world.tick());
    const { rollout, ended } = world.state();
    if (ended.length > 0) break;
    if (rollout.kind === 'live' && rollout.phase === 'baking' && world.wrongFromMs === Number.MAX_SAFE_INTEGER) world.wrongFromMs = world.clock.nowMs() + MINUTE;
    await world.clock.advance(world.policy.expert.lookMs);
  }
  expect(world.state()).toMatchObject({ rollout: { kind: 'none' }, stable: { version: 'v2', slot: 'b' }, following: [{ candidate: { version: 'v2' }, previous: { version: 'v1', slot: 'a' }, told: [] }] });
  return world;
}

/** The outcomes of a tick every five minutes. */
async function ticks(world: World, minutes: number): Promise<readonly TickOutcome[]> {
  const outcomes: TickOutcome[] = [];
  for (let minute = 0; minute < minutes; minute += 5) {
    await world.clock.advance(5 * MINUTE);
    outcomes.push(await world.tick());
  }
  return outcomes;
}

function news(outcomes: readonly TickOutcome[]): readonly unknown[] {
  return outcomes.flatMap((outcome) => outcome.followed);
}

function followed(world: World): Followed {
  const [only] = world.state().following;
  if (only === undefined) throw new Error('nothing is followed');
  return only;
}

describe('a release that is followed', () => {
  it('is asked for its labels when a cohort has matured, as what it was: its id, its slots, its versions', async () => {
    const world = await released('tell');
    world.wrongFromMs = Number.MAX_SAFE_INTEGER;
    const before = world.metrics.requests().length;
    const events = world.events().length;
    await ticks(world, 30);
    const { id, checks } = followed(world);
    const asked = world.metrics.requests().slice(before);
    expect(asked.length).toBeGreaterThan(2);
    for (const request of asked) expect(request).toMatchObject({ rolloutId: id, arms: { stable: 'a', candidate: 'b' }, versions: { stable: 'v1', candidate: 'v2' }, questions: [{ check: 'accuracy' }] });
    expect(world.events().slice(events).every(({ kind }) => kind === 'followed-up')).toBe(true);
    expect(world.events().length - events).toBe(asked.length);
    expect(world.clock.nowMs() - (checks['accuracy']?.watermarkMs ?? 0)).toBeLessThanOrEqual(66 * MINUTE);
  });

  it('is asked for nothing between two cohorts, and nothing is recorded', async () => {
    const world = await released('tell');
    await ticks(world, 10);
    const [requests, events] = [world.metrics.requests().length, world.events().length];
    for (let look = 0; look < 4; look += 1) {
      await world.clock.advance(30_000);
      await world.tick();
    }
    expect([world.metrics.requests().length, world.events().length]).toEqual([requests, events]);
  });

  it('is told once when its labels say worse, and stays where the policy says tell', async () => {
    const world = await released('tell');
    const outcomes = await ticks(world, 120);
    expect(news(outcomes)).toEqual([{ kind: 'told', rolloutId: followed(world).id, version: 'v2', worse: ['accuracy'], why: 'the policy asks to tell' }]);
    expect(outcomes.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(world.router.weightOf('b')).toBe(1_000_000);
  });

  it('is only read by a look that observes', async () => {
    const world = await released('rollback');
    const [events, changes] = [world.events().length, world.router.changes().length];
    await world.clock.advance(120 * MINUTE);
    expect(news([await world.tick({ acts: false })])).toMatchObject([{ kind: 'told', worse: ['accuracy'] }]);
    expect([world.events().length, world.router.changes().length]).toEqual([events, changes]);
  });

  it('is not followed any longer than the policy says', async () => {
    const world = await released('tell');
    await world.clock.advance(25 * 60 * MINUTE);
    const requests = world.metrics.requests().length;
    await world.tick();
    expect(world.metrics.requests().length).toBe(requests);
  });

  it('says so when its labels cannot be read, and does not take that for anything', async () => {
    const world = await released('rollback');
    world.metrics.blind('accuracy', 'the source is away');
    const [outcome] = await ticks(world, 5);
    expect(outcome?.warnings).toEqual(['v2 is followed, and accuracy cannot be read: the source is away']);
    expect(world.router.weightOf('b')).toBe(1_000_000);
  });

  it('is asked beside the next rollout, whose look comes first', async () => {
    const world = await released('tell');
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    const outcomes = await ticks(world, 120);
    expect(world.state().rollout).toMatchObject({ kind: 'live', candidate: { version: 'v3', slot: 'a' } });
    expect(news(outcomes)).toMatchObject([{ kind: 'told', version: 'v2', worse: ['accuracy'] }]);
    expect(outcomes.filter((outcome) => outcome.kind === 'decided').length).toBeGreaterThan(10);
  });

  it('counts nothing of the release that later stands in the slot of the one before it', async () => {
    const world = await released('tell');
    world.wrongFromMs = Number.MAX_SAFE_INTEGER;
    // A source that goes by slots: whatever is in slot a now fails in half of its answers.
    const { endedAtMs } = followed(world);
    world.metrics.follow('accuracy', ({ fromMs }) => ({ stable: { trials: 100, events: fromMs >= endedAtMs ? 50 : 2 }, candidate: { trials: 100, events: 2 } }));
    await ticks(world, 120);
    const totals = followed(world).checks['accuracy']?.totals['all'];
    expect(totals?.candidate.trials).toBeGreaterThan((totals?.stable.trials ?? 0) + 3_000);
    expect((totals?.stable.events ?? 1) / (totals?.stable.trials ?? 1)).toBeLessThan(0.021);
  });
});

describe('a followed release that got worse, where the policy says rollback', () => {
  it('gives way to the release before it: traffic, registry and ledger, told once, and not released again by itself', async () => {
    const world = await released('rollback');
    const { id } = followed(world);
    const outcomes = await ticks(world, 120);
    expect(news(outcomes)).toEqual([{ kind: 'restored', rolloutId: id, version: 'v2', worse: ['accuracy'], why: 'v1 serves again from slot a, read back at the router' }]);
    expect(outcomes.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(world.router.weightOf('a')).toBe(1_000_000);
    expect(world.router.stamp()).toMatchObject({ rolloutId: id, liveSlot: 'a' });
    expect(world.registry.moves().map(({ to }) => to)).toEqual(['v2', 'v1']);
    expect(world.state()).toMatchObject({ stable: { version: 'v1' }, following: [], rollout: { kind: 'none' }, ended: [{ outcome: 'promoted' }, { outcome: 'rolled-back' }] });
    expect(outcomes.at(-1)).toMatchObject({ kind: 'idle', why: expect.stringContaining('a new attempt has to name it') as string });
  });

  it('gives way also by a limit alone, although nothing serves beside it any more', async () => {
    const limited = { ...accuracy, worseBy: { kind: 'none' } as const, limit: { kind: 'share', ratioMax: 0.1 } as const };
    const world = await released('rollback', limited);
    world.wrongFromMs = world.clock.nowMs() + 10 * MINUTE;
    expect(news(await ticks(world, 60))).toEqual([]);
    expect(news(await ticks(world, 120))).toMatchObject([{ kind: 'restored' }]);
  });

  it('stays for a person where its check only tells', async () => {
    const world = await released('rollback', { ...accuracy, then: 'tell' });
    expect(news(await ticks(world, 120))).toMatchObject([{ kind: 'told', why: 'the policy asks to tell' }]);
    expect(world.router.weightOf('b')).toBe(1_000_000);
  });

  it.each([
    ['its slot is empty', (world: World) => world.router.placeByHand('a', { kind: 'nothing' }), 'v1 is gone: slot a is empty'],
    ['another version stands in its slot', (world: World) => world.router.placeByHand('a', { kind: 'release', version: 'v9', digest: `sha256:${'9'.repeat(64)}`, ready: true }), 'v1 is gone: slot a holds v9'],
    ['it is not ready', (world: World) => world.router.placeByHand('a', { kind: 'release', version: 'v1', digest: `sha256:${'1'.repeat(64)}`, ready: false }), 'v1 in slot a is not ready'],
  ])('asks a person once when the release before cannot serve: %s', async (_, happen, why) => {
    const world = await released('rollback');
    happen(world);
    const changes = world.router.changes().length;
    expect(news(await ticks(world, 120))).toMatchObject([{ kind: 'told', worse: ['accuracy'], why }]);
    expect(world.router.changes().length).toBe(changes);
    expect(world.state().stable.version).toBe('v2');
  });

  it('asks a person while the next release is under way', async () => {
    const world = await released('rollback');
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    expect(news(await ticks(world, 120))).toMatchObject([{ kind: 'told', why: 'v3 is being released over it' }]);
  });

  it('is not made by two ticks twice', async () => {
    const world = await released('rollback');
    await world.clock.advance(120 * MINUTE);
    const changes = world.router.changes().length;
    const outcomes = await Promise.all([world.tick(), world.tick()]);
    await world.tick();
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['idle', 'lost-race']);
    expect(world.router.changes().length).toBe(changes + 1);
    expect(world.events().filter(({ kind }) => kind === 'restored')).toHaveLength(1);
  });

  it.each([
    ['the router does not answer', (world: World) => world.router.faults.always('set', 'unavailable'), (world: World) => world.router.faults.heal()],
    ['the reply of the router is lost', (world: World) => world.router.faults.next('set', 'lost-applied'), () => undefined],
    ['the registry is away', (world: World) => world.registry.faults.always('movePointer', 'unavailable'), (world: World) => world.registry.faults.heal()],
  ])('goes on where it stopped when %s, and releases nothing meanwhile', async (_, fail, heal) => {
    const world = await released('rollback');
    await world.clock.advance(120 * MINUTE);
    fail(world);
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    const first = await world.tick({ wanted: { kind: 'nothing' } });
    if (first.todo.length > 0) expect(await world.tick()).toMatchObject({ kind: 'idle', why: 'the release before is being brought back' });
    heal(world);
    await world.tick({ wanted: { kind: 'nothing' } });
    expect(world.state()).toMatchObject({ stable: { version: 'v1' }, rollout: { kind: 'none' }, following: [] });
    expect(world.router.weightOf('a')).toBe(1_000_000);
  });

  it('is finished although the release before is no longer ready: the traffic is there already', async () => {
    const world = await released('rollback');
    await world.clock.advance(120 * MINUTE);
    world.registry.faults.next('movePointer', 'unavailable');
    expect(await world.tick()).toMatchObject({ kind: 'idle', todo: [expect.stringContaining('point prod of fraud back to v1') as string] });
    world.router.placeByHand('a', { kind: 'release', version: 'v1', digest: `sha256:${'1'.repeat(64)}`, ready: false });
    await world.tick();
    expect(world.state()).toMatchObject({ stable: { version: 'v1' }, following: [] });
  });

  it('does not move traffic when somebody was at the router since it was read', async () => {
    const world = await released('rollback');
    await world.clock.advance(120 * MINUTE);
    const read = world.ports.router.read.bind(world.ports.router);
    let isFirst = true;
    world.ports.router.read = async (target) => {
      const answer = await read(target);
      if (isFirst) world.router.placeByHand('a', { kind: 'nothing' });
      isFirst = false;
      return answer;
    };
    const outcome = await world.tick();
    expect(outcome.todo).toEqual(['bring v1 back: the next tick tries again']);
    expect(news([outcome])).toMatchObject([{ kind: 'told', worse: ['accuracy'] }]);
    expect(world.router.weightOf('b')).toBe(1_000_000);
  });

  it('leaves a registry pointer alone that a person moved elsewhere', async () => {
    const world = await released('rollback');
    world.registry.register('fraud', { version: 'v0', digest: `sha256:${'8'.repeat(64)}`, artifact: 'models/v0' });
    await world.ports.registry.movePointer({ model: 'fraud', stage: 'prod', from: { kind: 'at', version: 'v2' }, to: 'v0', actor: 'ada' });
    const outcomes = await ticks(world, 120);
    expect(outcomes.flatMap(({ warnings }) => warnings).join()).toMatch(/left as it is/);
    expect(world.registry.moves().at(-1)?.to).toBe('v0');
    expect(world.state().stable.version).toBe('v1');
  });
});
