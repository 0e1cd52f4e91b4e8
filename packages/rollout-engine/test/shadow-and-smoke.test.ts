// Stages before the first request: the golden set through the real route, copies of requests, and times when people are away.
import { ppm, type Stage } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { promote, rollback, type TickOutcome } from '../src/index.ts';
import { aWorld, type Behaviour, type World, type WorldParts } from './a-world.ts';

const byHand = { target: 'fraud-prod', actor: 'ada', why: 'looks bad', rolloutId: '', stableVersion: '', routerOnly: false };
const shadow: Stage = { kind: 'shadow', durationMs: 300_000, share: ppm(200_000) };
const ladder = aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 } });
const bake: Stage = { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) };

function shadowWorld(behaviour: Behaviour = 'good', parts: WorldParts = {}): World {
  return aWorld(behaviour, { checks: [aCheck({ worseBy: { kind: 'factor', factor: behaviour === 'good' ? 4 : 1.25 } })], promise: { badRequestsMax: 5_000 }, plan: [aSmoke(), shadow, ladder, bake], ...parts });
}

async function nextLook(world: World): Promise<TickOutcome> {
  await world.clock.advance(world.policy.expert.lookMs);
  return world.tick();
}

/** Ticks until the candidate gets copies. */
async function shadowed(behaviour: Behaviour = 'good'): Promise<World> {
  const world = shadowWorld(behaviour);
  await world.tick();
  expect(world.router.mirrorOf('b')).toBe(200_000);
  return world;
}

function live(world: World): Extract<ReturnType<World['state']>['rollout'], { kind: 'live' }> {
  const { rollout } = world.state();
  if (rollout.kind === 'none') throw new Error('no live rollout');
  return rollout;
}

function said(outcome: TickOutcome): string {
  return outcome.kind === 'decided' ? `${outcome.decision.kind} ${outcome.decision.reasons[0]?.code ?? ''}` : outcome.kind;
}

describe('a shadow stage', () => {
  it('copies requests while nobody is answered by the candidate, then goes on to the ramp without copies, and ends like any rollout', async () => {
    const world = shadowWorld();
    await world.run();
    expect(world.state().ended.map((ended) => ended.outcome)).toEqual(['promoted']);
    const changes = world.router.changes().map(({ weights, mirror }) => [weights['b'], mirror['b'] ?? 0]);
    expect(changes).toEqual([[0, 200_000], [100_000, 0], [500_000, 0], [990_000, 0], [1_000_000, 0]]);
  });

  it('lasts as long as the policy says, in time that the metrics covered', async () => {
    const world = await shadowed();
    const since = world.clock.nowMs();
    let outcome = await nextLook(world);
    for (let look = 0; said(outcome).startsWith('hold') && look < 30; look += 1) outcome = await nextLook(world);
    expect(said(outcome)).toBe('advance stage-passed');
    expect(world.clock.nowMs() - since).toBe(300_000);
  });

  it('is begun only after its record, and is recorded as begun only once it was read back', async () => {
    const world = await shadowed();
    const kinds = world.events().map((event) => (event.kind === 'ticked' ? `ticked ${event.effect.kind}` : event.kind));
    expect(kinds).toEqual(['adopted', 'started', 'ticked intended', 'confirmed']);
    expect(live(world)).toMatchObject({ weight: 0, mirror: 200_000, pending: { kind: 'none' } });
  });

  it('takes a failing candidate out before anybody saw an answer of it, copies and all', async () => {
    const world = await shadowed('failing');
    let outcome = await nextLook(world);
    for (let look = 0; !said(outcome).startsWith('rollback') && look < 30; look += 1) outcome = await nextLook(world);
    expect(said(outcome)).toMatch(/^rollback (regression|combined-regression)$/);
    expect([world.router.weightOf('b'), world.router.mirrorOf('b')]).toEqual([0, 0]);
    expect(world.router.changes().every(({ weights }) => weights['b'] === 0)).toBe(true);
    expect(live(world)).toMatchObject({ phase: 'leaving', mirror: 0 });
  });

  it('is ended by a rollback with nothing but the router, and the next tick adopts that', async () => {
    const world = await shadowed();
    expect(await rollback(world.ports, { ...byHand, routerOnly: true })).toMatchObject({ kind: 'out' });
    expect(world.router.mirrorOf('b')).toBe(0);
    expect(said(await nextLook(world))).toMatch(/^rollback /);
    expect(await rollback(world.ports, byHand)).toMatchObject({ kind: 'out', concluded: true });
    expect(world.state().ended.map((ended) => ended.outcome)).toEqual(['rolled-back']);
  });

  it('is ended by a rollback job although no request is answered by the candidate', async () => {
    const world = await shadowed();
    expect(await rollback(world.ports, byHand)).toMatchObject({ kind: 'out', concluded: true, todo: [] });
    expect(world.router.mirrorOf('b')).toBe(0);
  });

  it('is not confirmed while the router shows other copies than were asked for', async () => {
    const world = shadowWorld();
    const set = world.ports.router.set.bind(world.ports.router);
    world.ports.router.set = async (change) => {
      const answer = await set(change);
      world.router.mirrorByHand({ b: 50_000 });
      return answer;
    };
    const outcome = await world.tick();
    expect(outcome.warnings).toEqual(['router: it shows 0 % and copies of 5 % where 0 % and copies of 20 % was set: somebody else changed it meanwhile']);
    expect(live(world)).toMatchObject({ mirror: 0, pending: { mirror: 200_000 } });
  });

  it('holds and asks for a person where the router cannot mirror', async () => {
    const world = shadowWorld('good', { router: { canMirror: false } });
    const outcome = await world.tick();
    expect(said(outcome)).toBe('hold router-cannot-mirror');
    expect(outcome).toMatchObject({ decision: { needs: 'human' } });
    expect(world.router.changes()).toEqual([]);
  });
});

