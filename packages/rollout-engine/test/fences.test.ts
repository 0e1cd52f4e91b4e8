// Races between jobs, people and crashes: nothing is raised that a person or a lowering took back, nothing is promoted or baked on old news.
import { ppm } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { promote, rollback, type Ports, type TickOutcome } from '../src/index.ts';
import { aWorld, handOver, type Behaviour, type World } from './a-world.ts';

const job = { target: 'fraud-prod', actor: 'ada', rolloutId: '' };
const byHand = { ...job, why: 'looks bad', stableVersion: '', routerOnly: false };

async function nextLook(world: World): Promise<TickOutcome> {
  await world.clock.advance(world.policy.expert.lookMs);
  return world.tick();
}

/** A ladder of 10 % and 50 %, the first weight confirmed. */
async function exposed(behaviour: Behaviour = 'good', parts: Parameters<typeof aWorld>[1] = {}, wrap?: (ports: Ports) => Ports): Promise<World> {
  const world = aWorld(
    behaviour,
    {
      checks: [aCheck({ worseBy: { kind: 'factor', factor: 4 } })],
      promise: { badRequestsMax: 5_000 },
      plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(500_000)], everyMs: 30_000 }, weightMax: ppm(500_000) }), { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) }],
      ...parts,
    },
    wrap,
  );
  await world.tick();
  for (let look = 0; world.router.weightOf('b') === 0 && look < 10; look += 1) await nextLook(world);
  expect(live(world)).toMatchObject({ weight: 100_000, pending: { kind: 'none' } });
  return world;
}

/** A raise to 50 % that is on the router, and whose confirmation was lost. */
async function raisedButNotConfirmed(promise: { readonly decideWithinMs?: number } = {}): Promise<World> {
  const world = await exposed('good', { promise: { badRequestsMax: 5_000, ...promise } });
  for (let look = 0; world.router.weightOf('b') < 500_000; look += 1) {
    if (look > 10) throw new Error('not raised');
    world.router.faults.next('settle', ...Array.from({ length: 20 }, () => 'unavailable' as const));
    await nextLook(world);
  }
  world.router.faults.heal();
  expect(live(world)).toMatchObject({ weight: 100_000, pending: { weight: 500_000 } });
  return world;
}

async function untilPromotion(world: World): Promise<void> {
  for (let look = 0; live(world).phase !== 'awaiting-promotion'; look += 1) {
    if (look > 100) throw new Error('no promotion');
    await nextLook(world);
  }
}

function live(world: World): Extract<ReturnType<World['state']>['rollout'], { kind: 'live' }> {
  const { rollout } = world.state();
  if (rollout.kind === 'none') throw new Error('no live rollout');
  return rollout;
}

function said(outcome: TickOutcome): string {
  return outcome.kind === 'decided' ? `${outcome.decision.kind} ${outcome.decision.reasons[0]?.code ?? ''}` : outcome.kind;
}

describe('a raise that is on the router and not confirmed', () => {
  it('and that a person takes back is not taken for ours: the rollout leaves and is never raised again', async () => {
    for (const weight of [0, 100_000]) {
      const world = await raisedButNotConfirmed();
      world.router.moveByHand({ a: 1_000_000 - weight, b: weight });
      expect(said(await nextLook(world))).toMatch(/^rollback /);
      for (let look = 0; look < 5; look += 1) await nextLook(world);
      expect(world.router.weightOf('b')).toBe(0);
    }
  });

  it('and that a person changes to something between or above is held for a person, not adopted', async () => {
    for (const weight of [200_000, 900_000]) {
      const world = await raisedButNotConfirmed();
      world.router.moveByHand({ a: 1_000_000 - weight, b: weight });
      expect(said(await nextLook(world))).toBe('hold weight-raised-outside');
      expect(world.router.weightOf('b')).toBe(weight);
      expect(live(world).weight).toBe(100_000);
    }
  });

  it('and that was rolled back with nothing but the router stays out', async () => {
    const world = await raisedButNotConfirmed();
    await rollback(world.ports, { ...byHand, routerOnly: true });
    expect(said(await nextLook(world))).toBe('rollback lowered-before-record');
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('is promoted from only after it was raised to what promotion means', async () => {
    const world = await raisedButNotConfirmed({ decideWithinMs: 600_000 });
    world.router.faults.always('settle', 'unavailable');
    expect(said(await nextLook(world))).toBe('hold dwell');
    // The time for a decision is over while the raise is still not in effect.
    for (let look = 0; said(await nextLook(world)) !== 'hold undecided'; look += 1) expect(look).toBeLessThan(40);
    await world.tick({ request: { kind: 'approve', actor: 'ada' } });
    expect(live(world)).toMatchObject({ phase: 'awaiting-promotion', pending: { purpose: 'advance' } });
    world.router.faults.heal();
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'promoted', weight: 990_000 });
  });
});

