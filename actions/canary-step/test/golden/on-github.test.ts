// The shipped bundle with its history on GitHub: through the API alone, with exactly the permission it asks for, and sparing with requests.
import { githubEmulator, type EmulatedRepository, type GithubEmulator } from '@rampart/testing/github';
import { aGoldenWorld, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GoldenWorld;
let github: GithubEmulator;
let repository: EmulatedRepository;
let addresses: Readonly<Record<string, string>>;

beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  github = githubEmulator({ clock: SYSTEM_CLOCK });
  repository = await github.createRepository('acme/models');
  for (const ref of ['refs/heads/main', 'refs/tags/fraud@v1.0.0', 'refs/tags/fraud@v2.0.0']) await repository.commitFiles(ref, { 'README.md': ref });
  const { apiUrl, graphqlUrl } = await github.serve();
  addresses = { api_url: apiUrl, graphql_url: graphqlUrl };
});
afterEach(async () => {
  await world.close();
  github.assertFits();
  await github.close();
});

const SYSTEM_CLOCK = { nowMs: () => Date.now(), sleep: async () => {} };

function tick(token: string, inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  return world.run(step, { mode: 'tick', ledger: 'github', token, ...inputs }, addresses);
}

async function ledgerOf({ now }: EmulatedRepository): Promise<readonly string[]> {
  const { refs } = await now();
  const heads = [...refs].filter(([name]) => name.startsWith('refs/heads/rollouts/fraud-prod-'));
  const subjects: string[] = [];
  for (let [, commit = ''] = heads[0] ?? []; commit !== ''; ) {
    const found = await repository.commit(commit);
    if (found === 'missing') throw new Error(`${commit} is not there`);
    subjects.unshift(found.message.split('\n')[0] ?? '');
    commit = found.parents[0] ?? '';
  }
  return subjects;
}

describe('canary-step with its history on GitHub', () => {
  it('adopts, starts and holds with contents: write alone, and needs no git for it', async () => {
    const ended = await tick(github.token({ kind: 'job', permissions: { contents: 'write' } }));
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold', weight: '0' } });
    expect(await ledgerOf(repository)).toEqual(['fraud-prod: v1.0.0 serves from slot a', 'v2.0.0 starts on slot b (v1.0.0 serves)', 'v2.0.0: holds before its first request, the traffic is not known yet']);
    expect(world.origin.ledger()).toEqual([]);
    expect(github.requests().every(({ sent }) => !JSON.stringify(sent).includes('ghs_'))).toBe(true);
  });

  it('goes on where the job before left it', async () => {
    const token = github.token();
    await tick(token);
    expect(await tick(token)).toMatchObject({ exitCode: 0, outputs: { decision: 'advance', weight: '10' } });
    expect((await ledgerOf(repository)).slice(3)).toEqual(['v2.0.0: 0 % -> 10 %, in place and ready', 'v2.0.0: 10 % confirmed at the router']);
  });

  it('asks GitHub once and writes nothing where there is no news, and says so', async () => {
    const token = github.token();
    await tick(token, { start: 'false' });
    const before = github.requests().length;
    const idle = await tick(token, { start: 'false' });
    expect(idle).toMatchObject({ exitCode: 0, outputs: { decision: 'idle' } });
    expect(github.requests().slice(before).map(({ operation, writes }) => ({ operation, writes }))).toEqual([{ operation: 'graphql/repository', writes: false }]);
    expect(idle.stdout).toContain('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
  });

  it('stops with the block to paste where a permission is missing, before anything is changed', async () => {
    const refused = await tick(github.token({ kind: 'job', permissions: { contents: 'read' } }));
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toContain('permissions:');
    expect(refused.stdout).toContain('contents: write');
    expect(world.operations()).not.toContain('set');
    expect(await ledgerOf(repository)).toEqual([]);
  });

  it('finds out what became of a write whose answer was lost, and records nothing twice', async () => {
    const token = github.token();
    github.faults.plan({ route: 'graphql/updateRefs', kind: 'hang-up', when: 'after', times: 1 });
    expect(await tick(token)).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(github.faults.met()).toEqual({ 'hang-up applied': 1 });
    expect(await ledgerOf(repository)).toHaveLength(3);
  });
});

describe('canary-step beside its history on GitHub', () => {
  it('shows the rollout as a deployment, once per change, and asks nothing when there is none', async () => {
    const token = github.token();
    await tick(token);
    await tick(token);
    const { deployments, deploymentStatuses } = (await repository.now()).data;
    expect(deployments).toHaveLength(1);
    expect(deploymentStatuses.length).toBeGreaterThan(0);
  });

  it('goes on without what it may not show, and says what is missing', async () => {
    const ended = await tick(github.token({ kind: 'job', permissions: { contents: 'write' } }));
    expect(ended).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(ended.stdout).toContain('"deployments: write" is missing');
  });

  it('shows nothing where nothing is wanted', async () => {
    await tick(github.token(), { mirrors: 'none' });
    expect((await repository.now()).data.deployments).toEqual([]);
  });

  it('refuses a mirror that there is not', async () => {
    expect((await tick(github.token(), { mirrors: 'billboard' })).stdout).toContain('there is no "billboard"');
  });
});
