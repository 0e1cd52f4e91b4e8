// What the contract says about permissions is what freeze-data needs: no more, no less, and each is named where it is missing.
import { aGithubWorld, FREEZES, permissionsUsed, permissionsWithout, readBranch, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { openPullRequest } from '@rampart/testing/github';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';

const { permissions } = contract;
let bundle: string;
let world: GithubWorld;
beforeAll(async () => void (bundle = await cachedBundle('freeze-data')), 180_000);
beforeEach(async () => {
  world = await aGithubWorld({ serveContract: () => () => new Response('', { status: 500 }) });
  await world.repository.commitFiles('refs/heads/more-data', { 'data/train.csv': 'delay,origin\n7,LAX\n' });
  await openPullRequest(world.repository, { title: 'More data', head: 'more-data' }, Date.now());
  world.write('data/train.csv', 'delay,origin\n5,SFO\n');
});
afterEach(() => world.close());

function freezeData(inputs: Readonly<Record<string, string>>, changed: Readonly<Record<string, 'read' | 'none'>> = {}): Promise<BundleEnd> {
  const token = world.github.token({ kind: 'job', permissions: permissionsWithout(permissions, changed), repositories: ['acme/models'] });
  return world.run(bundle, { target: 'fraud-prod', token, ...inputs });
}

const FREEZE = { mode: 'freeze', paths: 'data/*.csv' };
const frozen = async (): Promise<readonly string[]> => (await readBranch(world.repository, FREEZES)).map(({ subject }) => subject);

describe('freeze-data', () => {
  it('freezes, verifies and releases with exactly the permissions of its contract', async () => {
    for (const inputs of [FREEZE, { mode: 'verify' }, { mode: 'release' }]) expect(await freezeData(inputs)).toMatchObject({ exitCode: 0, annotations: [] });
    const requests = world.github.requests();
    expect(requests.filter(({ status }) => status === 403)).toEqual([]);
    expect(await permissionsUsed(requests, permissions)).toEqual(permissionsWithout(permissions));
    expect((await world.repository.now()).data.commitStatuses).not.toEqual([]);
  });

  it('stops with the block to paste where it may only read, before anything is changed', async () => {
    const ended = await freezeData(FREEZE, { contents: 'read' });
    expect(ended.exitCode).not.toBe(0);
    expect(ended.stdout).toContain('The token has no "contents: write"');
    expect(ended.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: write\n  statuses: write\n  pull-requests: read\n');
    expect({ frozen: await frozen(), statuses: (await world.repository.now()).data.commitStatuses }).toEqual({ frozen: [], statuses: [] });
  });

  it.each(['statuses', 'pull-requests'] as const)('freezes without %s, and says what is not shown', async (missing) => {
    const ended = await freezeData(FREEZE, { [missing]: 'none' });
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.stdout).toContain(`${missing}: ${permissions[missing].access}`);
    expect(await frozen()).toEqual([expect.stringMatching(/^freeze 1 file/)]);
    expect((await world.repository.now()).data.commitStatuses).toEqual([]);
  });
});
