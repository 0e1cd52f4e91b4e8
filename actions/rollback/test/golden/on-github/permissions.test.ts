// What the contract says about permissions is what a rollback needs: the traffic goes whatever is missing, and what is missing is named.
import { permissionsUsed, permissionsWithout, type BundleEnd } from '@rampart/testing/golden';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';
import { exposed, type Exposed } from './scene.ts';

const { permissions } = contract;
const bundles = { step: '', rollback: '' };
let scene: Exposed;
beforeAll(async () => {
  bundles.step = await cachedBundle('canary-step');
  bundles.rollback = await cachedBundle('rollback');
}, 300_000);
afterEach(() => scene.world.close());

function rollback(changed: Readonly<Record<string, 'read' | 'none'>>, inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  const token = scene.world.github.token({ kind: 'job', permissions: permissionsWithout(permissions, changed), repositories: ['acme/models'] });
  return scene.job(bundles.rollback, { 'rollout-id': scene.rolloutId, mirrors: 'deployments', token, ...inputs }).ended;
}

describe('rollback', () => {
  it('takes the candidate out without contents and names what is missing; with exactly the permissions of its contract it concludes', async () => {
    scene = await exposed(bundles.step);
    const { world } = scene;
    const before = await world.ledger();
    const unrecorded = await rollback({ contents: 'read' });
    expect(unrecorded).toMatchObject({ exitCode: 0, outputs: { outcome: 'out', concluded: 'false' } });
    expect(unrecorded.stdout).toContain('The token has no "contents: write"');
    expect(unrecorded.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: write\n  deployments: write\n');
    expect({ ledger: await world.ledger(), weight: world.router.weightOf('b') }).toEqual({ ledger: before, weight: 0 });

    const asked = world.github.requests().length;
    const concluded = await rollback({});
    expect(concluded).toMatchObject({ exitCode: 0, annotations: [], outputs: { outcome: 'out', concluded: 'true' } });
    expect(concluded.stdout).not.toContain('missing');
    expect(await permissionsUsed(world.github.requests().slice(asked), permissions)).toEqual(permissionsWithout(permissions));
  });

  it('goes on without those that only show, names each, and needs none at all with router-only', async () => {
    scene = await exposed(bundles.step);
    const { world } = scene;
    const asked = world.github.requests().length;
    expect(await rollback({ contents: 'none', deployments: 'none' }, { 'router-only': 'true' })).toMatchObject({ exitCode: 0, annotations: [], outputs: { outcome: 'out' } });
    expect(world.github.requests()).toHaveLength(asked);
    const ended = await rollback({ deployments: 'none' }, { mirrors: 'deployments\nincident' });
    expect(ended).toMatchObject({ exitCode: 0, outputs: { outcome: 'out', concluded: 'true' } });
    for (const missing of ['deployments: write', 'issues: write']) expect(ended.stdout).toContain(`"${missing}" is missing`);
  });
});