describe('a recorded raise that was not made', () => {
  it('is not made by the job that aborts', async () => {
    const world = await exposed();
    world.router.faults.always('set', 'unavailable');
    for (let look = 0; live(world).pending.kind === 'none' && look < 10; look += 1) await nextLook(world);
    world.router.faults.heal();
    const changes = world.router.changes().length;
    expect(said(await world.tick({ request: { kind: 'abort', actor: 'ada', why: 'no' } }))).toBe('rollback aborted');
    expect(world.router.changes().slice(changes).map((change) => change.weights['b'])).toEqual([0]);
  });
});

describe('a rollback with nothing but the router', () => {
  it('is not undone by a step back: blindness holds at nothing', async () => {
    const world = await exposed();
    for (let look = 0; world.router.weightOf('b') < 500_000 && look < 20; look += 1) await nextLook(world);
    world.metrics.blind('errors', 'gone');
    await rollback(world.ports, { ...byHand, routerOnly: true });
    await world.clock.advance(world.policy.expert.blindMs);
    expect(said(await world.tick())).toBe('rollback lowered-before-record');
    expect(world.router.weightOf('b')).toBe(0);
  });
});

describe('an effect', () => {
  it('that raises is refused by a router that changed since it was read, whatever its weights are', async () => {
    const world = await exposed();
    const append = world.ports.ledger.append.bind(world.ports.ledger);
    world.ports.ledger.append = (entry) => {
      // Somebody replaces what is in the slot while the intent is written.
      if (entry.event.kind === 'ticked' && entry.event.effect.kind === 'intended') world.router.placeByHand('b', { kind: 'release', version: 'x', digest: `sha256:${'7'.repeat(64)}`, ready: true });
      return append(entry);
    };
    let outcome = await nextLook(world);
    for (let look = 0; !said(outcome).startsWith('advance') && look < 10; look += 1) outcome = await nextLook(world);
    expect(said(outcome)).toBe('advance stage-passed');
    expect(world.router.weightOf('b')).toBe(100_000);
    expect(live(world)).toMatchObject({ weight: 100_000, pending: { weight: 500_000 } });
  });

  it('that a router accepts and does not show is not confirmed', async () => {
    const world = await exposed();
    const before = await world.ports.router.read('fraud-prod');
    world.ports.router.set = () => Promise.resolve(before);
    let outcome = await nextLook(world);
    for (let look = 0; !said(outcome).startsWith('advance') && look < 10; look += 1) outcome = await nextLook(world);
    expect(outcome).toMatchObject({ warnings: ['router: it answered, but does not show the change'] });
    expect(live(world)).toMatchObject({ weight: 100_000, pending: { weight: 500_000 } });
  });
});

describe('a rollback job that comes late', () => {
  it('leaves another rollout alone', async () => {
    const world = await exposed();
    expect(await rollback(world.ports, { ...byHand, rolloutId: 'an-older-one' })).toMatchObject({ kind: 'refused', concluded: false });
    expect(await rollback(world.ports, { ...byHand, rolloutId: 'an-older-one', routerOnly: true })).toMatchObject({ kind: 'refused' });
    expect(world.router.weightOf('b')).toBe(100_000);
    expect(live(world).phase).toBe('trial');
  });
});

