// The shipped bundle as the jobs of a repository run it: twenty targets in one job, a new model that is asked for, and a job that hands over.
import { NO_LIMITS } from '@rampart/testing/github';
import { aGithubWorld, type BundleEnd, type GithubWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let world: GithubWorld;
beforeAll(async () => void (step = await cachedBundle('canary-step')), 180_000);
beforeEach(async () => void (world = await aGithubWorld({ serveContract: routerContractHandler, limits: NO_LIMITS })));
afterEach(() => world.close());

/** What was asked since `before` requests. */
function asked(before: number): readonly string[] {
  return world.github.requests().slice(before).map(({ operation }) => operation);
}

describe('a job with twenty targets', () => {
  beforeEach(() => {
    for (let n = 1; n < 20; n += 1) world.writePolicy({ target: `target: model-${String(n)}` }, `rampart/model-${String(n)}.yaml`);
    // One router stands for all of them: it is asked for the one target that it knows.
    world.interceptRouter(async (request, next) => {
      const body = await request.text();
      const name = /"target":"([^"]*)"/.exec(body)?.[1] ?? '';
      const answer = await next(new Request(request.url, { method: 'POST', headers: request.headers, body: body.replace(/"target":"[^"]*"/, '"target":"fraud-prod"') }));
      return new Response((await answer.text()).replaceAll('"fraud-prod"', JSON.stringify(name)), { status: answer.status, headers: answer.headers });
    });
  });

  it('asks GitHub once to find out in which mode it looks, and to look', async () => {
    const looked = await world.run(step, { policy: 'rampart/*.yaml' });
    expect(looked).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'idle' } });
    expect((JSON.parse(looked.outputs['targets'] ?? '[]') as readonly unknown[]).length).toBe(20);
    expect(asked(0)).toEqual(['graphql/repository']);
    expect(looked.stdout).toContain('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
  });

  it('asks once and writes nothing where none of them has news', async () => {
    await world.run(step, { policy: 'rampart/*.yaml', mode: 'tick', start: 'false', mirrors: 'none' });
    const before = world.github.requests().length;
    expect(await world.run(step, { policy: 'rampart/*.yaml', mode: 'tick', start: 'false' })).toMatchObject({ exitCode: 0, outputs: { decision: 'idle' } });
    expect(asked(before)).toEqual(['graphql/repository']);
  });
});

describe('a check with then: retrain', () => {
  beforeEach(() => {
    world.writePolicy({ checks: "checks: {drift: {share: http_requests_total, where: 'code=\"500\"', then: retrain}}", plan: 'plan: [smoke, ramp: {weights: [10%], every: 1h}]' });
    world.pages.b.fail(0.5);
  });

  const dispatches = async () => (await world.repository.now()).data.events.filter(({ kind }) => kind === 'repository_dispatch');

  /** The first look after which it is so. */
  async function lookUntil(isSo: (looked: BundleEnd) => Promise<boolean> | boolean, inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
    for (let look = 1; look <= 20; look += 1) {
      const looked = await world.run(step, { mode: 'tick', ...inputs });
      if (await isSo(looked)) return looked;
    }
    return expect.fail('twenty looks were not enough');
  }

  it('asks for a new model once, with the record that says why, and goes on', async () => {
    const looked = await lookUntil(async () => (await dispatches()).length > 0);
    expect(looked).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await dispatches()).toMatchObject([{ eventType: 'rampart-retrain', payload: { target: 'fraud-prod', check: 'drift', 'rollout-id': looked.outputs['rollout-id'], evidence: expect.stringMatching(/^[0-9a-f]{40}$/) as string } }]);
    expect((await world.ledger()).at(-1)).toBe('v2.0.0: a new model was asked for, drift says that this one is worse');
    await world.run(step, { mode: 'tick' });
    expect(await dispatches()).toHaveLength(1);
  });

  it('says which permission is missing where nobody could be asked, and asks at the next look', async () => {
    await (await world.github.createRepository('acme/rollouts')).commitFiles('refs/heads/main', { 'README.md': '# rollouts' });
    const inputs = { 'state-repository': 'acme/rollouts', 'state-token': world.github.token({ kind: 'app', permissions: { contents: 'write' }, repositories: ['acme/rollouts'] }) };
    const isUnasked = (line: string): boolean => line.includes('drift asks for a new model');
    const denied = await lookUntil(({ annotations }) => annotations.some(isUnasked), { ...inputs, token: world.github.token({ kind: 'job', permissions: { contents: 'read' } }) });
    expect(denied.exitCode).toBe(0);
    expect(denied.annotations.filter(isUnasked)).toEqual([expect.stringMatching(/^warning .*nobody could be told; the next look asks again.*permissions:.*contents: write/s)]);
    await world.run(step, { mode: 'tick', ...inputs });
    expect(await dispatches()).toHaveLength(1);
  });
});

describe('a job at its deadline', () => {
  it.each(['watch', 'auto'])('with mode %s hands over: what it saw is recorded, and the next job goes on', async (mode) => {
    world.writePolicy({ plan: 'plan: [smoke, ramp: {weights: [10%, 20%], every: 1h}]', promise: 'promise: {badRequests: 100000}' });
    const beganAtMs = Date.now();
    const watched = await world.run(step, { mode, deadline: '3s' });
    expect(Date.now() - beganAtMs).toBeLessThan(30_000);
    expect(watched).toMatchObject({ exitCode: 0, stderr: '' });
    expect(watched.lines.at(-1)).toMatch(/^Next: This job was at its deadline and has handed over: the next tick goes on from what is recorded\./);
    expect(watched.summary).toContain('has handed over');
    const ledger = await world.ledger();
    const next = await world.run(step, { mode: 'tick' });
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'rollout-id': watched.outputs['rollout-id'] } });
    expect((await world.ledger()).slice(0, ledger.length)).toEqual(ledger);
  });
});
