// What the contract says about permissions is what the bundle needs: no more, no less, and each is named where it is missing.
import { aCountedWorld, permissionsUsed, permissionsWithout, type BundleEnd, type CountedWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';

const { permissions } = contract;
let step: string;
let counted: CountedWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (counted = await aCountedWorld({ serveContract: routerContractHandler })));
afterEach(() => counted.world.close());

function look(changed: Readonly<Record<string, 'read' | 'none'>> = {}, inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  const token = counted.world.github.token({ kind: 'job', permissions: permissionsWithout(permissions, changed), repositories: ['acme/models'] });
  return counted.job(step, { mode: 'tick', token, ...inputs }).ended;
}

async function expectNothingDone(): Promise<void> {
  const { world } = counted;
  expect({ ledger: await world.ledger(), operations: world.operations().filter((operation) => operation !== 'read') }).toEqual({ ledger: [], operations: [] });
}

describe('canary-step with the permissions of its contract', () => {
  it('starts, raises, and asks GitHub for nothing that needs more or less than these', async () => {
    expect(await look({}, { mirrors: 'deployments' })).toMatchObject({ exitCode: 0, annotations: [], outputs: { decision: 'hold' } });
    counted.pass({ a: { good: 1_000, bad: 0 }, b: { good: 0, bad: 0 } });
    const raised = await look({}, { mirrors: 'deployments' });
    expect(raised).toMatchObject({ exitCode: 0, annotations: [], outputs: { decision: 'advance', weight: '10' } });
    expect(raised.stdout).not.toContain('missing');
    const requests = counted.world.github.requests();
    expect(requests.filter(({ status }) => status === 403 || status === 404)).toEqual([]);
    expect(await permissionsUsed(requests, permissions)).toEqual(permissionsWithout(permissions));
  });

  it('goes on without those that only show, and names each', async () => {
    const ended = await look({ deployments: 'none' });
    expect(ended).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    for (const missing of ['deployments: write', 'statuses: write']) expect(ended.stdout).toContain(`"${missing}" is missing`);
    expect(await counted.world.ledger()).toHaveLength(3);
    expect((await counted.world.repository.now()).data).toMatchObject({ deployments: [], commitStatuses: [] });
  });
});

describe('canary-step without contents', () => {
  it('stops with the block to paste where it may only read, before anything is changed', async () => {
    const ended = await look({ contents: 'read' });
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('The token has no "contents: write"');
    expect(ended.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: write\n  deployments: write\n');
    await expectNothingDone();
  });

  it('stops where it may not even read', async () => {
    const ended = await look({ contents: 'none' });
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: write\n  deployments: write\n');
    await expectNothingDone();
  });
});

describe('canary-step with state in another repository', () => {
  const elsewhere = async (access: 'read' | 'write'): Promise<Readonly<Record<string, string>>> => {
    const { github } = counted.world;
    const rollouts = await github.createRepository('acme/rollouts');
    await rollouts.commitFiles('refs/heads/main', { 'README.md': '# Rollouts' });
    return { 'state-repository': 'acme/rollouts', 'state-token': github.token({ kind: 'app', permissions: { contents: access }, repositories: ['acme/rollouts'] }) };
  };

  it('only reads at home, and shows there what it shows', async () => {
    const ended = await look({ contents: 'read' }, { mirrors: 'deployments', ...(await elsewhere('write')) });
    expect(ended).toMatchObject({ exitCode: 0, annotations: [], outputs: { decision: 'hold' } });
    expect(ended.stdout).not.toContain('missing');
    expect((await counted.world.repository.now()).data.deployments).toHaveLength(1);
    expect(await counted.world.ledger()).toEqual([]);
  });

  it('names the token and its permission where that may not write, and changes nothing', async () => {
    const ended = await look({ contents: 'read' }, await elsewhere('read'));
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('The token of `state-token` has no "contents: write" there');
    expect(ended.stdout).not.toContain('Give the job this block');
    await expectNothingDone();
  });
});
