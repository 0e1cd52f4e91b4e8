// The shipped bundles on GitHub: a rollout that holds data frozen, the gate on pull requests with the least permissions, a merge all the same, and the end.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGithubWorld, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { mergePullRequest, openPullRequest } from '@rampart/testing/github';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let freezeData: string;
let step: string;
let rollback: string;
let world: GithubWorld;
beforeAll(async () => {
  for (const [name, set] of [['freeze-data', (path: string) => (freezeData = path)], ['canary-step', (path: string) => (step = path)], ['rollback', (path: string) => (rollback = path)]] as const) set(await cachedBundle(name));
}, 300_000);
beforeEach(async () => {
  world = await aGithubWorld({ serveContract: routerContractHandler });
  await world.repository.commitFiles('refs/heads/main', { 'data/train.csv': 'a\n1\n' });
  world.write('data/train.csv', 'a\n1\n');
  world.writePolicy({ freeze: 'freeze: {paths: ["data/**"], then: hold}' });
});
afterEach(() => world.close());

const PATHS = { touching: 'data/train.csv', other: 'src/app.ts' } as const;

async function open(name: keyof typeof PATHS | 'later'): Promise<{ readonly number: number; readonly sha: string }> {
  const { repository } = world;
  await repository.moveRefs([{ ref: `refs/heads/${name}`, from: '0'.repeat(40), to: (await repository.now()).refs.get('refs/heads/main') ?? '' }]);
  const sha = await repository.commitFiles(`refs/heads/${name}`, { [name === 'later' ? PATHS.touching : PATHS[name]]: 'changed\n' });
  return { sha, number: await openPullRequest(repository, { title: name, head: name }, Date.now()) };
}

async function statusOf(sha: string): Promise<string> {
  const found = (await world.repository.now()).data.commitStatuses.findLast((status) => status.sha === sha && status.context === 'rollout/freeze');
  return found === undefined ? 'none' : `${found.state}: ${found.description?.replace(/\b[0-9a-f]{12}\b/, '<id>') ?? ''}`;
}

function gate({ number, sha }: { readonly number: number; readonly sha: string }, token: string): Promise<BundleEnd> {
  const path = join(world.folders.workspace, 'event.json');
  writeFileSync(path, JSON.stringify({ pull_request: { number, base: { ref: 'main' }, head: { sha } }, repository: { default_branch: 'main' } }));
  return world.run(freezeData, { mode: 'gate', token }, { event_name: 'pull_request_target', event_path: path });
}

const tick = (): Promise<BundleEnd> => world.run(step, { mode: 'tick' });
const FROZEN = 'failure: frozen by rollout <id> of fraud-prod until it ends: data/train.csv';

describe('a freeze on GitHub', () => {
  it('comes with a rollout, is shown on pull requests, sees a merge all the same, and goes with the rollout', async () => {
    const [touching, other] = [await open('touching'), await open('other')];
    expect(await tick()).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect([await statusOf(touching.sha), await statusOf(other.sha)]).toEqual([FROZEN, 'success: touches nothing that is frozen']);

    const later = await open('later');
    const least = world.github.token({ kind: 'job', permissions: { contents: 'read', statuses: 'write' } });
    expect(await gate(later, least)).toMatchObject({ exitCode: 0, stderr: '', outputs: { sentence: `rollout/freeze on pull request ${String(later.number)}: failure.` } });
    expect(await statusOf(later.sha)).toBe(FROZEN);

    await mergePullRequest(world.repository, touching.number, Date.now());
    const held = await tick();
    expect(held).toMatchObject({ exitCode: 0, outputs: { decision: 'hold', needs: 'approval' } });
    expect(held.summary).toContain('data/train.csv');
    expect(await world.ledger()).toContainEqual(expect.stringMatching(/^v2\.0\.0: frozen data has changed \(main at [0-9a-f]{12}\): data\/train\.csv$/));

    expect(await world.run(rollback, { reason: 'the data changed' })).toMatchObject({ exitCode: 0 });
    expect([await statusOf(later.sha), await statusOf(other.sha)]).toEqual(['success: nothing is frozen', 'success: touches nothing that is frozen']);
    const free = await world.run(freezeData, { mode: 'verify', target: 'fraud-prod' });
    expect(free.outputs['sentence']).toBe('The data of fraud-prod is not frozen.');
  }, 60_000);

  it('is made and lifted by a person, and a sweep finds nothing to do after it', async () => {
    const touching = await open('touching');
    expect(await world.run(freezeData, { mode: 'freeze', target: 'fraud-prod', paths: 'data' })).toMatchObject({ exitCode: 0, stderr: '', annotations: [] });
    expect(await statusOf(touching.sha)).toBe('failure: frozen for fraud-prod until a person releases it: data/train.csv');
    expect(await world.run(freezeData, { mode: 'release', target: 'fraud-prod' })).toMatchObject({ exitCode: 0 });
    expect(await statusOf(touching.sha)).toBe('success: nothing is frozen');
    const least = world.github.token({ kind: 'job', permissions: { contents: 'read', statuses: 'write', pull_requests: 'read' } });
    expect((await world.run(freezeData, { mode: 'sweep', token: least })).outputs['sentence']).toBe('Of 1 open pull requests 0 touch what is frozen; 0 statuses were written.');
  }, 60_000);

  it.each([
    ['gate', 'statuses: write', { contents: 'read' }],
    ['sweep', 'pull-requests: read', { contents: 'read', statuses: 'write' }],
  ] as const)('%s names the permission %s where it is missing', async (mode, named, permissions) => {
    const touching = await open('touching');
    await world.run(freezeData, { mode: 'freeze', target: 'fraud-prod', paths: 'data', token: world.github.token({ kind: 'job', permissions: { contents: 'write' } }) });
    const token = world.github.token({ kind: 'job', permissions });
    const ended = mode === 'gate' ? await gate(touching, token) : await world.run(freezeData, { mode, token });
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain(named);
  }, 60_000);
});
