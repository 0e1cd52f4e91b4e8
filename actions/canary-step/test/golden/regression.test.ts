// A candidate that fails requests: canary-step takes it out, traffic first, and the rollback job concludes.
import { aGoldenWorld, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let rollback: string;
let world: GoldenWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  rollback = await cachedBundle('rollback');
}, 180_000);
beforeEach(async () => void (world = await aGoldenWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

describe('canary-step on a regression', () => {
  it('takes the traffic away before it records it, ends well, and hands over to the rollback job', async () => {
    world.writePolicy({ promise: 'promise: {badRequests: 1000000, falseAlarms: 20%}', plan: 'plan: [smoke, ramp: {weights: [10%], every: 0s}]' });
    world.pages.b.fail(0.5);
    let recordedAtLowering: readonly string[] = [];
    world.interceptRouter(async (request, next) => {
      if ((await request.clone().text()).includes('"weights":{"b":0,"a":1000000}')) recordedAtLowering = world.origin.ledger();
      return next(request);
    });
    const watched = await world.run(step, { mode: 'watch' });
    expect(watched).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'rollback', needs: 'nothing', weight: '0', 'to-promote': '[]' } });
    const rolloutId = watched.outputs['rollout-id'] ?? '';
    expect(JSON.parse(watched.outputs['to-roll-back'] ?? '')).toEqual([{ target: 'fraud-prod', policy: 'rampart/fraud.yaml', 'rollout-id': rolloutId, candidate: 'v2.0.0', environment: 'production' }]);
    expect(watched.annotations).toEqual([expect.stringMatching(/^warning fraud-prod: v2\.0\.0 is out\. All traffic is on v1\.0\.0 .* failed 50 times as often/)]);
    expect(world.router.weightOf('b')).toBe(0);
    expect(recordedAtLowering.filter((subject) => subject.includes('rolled back'))).toEqual([]);
    expect(world.origin.ledger().at(-1)).toBe('v2.0.0: rolled back, failed 50 times as often as v1.0.0');

    const concluded = await world.run(rollback, { 'rollout-id': rolloutId, policy: 'rampart/fraud.yaml' });
    expect(concluded).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { outcome: 'out', concluded: 'true' } });
    expect(world.origin.ledger().at(-1)).toBe('v2.0.0 is out: rolled back, it was worse than v1.0.0');
    expect(world.origin.recorded('state.json')).toMatchObject({ rollout: { kind: 'none' }, stable: { version: 'v1.0.0' }, ended: [{ id: rolloutId, outcome: 'rolled-back' }] });

    const again = await world.run(step, { mode: 'tick' });
    expect(again).toMatchObject({ exitCode: 0, outputs: { decision: 'idle', 'to-roll-back': '[]' } });
    expect(again.outputs['sentence']).toContain('v2.0.0 was released before and ended rolled-back');
    expect(world.origin.complaints()).toBe('');
  });
});
