// What the contract says about permissions is what the bundle needs: no more, no less, and each is named where it is missing.
import { aCountedWorld, permissionsUsed, permissionsWithout, type BundleEnd, type CountedWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../../tools/bundle.ts';
import { contract } from '../../../src/contract.ts';

/** A job whose promotions are in its outputs starts no runs. */
const { actions: runs, ...permissions } = contract.permissions;
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

describe('canary-step that starts runs for what it concludes', () => {
  /** The look that decides to promote. */
  const promoting = async (changed: Readonly<Record<string, 'read' | 'none'>>, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<BundleEnd> => {
    counted.world.writePolicy({ expert: 'expert: {block: 100ms, lag: 0s, warmUp: 0s, look: 150ms, tick: 1s, maxGap: 1d}', plan: 'plan: [smoke, switch, bake: {for: 1d, holdback: 1%}]' });
    const inputs = { mode: 'tick', mirrors: 'deployments', conclude: 'by-dispatch', token: counted.world.github.token({ kind: 'job', permissions: permissionsWithout(contract.permissions, changed), repositories: ['acme/models'] }) };
    await counted.job(step, inputs).ended;
    counted.pass({ a: { good: 900, bad: 0 }, b: { good: 100, bad: 0 } });
    const { ended } = counted.job(step, inputs);
    const [, end] = await Promise.all([meanwhile(), ended]);
    return end;
  };
  const sent = async () => (await counted.world.repository.now()).data.events.flatMap((event) => (event.kind === 'repository_dispatch' ? [event] : []));
  const beginsRuns = async (): Promise<void> => {
    await expect.poll(sent, { timeout: 60_000 }).toHaveLength(1);
    const [event] = await sent();
    const run = { id: 900, number: 1, workflow: 'rollout.yml', title: String(event?.payload['name']), event: 'repository_dispatch', branch: 'main', sha: 'a'.repeat(40), actor: 'github-actions[bot]', status: 'waiting', conclusion: null, createdAtMs: counted.world.github.clock.nowMs() };
    await counted.world.repository.change((was) => ({ ...was, runs: [...was.runs, run] }));
  };

  it('hands a promotion to a run of its own, with exactly these permissions', async () => {
    const ended = await promoting({}, beginsRuns);
    expect(ended).toMatchObject({ exitCode: 0, annotations: [], outputs: { decision: 'promote', 'to-promote': '[]' } });
    expect(ended.stdout).toContain('A run of its own raises it');
    expect(await sent()).toMatchObject([{ eventType: 'rampart-conclude', payload: { name: `promote fraud-prod (rollout ${ended.outputs['rollout-id'] ?? ''})`, policy: 'rampart/fraud.yaml', target: 'fraud-prod', 'rollout-id': ended.outputs['rollout-id'] } }]);
    expect(await permissionsUsed(counted.world.github.requests(), contract.permissions)).toEqual(permissionsWithout(contract.permissions));
  });

  it('puts it into its outputs where it may not see which runs there are, with the block to paste', async () => {
    const ended = await promoting({ actions: 'none' });
    expect(ended).toMatchObject({ exitCode: 0, outputs: { decision: 'promote', 'to-promote': expect.stringContaining('fraud-prod') as string } });
    expect(ended.stdout.replaceAll('%0A', '\n')).toContain(`permissions:\n  contents: write\n  deployments: write\n  actions: ${runs.access}\n`);
    expect(await sent()).toEqual([]);
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

describe('canary-step in mode status', () => {
  const shown = async (access: 'read' | 'none'): Promise<BundleEnd> => {
    await look();
    return counted.job(step, { mode: 'status', token: counted.world.github.token({ kind: 'job', permissions: { contents: access }, repositories: ['acme/models'] }) }).ended;
  };

  it('needs to read contents, and no more', async () => {
    const ended = await shown('read');
    expect(ended).toMatchObject({ exitCode: 0, annotations: [], outputs: { decision: 'idle', sentence: expect.stringContaining('fraud-prod: v2.0.0 at 0 %') as string } });
    expect(ended.stdout).not.toContain('missing');
    const asked = counted.world.github.requests().slice(-1);
    expect(asked).toMatchObject([{ operation: 'graphql/repository', writes: false }]);
    expect(await permissionsUsed(asked, { contents: { access: 'read' } })).toEqual({ contents: 'read' });
    expect(ended.stdout).toContain('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
  });

  it('names that one where it is missing, with the block to paste', async () => {
    const ended = await shown('none');
    expect(ended).toMatchObject({ exitCode: 2, outputs: { needs: 'human' } });
    expect(ended.stdout.replaceAll('%0A', '\n')).toContain('permissions:\n  contents: read\n');
    expect(ended.stdout).not.toContain('deployments: write');
    expect(await counted.world.ledger()).toHaveLength(3);
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