describe('copies that are on the router and not confirmed', () => {
  async function notConfirmed(): Promise<World> {
    const world = shadowWorld();
    world.router.faults.next('settle', ...Array.from({ length: 20 }, () => 'unavailable' as const));
    await world.tick();
    expect(world.router.mirrorOf('b')).toBe(200_000);
    expect(live(world)).toMatchObject({ mirror: 0, pending: { mirror: 200_000 } });
    return world;
  }

  it('are confirmed by the next look', async () => {
    const world = await notConfirmed();
    expect(said(await nextLook(world))).toMatch(/^hold /);
    expect(live(world)).toMatchObject({ mirror: 200_000, pending: { kind: 'none' } });
    expect(world.router.changes()).toHaveLength(1);
  });

  it('are kept and waited for while the router does not settle', async () => {
    const world = await notConfirmed();
    world.router.faults.always('settle', 'unavailable');
    for (let look = 0; look < 3; look += 1) expect(said(await nextLook(world))).toMatch(/^hold /);
    world.router.faults.heal();
    await nextLook(world);
    expect(live(world)).toMatchObject({ mirror: 200_000, pending: { kind: 'none' } });
    expect(world.router.changes()).toHaveLength(1);
  });

  it('and that a person ended are not taken for ours: the rollout leaves', async () => {
    const world = await notConfirmed();
    world.router.mirrorByHand({});
    expect(said(await nextLook(world))).toMatch(/^rollback /);
  });
});