describe('the promote job', () => {
  it('waits while frozen data is changed or cannot be verified', async () => {
    const world = await exposed();
    await untilPromotion(world);
    world.frozen = { kind: 'changed', paths: ['features.csv'] };
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held', needs: 'human' });
    world.frozen = { kind: 'unreadable', why: 'gone' };
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held', needs: 'nothing' });
    expect([world.router.weightOf('b'), world.registry.moves().length]).toEqual([500_000, 0]);
  });

  it('goes on with changed data that a person has approved, and with no other', async () => {
    const world = await exposed();
    await untilPromotion(world);
    world.frozen = { kind: 'changed', paths: ['features.csv'] };
    await world.tick({ request: { kind: 'approve', actor: 'ada' } });
    world.frozen = { kind: 'changed', paths: ['features.csv', 'labels.csv'] };
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held', needs: 'human' });
    world.frozen = { kind: 'changed', paths: ['features.csv'] };
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'promoted' });
  });

  it('does not move the pointer when a person lowered the weight after its raise', async () => {
    const world = await exposed();
    await untilPromotion(world);
    world.registry.faults.next('pointer', 'unavailable');
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held' });
    expect(world.router.weightOf('b')).toBe(990_000);
    world.router.moveByHand({ a: 1_000_000, b: 0 });
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held', needs: 'human' });
    expect(world.registry.moves()).toEqual([]);
    expect(said(await nextLook(world))).toBe('rollback weight-lowered-outside');
  });

  it('that records the promotion while a look steps back leaves nothing between the two: the candidate is taken out, and the pointer goes back', async () => {
    const world = await exposed();
    await untilPromotion(world);
    world.registry.faults.next('pointer', 'unavailable');
    expect(await promote(world.ports, job)).toMatchObject({ kind: 'held' });
    world.metrics.blind('errors', 'gone');
    await world.clock.advance(world.policy.expert.blindMs);
    const { router } = world.ports;
    const set = router.set.bind(router);
    const before: string[] = [];
    router.set = async (change) => {
      router.set = set;
      before.push((await promote(world.ports, job)).kind);
      return set(change);
    };
    expect(said(await world.tick())).toBe('rollback lowered-before-record');
    expect(before).toEqual(['promoted']);
    expect(world.router.weightOf('b')).toBe(0);
    await rollback(world.ports, byHand);
    expect([world.state().ended.at(-1)?.outcome, world.registry.moves().at(-1)?.to]).toEqual(['rolled-back', 'v1']);
  });

  it('that comes hours later begins a bake that counts no block from before it', async () => {
    const world = await exposed();
    await untilPromotion(world);
    await world.clock.advance(2 * 3_600_000);
    await promote(world.ports, job);
    expect(said(await nextLook(world))).toBe('hold baking');
    expect(live(world).checks['errors']?.coveredMs).toBeLessThanOrEqual(30_000);
  });
});

describe('what is recorded', () => {
  it('an approval, also when it adds nothing else', async () => {
    const world = await exposed();
    world.router.placeByHand('b', { kind: 'release', version: 'v2', digest: live(world).candidate.digest, ready: false });
    await nextLook(world);
    expect(said(await world.tick({ request: { kind: 'approve', actor: 'ada' } }))).toBe('hold candidate-not-ready');
    expect(world.events().at(-1)).toMatchObject({ kind: 'ticked', situation: { request: { kind: 'approve', actor: 'ada' } } });
  });

  it('a block that cannot be used once, not with every look', async () => {
    const world = await exposed();
    world.metrics.follow('errors', () => ({ stable: { trials: 1, events: 2 }, candidate: { trials: 0, events: 0 } }));
    await nextLook(world);
    const events = world.events().length;
    for (let look = 0; look < 10; look += 1) expect(said(await nextLook(world))).toBe('hold no-data');
    expect(world.events().length).toBe(events);
  });

  it('no block that ends in the future: it is no data', async () => {
    const world = await exposed();
    const fetch = world.ports.metrics.fetchBlocks.bind(world.ports.metrics);
    world.ports.metrics.fetchBlocks = (request) => fetch({ ...request, nowMs: request.nowMs + 3_600_000 });
    expect(said(await nextLook(world))).toBe('hold no-data');
    expect(live(world).checks['errors']?.watermarkMs).toBeLessThanOrEqual(world.clock.nowMs());
  });
});

