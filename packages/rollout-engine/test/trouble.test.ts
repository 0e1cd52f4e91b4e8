// What the world does to a rollout, and what the engine answers: two jobs at once, people at the router, ports that are away.
import { ppm } from '@rampart/rollout-policy';
import { aCheck, aRamp, aSmoke } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { rollback, type TickOutcome } from '../src/index.ts';
import { ALL, aWorld, handOver, type World } from './a-world.ts';

const byHand = { target: 'fraud-prod', actor: 'ada', why: 'looks bad', rolloutId: '', stableVersion: '', routerOnly: false };

/** Ticks until the candidate carries traffic. */
async function exposed(behaviour: 'good' | 'failing' = 'good'): Promise<World> {
  const world = aWorld(behaviour);
  for (let look = 0; world.router.weightOf('b') === 0; look += 1) {
    if (look > 10) throw new Error('no traffic after ten looks');
    await world.clock.advance(look === 0 ? 0 : world.policy.expert.lookMs);
    await world.tick();
  }
  return world;
}

async function nextLook(world: World): Promise<TickOutcome> {
  await world.clock.advance(world.policy.expert.lookMs);
  return world.tick();
}

function kindAndReason(outcome: TickOutcome): string {
  return outcome.kind === 'decided' ? `${outcome.decision.kind} ${outcome.decision.reasons[0]?.code ?? ''}` : outcome.kind;
}

describe('two ticks at once', () => {
  it('one records, the other ends as a neutral no-op, and nothing is applied twice', async () => {
    const world = await exposed();
    for (let look = 0; look < 30; look += 1) {
      await world.clock.advance(world.policy.expert.lookMs);
      const before = world.router.changes().length;
      const events = world.events().length;
      const outcomes = await Promise.all([world.tick(), world.tick()]);
      const recorded = outcomes.filter((outcome) => outcome.kind === 'decided' && outcome.recorded);
      expect(recorded).toHaveLength(1);
      expect(world.router.changes().length - before).toBeLessThanOrEqual(1);
      expect(world.events().length - events).toBeLessThanOrEqual(2);
    }
    expect(new Set(world.events().map((event) => event.sequence)).size).toBe(world.events().length);
  });

  it('a rollback by hand beats an advance that runs at the same time', async () => {
    const world = await exposed();
    await world.clock.advance(world.policy.expert.lookMs);
    await Promise.all([world.tick(), rollback(world.ports, byHand)]);
    await nextLook(world);
    await rollback(world.ports, byHand);
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.state().ended.at(-1)?.outcome).toBe('rolled-back');
  });
});