describe('a smoke stage with a probe', () => {
  const probe = { kind: 'http', url: 'http://golden.test/' } as const;
  const probed = (): World => shadowWorld('good', { plan: [aSmoke({ probe }), ladder, bake] });

  it('goes on once the golden set passes, and asks no more after it', async () => {
    const world = probed();
    world.smoke.faults.next('ask', 'unavailable');
    expect(said(await world.tick())).toBe('hold smoke-unavailable');
    expect(said(await nextLook(world))).toBe('advance smoke-passed');
    for (let look = 0; look < 3; look += 1) await nextLook(world);
    expect(world.smoke.questions()).toHaveLength(2);
    expect(world.smoke.questions()[1]).toMatchObject({ probe, slot: 'b', version: 'v2', rolloutId: live(world).id });
  });

  it.each([
    ['a case fails', { failed: 1, first: 'case 7' }, 'case 7'],
    ['another artefact answers', { digest: `sha256:${'7'.repeat(64)}` }, `sha256:${'7'.repeat(64)} answered`],
  ])('takes the candidate out before its first request when %s', async (_, answer, first) => {
    const world = probed();
    world.smoke.answerAlways(answer);
    const outcome = await world.tick();
    expect(outcome).toMatchObject({ decision: { kind: 'rollback', reasons: [{ code: 'smoke-failed', first: expect.stringContaining(first) as string }] } });
    expect(world.router.changes().every(({ weights }) => weights['b'] === 0)).toBe(true);
    expect(live(world).phase).toBe('leaving');
  });
});

describe('quiet times', () => {
  // The world begins on Tuesday, 2023-11-14, at 22:13 UTC; 00:00 to 06:00 the next night is quiet.
  const quiet = [{ fromMinute: 2 * 24 * 60, toMinute: 2 * 24 * 60 + 360, zone: 'UTC' }];
  const midnightMs = Date.parse('2023-11-15T00:00Z');

  /** A look at this time, with traffic known from one before it. */
  async function lookAt(world: World, atMs: number): Promise<TickOutcome> {
    await world.clock.advance(atMs - 60_000 - world.clock.nowMs());
    world.metrics.blind('errors', 'not asked yet');
    await world.tick();
    world.metrics.see('errors');
    await world.clock.advance(60_000);
    return world.tick();
  }

  it('raise and promote nothing, and go on afterwards', async () => {
    const world = shadowWorld('good', { plan: [aSmoke(), ladder, bake], quiet });
    const outcome = await lookAt(world, midnightMs);
    expect(outcome).toMatchObject({ decision: { kind: 'hold', reasons: [{ code: 'quiet', untilMs: midnightMs + 6 * 3_600_000 }] } });
    expect(world.router.changes()).toEqual([]);
    await world.clock.advance(6 * 3_600_000);
    expect(said(await world.tick())).toBe('advance smoke-passed');
  });

  it('do not hold back a rollback', async () => {
    const world = shadowWorld('failing', { plan: [aSmoke(), ladder, bake], quiet });
    await lookAt(world, midnightMs - 45_000);
    expect(world.router.weightOf('b')).toBe(100_000);
    let outcome = await nextLook(world);
    for (let look = 0; !said(outcome).startsWith('rollback') && look < 20; look += 1) outcome = await nextLook(world);
    expect(world.clock.nowMs()).toBeGreaterThan(midnightMs);
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('do not begin a promotion that was decided before, and do not make a raise that was only recorded', async () => {
    const world = shadowWorld('good', { plan: [aSmoke(), ladder, bake], quiet });
    for (let look = 0; look < 100 && (look === 0 || live(world).phase !== 'awaiting-promotion'); look += 1) await nextLook(world);
    await world.clock.advance(midnightMs - world.clock.nowMs());
    expect(await promote(world.ports, byHand)).toMatchObject({ kind: 'quiet', untilMs: midnightMs + 6 * 3_600_000 });
    expect(world.router.weightOf('b')).toBe(500_000);

    const other = shadowWorld('good', { plan: [aSmoke(), ladder, bake], quiet });
    other.router.faults.always('set', 'unavailable');
    expect(said(await lookAt(other, midnightMs - 15_000))).toBe('advance smoke-passed');
    other.router.faults.heal();
    expect(said(await nextLook(other))).toMatch(/^hold /);
    expect([other.router.weightOf('b'), other.router.changes().length]).toEqual([0, 0]);
  });
});
