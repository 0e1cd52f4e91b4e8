import { describe, expect, it } from 'vitest';
import { ALL, aWorld } from './a-world.ts';

describe('a rollout, tick by tick', () => {
  it('promotes a good candidate, bakes it and ends with its slot serving everything', async () => {
    const world = aWorld('good');
    const outcomes = await world.run();
    const last = world.state();
    expect(last.ended.map((ended) => ended.outcome)).toEqual(['promoted']);
    expect(last.stable).toMatchObject({ version: 'v2', slot: 'b' });
    expect(world.router.weightOf('b')).toBe(ALL);
    expect(world.registry.moves().map((move) => move.to)).toEqual(['v2']);
    expect(outcomes.some((outcome) => outcome.kind === 'decided' && outcome.decision.kind === 'advance')).toBe(true);
  });

  it('takes a failing candidate out within the bad-request promise and does not start it again', async () => {
    const world = aWorld('failing');
    const outcomes = await world.run();
    expect(world.state().ended.map((ended) => ended.outcome)).toEqual(['rolled-back']);
    expect(world.state().stable.version).toBe('v1');
    expect(world.router.weightOf('a')).toBe(ALL);
    expect(world.registry.moves()).toEqual([]);
    const decision = outcomes.findLast((outcome) => outcome.kind === 'decided');
    if (decision?.kind !== 'decided') throw new Error('no decision');
    expect(decision.decision.reasons[0]?.code).toMatch(/regression|limit-breached/);
    expect(decision.decision.harm.excess).toBeLessThan(world.policy.promise.badRequestsMax);
    const idle = await world.tick();
    expect(idle).toMatchObject({ kind: 'idle', why: expect.stringContaining('ended rolled-back') as string });
  });
});