describe('a person at the router', () => {
  it('who lowers the weight ends the rollout, and it is never raised again', async () => {
    const world = await exposed();
    world.router.moveByHand({ a: 980_000, b: 20_000 });
    expect(kindAndReason(await nextLook(world))).toBe('rollback weight-lowered-outside');
    expect(world.router.weightOf('b')).toBe(0);
    for (let look = 0; look < 5; look += 1) await nextLook(world);
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('who raises the weight makes it hold and ask', async () => {
    const world = await exposed();
    world.router.moveByHand({ a: 100_000, b: 900_000 });
    const outcome = await nextLook(world);
    expect(kindAndReason(outcome)).toBe('hold weight-raised-outside');
    expect(outcome).toMatchObject({ decision: { needs: 'human' } });
    expect(world.router.weightOf('b')).toBe(900_000);
  });
});

describe('evidence that is missing', () => {
  it('holds, records why once, and never advances', async () => {
    const world = await exposed();
    const weight = world.router.weightOf('b');
    world.metrics.blind('errors', 'metric http_requests_total is gone');
    const events = world.events().length;
    for (let look = 0; look < 20; look += 1) expect(kindAndReason(await nextLook(world))).toBe('hold no-data');
    expect(world.events().length).toBe(events + 1);
    expect(world.router.weightOf('b')).toBe(weight);
  });

  it('steps back to the first weight after half an hour of exposure, and asks for a person', async () => {
    const world = await exposed();
    while (world.router.weightOf('b') < 200_000) await nextLook(world);
    const first = world.state().rollout.kind === 'live' ? world.state().rollout : undefined;
    world.metrics.blind('errors', 'gone');
    await world.clock.advance(world.policy.expert.blindMs);
    const outcome = await world.tick();
    expect(kindAndReason(outcome)).toBe('stepBack blind');
    expect(outcome).toMatchObject({ decision: { needs: 'human' } });
    expect(first?.kind === 'live' ? first.firstWeight : -1).toBe(world.router.weightOf('b'));
  });

  it('a late tick uses the blocks that it missed and makes one step only', async () => {
    const world = await exposed();
    const weight = world.router.weightOf('b');
    await world.clock.advance(20 * world.policy.expert.lookMs);
    await world.tick();
    expect(world.router.weightOf('b')).toBeGreaterThan(weight);
    expect(world.router.weightOf('b')).toBeLessThanOrEqual(weight * world.policy.expert.growthMax);
    const ticked = world.events().findLast((event) => event.kind === 'ticked');
    const news = ticked?.kind === 'ticked' ? ticked.evidence['errors'] : undefined;
    expect(news?.kind === 'blocks' ? news.blocks.length : 0).toBe(20);
  });
});

describe('ports that are away while a failing candidate is taken out', () => {
  it('takes it out without metrics or registry once the decision is made', async () => {
    const world = await exposed('failing');
    world.ports.registry.newest = () => Promise.reject(new Error('must not be needed'));
    world.metrics.faults.always('fetchBlocks', 'unavailable');
    const outcome = await rollback(world.ports, byHand);
    expect(outcome).toMatchObject({ kind: 'out', concluded: true, todo: [] });
    expect(world.router.weightOf('a')).toBe(ALL);
  });

  it('moves the traffic without the ledger, says what is left, and the next tick records it', async () => {
    const world = await exposed('failing');
    let outcome = await nextLook(world);
    while (outcome.kind !== 'decided' || outcome.decision.kind !== 'rollback') {
      world.ledger.faults.heal();
      await world.clock.advance(world.policy.expert.lookMs);
      world.ledger.faults.next('append', 'unavailable');
      outcome = await world.tick();
    }
    expect(outcome.todo.join()).toMatch(/record the lowered weight/);
    expect(world.router.weightOf('b')).toBe(0);
    world.ledger.faults.heal();
    expect(kindAndReason(await nextLook(world))).toMatch(/^rollback /);
    expect(world.state().rollout).toMatchObject({ phase: 'leaving', weight: 0 });
  });

  it('rolls back with nothing but the router', async () => {
    const world = await exposed('failing');
    world.ledger.faults.always('read', 'unavailable');
    world.ledger.faults.always('append', 'unavailable');
    world.registry.faults.always('movePointer', 'unavailable');
    world.metrics.faults.always('fetchBlocks', 'unavailable');
    expect(await rollback(world.ports, { ...byHand, routerOnly: true })).toMatchObject({ kind: 'out' });
    expect(world.router.weightOf('a')).toBe(ALL);
  });

  it('keeps trying, and says so, while the router does not answer', async () => {
    const world = await exposed('failing');
    world.router.faults.always('set', 'unavailable');
    let outcome = await nextLook(world);
    while (outcome.kind !== 'decided' || outcome.decision.kind !== 'rollback') outcome = await nextLook(world);
    expect(outcome.todo.join()).toMatch(/take the weight to 0 %/);
    expect(world.state().rollout).toMatchObject({ phase: 'leaving', pending: { weight: 0 } });
    world.router.faults.heal();
    await nextLook(world);
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.state().rollout).toMatchObject({ weight: 0, pending: { kind: 'none' } });
  });

  it('restores the registry pointer after a promotion, or says that it is left to do', async () => {
    const world = aWorld('good');
    while (world.registry.moves().length === 0) await handOver(world, await nextLook(world));
    world.registry.faults.next('movePointer', 'unavailable');
    const cut = await rollback(world.ports, byHand);
    expect(cut).toMatchObject({ kind: 'out', concluded: false });
    expect(cut.todo.join()).toMatch(/point prod of fraud back to v1/);
    expect(await rollback(world.ports, byHand)).toMatchObject({ kind: 'out', concluded: true });
    expect(world.registry.moves().map((move) => move.to)).toEqual(['v2', 'v1']);
  });
});

describe('a rollback of a promotion whose end is not recorded', () => {
  /** Nothing but its plan keeps a good candidate back. */
  const BOLD = { checks: [aCheck({ worseBy: { kind: 'factor', factor: 4 } })], promise: { badRequestsMax: 5_000 } } as const;

  /** Until the promote job has moved the pointer, and has lost the ledger over it. */
  async function halfPromoted(holdback: number): Promise<World> {
    const plan = [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(300_000)], everyMs: 30_000 }, weightMax: ppm(300_000) }), { kind: 'bake' as const, durationMs: 60_000, holdback: ppm(holdback) }];
    const world: World = aWorld('good', { plan, ...BOLD }, (ports) => ({
      ...ports,
      registry: {
        ...ports.registry,
        movePointer: (move) => {
          if (move.to === 'v2') world.ledger.faults.always('append', 'unavailable');
          return ports.registry.movePointer(move);
        },
      },
    }));
    for (let look = 0; look < 200 && world.registry.moves().length === 0; look += 1) await handOver(world, await nextLook(world));
    world.ledger.faults.heal();
    expect(world.state().rollout).toMatchObject({ phase: 'awaiting-promotion', pointerMoved: false });
    return world;
  }

  it.each([10_000, 600_000])('moves the pointer back, with a holdback of %d ppm', async (holdback) => {
    const world = await halfPromoted(holdback);
    expect(await rollback(world.ports, byHand)).toMatchObject({ kind: 'out', concluded: true });
    expect(world.registry.moves().map((move) => move.to)).toEqual(['v2', 'v1']);
  });

  it('leaves the pointer alone where no promote job has begun: a person has moved it', async () => {
    const world = aWorld('good', { plan: [aSmoke(), aRamp({ steps: { kind: 'ladder', weights: [ppm(100_000), ppm(700_000)], everyMs: 30_000 }, weightMax: ppm(700_000) }), { kind: 'bake', durationMs: 60_000, holdback: ppm(10_000) }], ...BOLD });
    for (let look = 0; look < 200 && world.router.weightOf('b') < 700_000; look += 1) await nextLook(world);
    expect(world.router.weightOf('b')).toBe(700_000);
    const pointer = await world.ports.registry.pointer('fraud', 'prod');
    if (pointer.kind === 'ok') await world.ports.registry.movePointer({ model: 'fraud', stage: 'prod', from: pointer.value, to: 'v2', actor: 'ada' });
    expect(await rollback(world.ports, byHand)).toMatchObject({ kind: 'out', concluded: true });
    expect(world.registry.moves().map((move) => move.to)).toEqual(['v2']);
  });
});

