// The shipped bundle with its history on GitHub: through the API alone, with exactly the permission it asks for, and sparing with requests.
import { aGithubWorld, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GithubWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGithubWorld({ serveContract: routerContractHandler })));
afterEach(() => world.close());

function tick(inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  return world.run(step, { mode: 'tick', ...inputs });
}

describe('canary-step with its history on GitHub', () => {
  it('adopts, starts and holds with contents: write alone, and needs no git for it', async () => {
    const ended = await tick({ token: world.github.token({ kind: 'job', permissions: { contents: 'write' } }) });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold', weight: '0' } });
    expect(await world.ledger()).toEqual(['fraud-prod: v1.0.0 serves from slot a', 'v2.0.0 starts on slot b (v1.0.0 serves)', 'v2.0.0: holds before its first request, the traffic is not known yet']);
    expect(world.origin.ledger()).toEqual([]);
    expect(world.github.requests().every(({ sent }) => !JSON.stringify(sent).includes('ghs_'))).toBe(true);
  });

  it('goes on where the job before left it', async () => {
    await tick();
    expect(await tick()).toMatchObject({ exitCode: 0, outputs: { decision: 'advance', weight: '10' } });
    expect((await world.ledger()).slice(3)).toEqual(['v2.0.0: 0 % -> 10 %, in place and ready', 'v2.0.0: 10 % confirmed at the router']);
  });

  it('asks GitHub once and writes nothing where there is no news, and says so', async () => {
    await tick({ start: 'false' });
    const before = world.github.requests().length;
    const idle = await tick({ start: 'false' });
    expect(idle).toMatchObject({ exitCode: 0, outputs: { decision: 'idle' } });
    expect(world.github.requests().slice(before).map(({ operation, writes }) => ({ operation, writes }))).toEqual([{ operation: 'graphql/repository', writes: false }]);
    expect(idle.stdout).toContain('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
  });

  it('stops with the block to paste where a permission is missing, before anything is changed', async () => {
    const refused = await tick({ token: world.github.token({ kind: 'job', permissions: { contents: 'read' } }) });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toContain('permissions:');
    expect(refused.stdout).toContain('contents: write');
    expect(world.operations()).not.toContain('set');
    expect(await world.ledger()).toEqual([]);
  });

  it('finds out what became of a write whose answer was lost, and records nothing twice', async () => {
    world.github.faults.plan({ route: 'graphql/updateRefs', kind: 'hang-up', when: 'after', times: 1 });
    expect(await tick()).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(world.github.faults.met()).toEqual({ 'hang-up applied': 1 });
    expect(await world.ledger()).toHaveLength(3);
  });
});

describe('canary-step beside its history on GitHub', () => {
  it('shows the rollout as a deployment, once per change, and asks nothing when there is none', async () => {
    await tick();
    await tick();
    const { deployments, deploymentStatuses } = (await world.repository.now()).data;
    expect(deployments).toHaveLength(1);
    expect(deploymentStatuses.length).toBeGreaterThan(0);
  });

  it('goes on without what it may not show, and says what is missing', async () => {
    const ended = await tick({ token: world.github.token({ kind: 'job', permissions: { contents: 'write' } }) });
    expect(ended).toMatchObject({ exitCode: 0, outputs: { decision: 'hold' } });
    expect(ended.stdout).toContain('"deployments: write" is missing');
  });

  it('shows nothing where nothing is wanted', async () => {
    await tick({ mirrors: 'none' });
    expect((await world.repository.now()).data.deployments).toEqual([]);
  });

  it('refuses a mirror that there is not', async () => {
    expect((await tick({ mirrors: 'billboard' })).stdout).toContain('there is no "billboard"');
  });
});
