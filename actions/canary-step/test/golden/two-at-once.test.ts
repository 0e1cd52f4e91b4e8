// Two jobs on one ledger at the same moment: one wins, the other is a neutral no-op, and nothing is applied twice.
import { aGoldenWorld, holdRequests, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGoldenWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

/** Both read the ledger before the router, so when both stand at the router they know the same head. */
async function twoAtOnce(): Promise<readonly [BundleEnd, BundleEnd]> {
  const reads = holdRequests('read', 2);
  world.interceptRouter(reads.intercept);
  const both = Promise.all([world.run(step, { mode: 'tick' }), world.run(step, { mode: 'tick' })]);
  await Promise.race([reads.arrived, both]);
  reads.release();
  const ended = await both;
  for (const each of ended) expect(each).toMatchObject({ exitCode: 0, stderr: '' });
  expect(world.origin.complaints()).toBe('');
  return ended;
}

function expectOneWinner(ended: readonly BundleEnd[], decision: string): void {
  const [loser, winner] = ended.toSorted((a, b) => Number(a.outputs['decision'] !== 'idle') - Number(b.outputs['decision'] !== 'idle'));
  expect(winner?.outputs['decision']).toBe(decision);
  expect(loser).toMatchObject({ commands: [], outputs: { decision: 'idle', needs: 'nothing', sentence: 'fraud-prod: another job took this step; nothing was applied twice.', 'to-promote': '[]', 'to-roll-back': '[]' } });
}

describe('two canary-steps at once', () => {
  it('adopt a target and start its rollout once', async () => {
    expectOneWinner(await twoAtOnce(), 'hold');
    expect(world.origin.ledger()).toEqual(['fraud-prod: v1.0.0 serves from slot a', 'v2.0.0 starts on slot b (v1.0.0 serves)', 'v2.0.0: holds before its first request, the traffic is not known yet']);
    expect(world.operations().filter((operation) => operation === 'place')).toHaveLength(1);
  });

  it('raise the weight once', async () => {
    await world.run(step, { mode: 'tick' });
    expectOneWinner(await twoAtOnce(), 'advance');
    expect(world.origin.ledger().slice(3)).toEqual(['v2.0.0: 0 % -> 10 %, in place and ready', 'v2.0.0: 10 % confirmed at the router']);
    expect(world.operations().filter((operation) => operation === 'set')).toHaveLength(1);
    expect(world.router.weightOf('b')).toBe(100_000);
  });

  it('take a bad candidate out once, and both say so', async () => {
    world.writePolicy({ checks: 'checks: {errors: {limit: 20%}}', plan: 'plan: [smoke, ramp: {weights: [10%], every: 0s}]' });
    for (const decision of ['hold', 'advance', 'hold']) expect(await world.run(step, { mode: 'tick' })).toMatchObject({ outputs: { decision } });
    world.pages.b.fail(0.9);
    for (const each of await twoAtOnce()) expect(each.outputs).toMatchObject({ decision: 'rollback', weight: '0' });
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.origin.ledger().filter((subject) => subject.includes('limit 20 %'))).toEqual([expect.stringMatching(/^v2\.0\.0: rolled back, errors in \d+ of \d+, limit 20 %$/)]);
    // Lowering waits for nobody, so both may ask for 0 %; under one stamp, so that the router makes one change.
    expect(world.router.changes().filter(({ weights }) => weights['b'] === 0)).toHaveLength(1);
  });
});