describe('a raise', () => {
  it('is not made when the router refuses, and an old intent is dropped rather than made later', async () => {
    const world = await exposed();
    const weight = world.router.weightOf('b');
    world.router.faults.always('set', 'unavailable');
    let raised = false;
    for (let look = 0; look < 20 && !raised; look += 1) {
      const outcome = await nextLook(world);
      raised = outcome.kind === 'decided' && outcome.decision.kind === 'advance';
    }
    expect(raised).toBe(true);
    world.router.faults.heal();
    world.metrics.blind('errors', 'gone');
    await world.clock.advance(world.policy.expert.maxGapMs + 1);
    await world.tick();
    expect(world.router.weightOf('b')).toBe(weight);
    expect(world.state().rollout).toMatchObject({ pending: { kind: 'none' } });
  });

  it('whose reply was lost is read back, not repeated', async () => {
    const world = aWorld('good');
    world.router.faults.next('set', 'lost-applied');
    await world.tick();
    await nextLook(world);
    expect(world.router.changes()).toHaveLength(1);
    expect(world.state().rollout).toMatchObject({ weight: world.router.weightOf('b'), pending: { kind: 'none' } });
  });

  it('waits while frozen data is changed, and while the candidate in the slot is another one', async () => {
    const world = await exposed();
    world.frozen = { kind: 'changed', paths: ['features.csv'] };
    expect(kindAndReason(await nextLook(world))).toBe('hold frozen-data-changed');
    world.frozen = { kind: 'unchanged' };
    world.router.placeByHand('b', { kind: 'release', version: 'v2', digest: `sha256:${'7'.repeat(64)}`, ready: true });
    const outcomes: string[] = [];
    for (let look = 0; look < 12; look += 1) outcomes.push(kindAndReason(await nextLook(world)));
    expect(outcomes).toContain('hold candidate-digest-differs');
    expect(outcomes.some((outcome) => outcome.startsWith('advance'))).toBe(false);
  });
});

describe('a newer version', () => {
  it('replaces the candidate: the old one goes to 0 and ends, the new one has an id and a budget of its own', async () => {
    const world = await exposed();
    const first = world.state().rollout;
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    await nextLook(world);
    const next = world.state();
    expect(next.ended.map((ended) => ended.outcome)).toEqual(['superseded']);
    expect(next.rollout).toMatchObject({ kind: 'live', candidate: { version: 'v3' }, weight: 0 });
    expect(next.rollout.kind === 'live' && first.kind === 'live' && next.rollout.id !== first.id).toBe(true);
  });

  it('waits until the running one has ended where the policy says queue', async () => {
    const world = aWorld('good', { onNewVersion: 'queue' });
    await world.tick();
    world.registry.register('fraud', { version: 'v3', digest: `sha256:${'3'.repeat(64)}`, artifact: 'models/v3' });
    await nextLook(world);
    expect(world.state().rollout).toMatchObject({ candidate: { version: 'v2' } });
  });
});

describe('mode observe', () => {
  it('changes nothing anywhere', async () => {
    const world = aWorld('good');
    expect(await world.tick({ acts: false })).toMatchObject({ kind: 'would-start' });
    expect(world.events()).toEqual([]);
    const live = await exposed();
    const [events, changes] = [live.events().length, live.router.changes().length];
    for (let look = 0; look < 5; look += 1) {
      await live.clock.advance(live.policy.expert.lookMs);
      await live.tick({ acts: false });
    }
    expect([live.events().length, live.router.changes().length]).toEqual([events, changes]);
  });
});

describe('validation evidence', () => {
  it('that is about other bytes, or did not pass, keeps the candidate from starting', async () => {
    const world = aWorld('good');
    await world.tick({ wanted: { kind: 'version', version: 'v1' } });
    const other = await world.tick({ validation: { kind: 'evidence', digest: `sha256:${'0'.repeat(64)}`, passed: true } });
    expect(other).toMatchObject({ kind: 'refused', why: expect.stringContaining('evidence is about') as string });
    const failed = await world.tick({ validation: { kind: 'evidence', digest: `sha256:${'2'.repeat(64)}`, passed: false } });
    expect(failed).toMatchObject({ kind: 'refused' });
    expect(world.router.weightOf('b')).toBe(0);
  });
});