describe('an end', () => {
  it('comes right after the promotion where the plan has no bake', async () => {
    const world = aWorld('good', { plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000)], everyMs: 30_000 }, weightMax: ppm(100_000) })], checks: [aCheck({ worseBy: { kind: 'factor', factor: 4 } })], promise: { badRequestsMax: 5_000 } });
    await world.run(100);
    expect(world.state().ended.map((ended) => ended.outcome)).toEqual(['promoted']);
    expect(world.router.weightOf('b')).toBe(1_000_000);
  });

  it('comes without a rollback job for a replaced candidate whose lowering was confirmed late', async () => {
    const world = await exposed();
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    world.router.faults.next('set', 'unavailable');
    await nextLook(world);
    expect(live(world)).toMatchObject({ phase: 'leaving', candidate: { version: 'v2' } });
    await nextLook(world);
    expect(world.state().ended.map((ended) => ended.outcome)).toEqual(['superseded']);
    expect(live(world).candidate.version).toBe('v3');
  });

  it('is concluded although a person moved the registry pointer elsewhere, which is left as it is', async () => {
    const world = await exposed();
    for (let look = 0; world.registry.moves().length === 0 && look < 100; look += 1) await handOver(world, await nextLook(world));
    world.registry.register('fraud', { version: 'v9', digest: `sha256:${'9'.repeat(64)}`, artifact: 'models/v9' });
    await world.ports.registry.movePointer({ model: 'fraud', stage: 'prod', from: { kind: 'at', version: 'v2' }, to: 'v9', actor: 'ada' });
    const outcome = await rollback(world.ports, byHand);
    expect(outcome).toMatchObject({ kind: 'out', concluded: true, todo: [] });
    expect(outcome.warnings.join()).toMatch(/left as it is/);
    expect(world.registry.moves().at(-1)?.to).toBe('v9');
  });
});

describe('the promise', () => {
  it.each([30_000, 300_000])('bounds the bad requests that users of a dead candidate see, warm-up and dropped blocks included, looking every %d ms', async (lookMs) => {
    const world = aWorld('failing', { promise: { badRequestsMax: 400 }, expert: { lookMs, warmUpMs: 30_000 } });
    let bad = 0;
    world.metrics.follow('errors', ({ fromMs, toMs }) => {
      const trials = (toMs - fromMs) / 10;
      const candidate = Math.round((trials * world.router.weightOf('b')) / 1_000_000);
      return { stable: { trials: trials - candidate, events: 0 }, candidate: { trials: candidate, events: candidate } };
    });
    await world.tick();
    for (let second = 0; second < 3_600 && (world.state().ended.length === 0); second += 1) {
      bad += world.router.weightOf('b') / 1_000_000 * 100;
      await world.clock.advance(1_000);
      if ((second + 1) % (lookMs / 1_000) === 0) await handOver(world, await world.tick());
    }
    expect(world.state().ended[0]?.outcome).toBe('rolled-back');
    expect(bad).toBeGreaterThan(0);
    expect(bad).toBeLessThanOrEqual(400);
  });
});

describe('a promotion that comes late', () => {
  it('promotes no other rollout than the one that it names, however ready that is', async () => {
    const world = await exposed();
    await untilPromotion(world);
    const before = world.router.weightOf('b');
    expect(await promote(world.ports, { ...job, rolloutId: 'one-of-old' })).toMatchObject({ kind: 'refused', why: expect.stringContaining('this job belongs to rollout one-of-old') as string });
    expect(world.router.weightOf('b')).toBe(before);
    expect(live(world).phase).toBe('awaiting-promotion');
  });
});
