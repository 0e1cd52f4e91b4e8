// What the contract says about permissions is what promotion needs: no more, no less, and each is named where it is missing.
import { permissionsUsed, permissionsWithout, type BundleEnd } from '@rampart/testing/golden';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';
import { toPromote, type ToPromote } from './scene.ts';

const { permissions } = contract;
const bundles = { step: '', promote: '' };
let scene: ToPromote;
beforeAll(async () => {
  bundles.step = await cachedBundle('canary-step');
  bundles.promote = await cachedBundle('promote');
}, 300_000);
afterEach(() => scene.world.close());

function promote(changed: Readonly<Record<string, 'read' | 'none'>>): Promise<BundleEnd> {
  const token = scene.world.github.token({ kind: 'job', permissions: permissionsWithout(permissions, changed), repositories: ['acme/models'] });
  return scene.job(bundles.promote, { 'rollout-id': scene.rolloutId, mirrors: 'deployments', token }).ended;
}

describe('promote', () => {
  it('stops with the block to paste without contents, then promotes with exactly the permissions of its contract', async () => {
    scene = await toPromote(bundles.step);
    const { world } = scene;
    const before = await world.ledger();
    const refused = await promote({ contents: 'read' });
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout).toContain('The token has no "contents: write"');
    expect(refused.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: write\n  deployments: write\n');
    expect({ ledger: await world.ledger(), changes: world.router.changes(), pointers: world.origin.tags().filter((tag) => tag.includes('#')) }).toEqual({ ledger: before, changes: [], pointers: [] });

    const asked = world.github.requests().length;
    const promoted = await promote({});
    expect(promoted).toMatchObject({ exitCode: 0, annotations: [], outputs: { outcome: 'promoted', weight: '99' } });
    expect(promoted.stdout).not.toContain('missing');
    expect(await permissionsUsed(world.github.requests().slice(asked), permissions)).toEqual(permissionsWithout(permissions));
  });

  it('goes on without those that only show, and names each', async () => {
    scene = await toPromote(bundles.step);
    const promoted = await promote({ deployments: 'none' });
    expect(promoted).toMatchObject({ exitCode: 0, outputs: { outcome: 'promoted' } });
    expect(promoted.stdout).toContain('"deployments: write" is missing');
  });
});
