// From smoke to the end of the bake by the shipped bundles: what the promote job raises, tags and records, and what it does when run again.
import { aGoldenWorld, holdRequests, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let promote: string;
let world: GoldenWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  promote = await cachedBundle('promote');
}, 180_000);
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  world.writePolicy({ plan: 'plan: [smoke, switch, bake: {for: 100ms, holdback: 1%}]' });
});
afterEach(() => world.close());

/** The switch plan promotes right after smoke; the rollout is what canary-step hands over. */
async function untilPromotion(): Promise<string> {
  const decided = await world.run(step, { mode: 'tick' });
  expect(decided).toMatchObject({ exitCode: 0, outputs: { decision: 'promote', weight: '0', 'to-roll-back': '[]' } });
  const [row] = JSON.parse(decided.outputs['to-promote'] ?? '[]') as readonly Readonly<Record<string, string>>[];
  expect(row).toEqual({ target: 'fraud-prod', policy: 'rampart/fraud.yaml', 'rollout-id': decided.outputs['rollout-id'], candidate: 'v2.0.0', environment: 'production' });
  return row?.['rollout-id'] ?? '';
}

describe('promote', () => {
  it('raises, moves the pointer, and changes nothing when it is run again; the bake ends the rollout', async () => {
    const rolloutId = await untilPromotion();
    const promoted = await world.run(promote, { 'rollout-id': rolloutId });
    expect(promoted).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { outcome: 'promoted', weight: '99', 'rollout-id': rolloutId } });
    expect(promoted.lines.slice(-3)).toEqual(['Decided: promoted', 'Why: fraud-prod: v2.0.0 has 99 % of the traffic; v1.0.0 stays warm while it bakes.', 'Next: canary-step watches the bake.']);
    expect(world.plain(promoted.summary)).toMatchInlineSnapshot(`
      "### ✅ fraud-prod: v2.0.0 is promoted and still watched. v2.0.0 has 99 % of the traffic for <duration>, v1.0.0 serves the rest.

      Share of v2.0.0: \`<timeline>\` <time> start · <time> 99 % (UTC)

      Not convinced? \`rampart verify <id>\` (offline). Without GitHub, this takes all traffic back:

      <break-glass command>

      "
    `);
    expect(world.router.weightOf('b')).toBe(990_000);
    expect(world.origin.tags()).toEqual(['fraud#prod#1', 'fraud@v1.0.0', 'fraud@v2.0.0']);

    const before = { ledger: world.origin.ledger(), tags: world.origin.tags(), changes: world.router.changes().length };
    expect(await world.run(promote, { 'rollout-id': rolloutId })).toMatchObject({ exitCode: 0, stderr: '', outputs: { outcome: 'promoted', weight: '99' } });
    expect({ ledger: world.origin.ledger(), tags: world.origin.tags(), changes: world.router.changes().length }).toEqual(before);

    expect(await world.run(step, { mode: 'watch' })).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'finished' } });
    expect(world.router.weightOf('b')).toBe(1_000_000);
    expect(world.origin.ledger()).toMatchInlineSnapshot(`
      [
        "fraud-prod: v1.0.0 serves from slot a",
        "v2.0.0 starts on slot b (v1.0.0 serves)",
        "v2.0.0: to be promoted, in place and ready",
        "v2.0.0: promotion to 99 % begins",
        "v2.0.0: 99 % confirmed at the router",
        "v2.0.0: promoted, the registry says so in fraud#prod#1",
        "v2.0.0: holds at 99 %, watched after promotion, 100 ms left",
        "v2.0.0: passed, watched for 100 ms after promotion",
        "v2.0.0 serves everything, the rollout is done",
      ]
    `);
    // A request that waited behind the first one comes when all is done.
    expect(await world.run(promote, { 'rollout-id': rolloutId })).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { outcome: 'promoted', sentence: 'fraud-prod: v2.0.0 was promoted before, by another job; nothing was left to do.' } });
    expect(world.origin.complaints()).toBe('');
  });

  it('goes on where a run before it was killed in the middle of the raise', async () => {
    const rolloutId = await untilPromotion();
    const settles = holdRequests('settle');
    world.interceptRouter(settles.intercept);
    const killed = world.start(promote, { 'rollout-id': rolloutId });
    await Promise.race([settles.arrived, killed.ended]);
    killed.kill('SIGKILL');
    await killed.ended;
    world.interceptRouter();
    expect(world.router.changes()).toHaveLength(1);
    expect(world.origin.tags()).toEqual(['fraud@v1.0.0', 'fraud@v2.0.0']);

    expect(await world.run(promote, { 'rollout-id': rolloutId })).toMatchObject({ exitCode: 0, stderr: '', outputs: { outcome: 'promoted', weight: '99' } });
    expect(world.router.changes()).toHaveLength(1);
    expect(world.origin.tags()).toEqual(['fraud#prod#1', 'fraud@v1.0.0', 'fraud@v2.0.0']);
  });

  it('refuses what the policy did not decide, with exit code 2', async () => {
    await world.run(step, { mode: 'tick', start: 'false' });
    const refused = await world.run(promote);
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', annotations: ['error fraud-prod: fraud-prod: target fraud-prod has no live rollout: v1.0.0 serves.'], outputs: { outcome: 'refused' } });
    await untilPromotion();
    const late = await world.run(promote, { 'rollout-id': 'another' });
    expect(late).toMatchObject({ exitCode: 2, stderr: '', annotations: [expect.stringContaining('this job belongs to rollout another')] });
    expect(world.router.changes()).toEqual([]);
    expect(world.origin.tags()).toEqual(['fraud@v1.0.0', 'fraud@v2.0.0']);
  });

  it('holds, with exit code 0, while the router cannot be reached', async () => {
    const rolloutId = await untilPromotion();
    const recorded = world.origin.ledger();
    await world.stopRouter();
    const held = await world.run(promote, { 'rollout-id': rolloutId });
    expect(held).toMatchObject({ exitCode: 0, stderr: '', outputs: { outcome: 'held' } });
    expect(held.annotations.map(world.plain)).toEqual(['warning fraud-prod: fraud-prod: not promoted yet: router: The router was asked to read: http://router/route could not be reached (ECONNREFUSED).']);
    expect(world.origin.ledger()).toEqual(recorded);
  });
});
