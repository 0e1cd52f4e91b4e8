// A rollback job of last week, run again after a newer version was promoted: it refuses, says why, and moves nothing.
import type { BundleEnd } from '@rampart/testing/golden';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { exposed, GOOD, type Exposed } from './scene.ts';

const bundles = { step: '', promote: '', rollback: '' };
let scene: Exposed;
beforeAll(async () => {
  bundles.step = await cachedBundle('canary-step');
  bundles.promote = await cachedBundle('promote');
  bundles.rollback = await cachedBundle('rollback');
}, 300_000);
afterEach(() => scene.world.close());

/** v2 was rolled back by run 200; v3 was promoted since. */
async function promotedSince(): Promise<void> {
  scene = await exposed(bundles.step);
  const { world, job, pass } = scene;
  expect(await attempt('200', '1')).toMatchObject({ exitCode: 0, outputs: { outcome: 'out', concluded: 'true' } });
  world.origin.release('v3.0.0');
  world.writePolicy({ plan: 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]' });
  await job(bundles.step, { mode: 'tick' }).ended;
  pass(GOOD);
  const decided = await job(bundles.step, { mode: 'tick' }).ended;
  expect(await job(bundles.promote, { 'rollout-id': decided.outputs['rollout-id'] ?? '' }).ended).toMatchObject({ exitCode: 0, outputs: { outcome: 'promoted', weight: '99' } });
}

function attempt(run_id: string, run_attempt: string, inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  return scene.job(bundles.rollback, inputs, { run_id, run_attempt }).ended;
}

describe('a rollback job that is run again after a newer promotion', () => {
  it('refuses and says why, whether it names its rollout or not, and where nobody knows its run', async () => {
    await promotedSince();
    const { world, rolloutId } = scene;
    const before = { ledger: await world.ledger(), changes: world.router.changes().length, tags: world.origin.tags() };
    const moved = new RegExp(`this rollback belongs to rollout ${rolloutId}; the router now carries rollout [0-9a-f]{12}\\. Nothing was changed`);
    expect(await attempt('200', '2', { 'rollout-id': rolloutId })).toMatchObject({ exitCode: 2, stderr: '', outputs: { outcome: 'refused', sentence: expect.stringMatching(moved) as string } });
    expect(await attempt('200', '3')).toMatchObject({ exitCode: 2, stderr: '', outputs: { outcome: 'refused', sentence: expect.stringMatching(moved) as string } });
    expect(await attempt('199', '2')).toMatchObject({ exitCode: 2, stderr: '', outputs: { outcome: 'refused', sentence: expect.stringMatching(/run 199 was run again, .*Start the workflow anew instead of running it again/) as string } });
    expect({ ledger: await world.ledger(), changes: world.router.changes().length, tags: world.origin.tags() }).toEqual(before);
    expect(world.router.weightOf('b')).toBe(990_000);
  });
});
