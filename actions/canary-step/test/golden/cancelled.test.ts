// A job that stays and is cancelled ends by itself, within the seconds that the runner gives it, and leaves a ledger that the next job goes on from.
import { aGoldenWorld, holdRequests, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  // A second look would come after a minute; the test does not wait for it.
  world.writePolicy({ plan: 'plan: [smoke, ramp: {weights: [10%], every: 1d}]', expert: 'expert: {block: 100ms, lag: 0s, warmUp: 0s, look: 1m, tick: 1s}' });
});
afterEach(() => world.close());

describe('canary-step in mode watch', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s while it waits, with what it last decided', async (signal) => {
    const watching = world.start(step, { mode: 'watch' });
    await watching.printed('look 1: hold');
    watching.kill(signal);
    const ended = await watching.ended;
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { decision: 'hold', weight: '0' } });
    expect(ended.lines.at(-1)).toBe('Next: The next tick looks again.');
    expect(world.origin.recorded('state.json')).toMatchObject({ rollout: { kind: 'live', phase: 'trial', pending: { kind: 'none' } } });
    expect(world.origin.complaints()).toBe('');
    expect(await world.run(step, { mode: 'tick' })).toMatchObject({ exitCode: 0, outputs: { decision: 'advance', weight: '10' } });
  });

  it('ends while the router keeps it waiting over a raise, which the next job finishes', async () => {
    await world.run(step, { mode: 'tick' });
    const recorded = world.origin.ledger().length;
    const raises = holdRequests('set');
    world.interceptRouter(raises.intercept);
    const raising = world.start(step, { mode: 'watch' });
    await Promise.race([raises.arrived, raising.ended]);
    raising.kill('SIGTERM');
    raises.release();
    const ended = await raising.ended;
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'advance' } });
    expect(ended.annotations.map(world.plain)).toEqual([
      'warning fraud-prod: left to do: confirm the raise in the ledger: the next tick reads it back at the router and does',
      expect.stringMatching(/^warning fraud-prod: ledger: recording in refs\/heads\/rollouts\/\S+: git \S+: it was cancelled/),
    ]);
    expect(world.origin.ledger().slice(recorded)).toEqual(['v2.0.0: 0 % -> 10 %, in place and ready']);
    expect(world.origin.complaints()).toBe('');
    world.interceptRouter();
    expect(await world.run(step, { mode: 'tick' })).toMatchObject({ exitCode: 0, outputs: { weight: '10' } });
    expect(world.router.changes()).toHaveLength(1);
    expect(world.origin.recorded('state.json')).toMatchObject({ rollout: { weight: 100_000, pending: { kind: 'none' } } });
  });
});
