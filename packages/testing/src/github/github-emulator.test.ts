// What makes it GitHub: who may see what, headers, pages, limits, rules, signatures, stale reads.
import { githubHandlers, mockNetwork } from '@rampart/testing/network';
import { describe, expect, it } from 'vitest';
import { aServer } from '../../test/github/a-server.ts';
import { LIMITS, mergePullRequest, NO_LIMITS, NO_OBJECT, openPullRequest, type Ruleset } from './index.ts';

const LEDGER = 'refs/heads/rollouts/fraud';
const MOVE = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
const COMMIT = 'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid message signature { isValid wasSignedByGitHub } author { name email } } ref { name target { oid } } } }';

function aRuleset(...rules: Ruleset['rules']): Ruleset {
  return { id: 1, name: 'ledger', enforcement: 'active', include: ['refs/heads/rollouts/**'], exclude: [], rules };
}

describe('who asks', () => {
  it('sees public repositories without a token, and changes nothing there', async () => {
    const { client } = await aServer({}, { visibility: 'public' });
    const { ask, graphql } = client('anonymous');
    expect((await ask('GET {}/git/ref/heads/main')).status).toBe(200);
    expect((await ask('POST {}/issues', { title: 'x' })).status).toBe(403);
    expect((await graphql('{ viewer { login } }')).status).toBe(401);
  });

  it('is a job, an app or a person', async () => {
    const { client } = await aServer();
    const login = async (kind: 'job' | 'app' | 'person'): Promise<unknown> => (await client({ kind }).graphql('{ viewer { login } }')).body.data.viewer.login;
    expect([await login('job'), await login('app'), await login('person')]).toEqual(['github-actions[bot]', 'rampart-state[bot]', 'ada']);
    expect([(await client({ kind: 'job' }).ask('GET /user')).status, (await client({ kind: 'person' }).ask('GET /user')).status]).toEqual([403, 200]);
  });

  it('names a client and a version of the API that is supported', async () => {
    const { client, github } = await aServer();
    expect((await client().ask('GET {}', undefined, { 'x-github-api-version': '2026-03-10' })).status).toBe(200);
    expect((await client().ask('GET {}', undefined, { 'x-github-api-version': '2020-01-01' })).status).toBe(400);
    expect((await github.handle(new Request('https://api.github.test/rate_limit'))).status).toBe(403);
  });

  it('is told when a request does not fit what GitHub publishes', async () => {
    const { client, github } = await aServer();
    const { ask, graphql } = client();
    expect((await ask('POST {}/git/refs', { ref: 7 })).status).toBe(422);
    expect((await ask('POST {}/nowhere', {})).status).toBe(404);
    expect((await graphql('{ viewer { name_of } }')).body.errors[0].message).toContain('Cannot query field "name_of"');
    expect(github.misfits().map(({ operation, side }) => [operation, side])).toEqual([['git/create-ref', 'request'], ['unknown', 'request'], ['graphql/invalid', 'request']]);
    expect(() => github.assertFits()).toThrow('Cannot query field');
  });
});

describe('answers', () => {
  it('carry an ETag, and 304 costs nothing of the hour', async () => {
    const { client } = await aServer();
    const { ask } = client();
    const first = await ask('GET {}/issues');
    const etag = first.headers.get('etag') ?? '';
    const again = await ask('GET {}/issues', undefined, { 'if-none-match': etag });
    expect([again.status, again.body, again.headers.get('x-ratelimit-used')]).toEqual([304, undefined, first.headers.get('x-ratelimit-used')]);
    await ask('POST {}/issues', { title: 'x' });
    expect((await ask('GET {}/issues', undefined, { 'if-none-match': etag })).status).toBe(200);
  });

  it('come in pages that lead to each other', async () => {
    const { client, github } = await aServer();
    const { ask } = client();
    for (let n = 1; n <= 7; n += 1) await ask('POST {}/issues', { title: `issue ${String(n)}` });
    let next = '/repos/acme/models/issues?state=all&per_page=3&direction=asc';
    const titles: string[] = [];
    for (let pages = 0; next !== '' && pages < 5; pages += 1) {
      const { body, headers } = await ask(`GET ${next}`);
      titles.push(...(body as readonly { readonly title: string }[]).map(({ title }) => title));
      next = /<https:\/\/api\.github\.test([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
    }
    expect(titles).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `issue ${String(n)}`));
    github.assertFits();
  });

  it('tell the time of the clock', async () => {
    const { client, github } = await aServer();
    await github.clock.sleep(3_600_000);
    expect(Date.parse((await client().ask('GET {}')).headers.get('date') ?? '')).toBe(Math.floor(github.clock.nowMs() / 1000) * 1000);
  });

  it('lead to a repository that has another name now', async () => {
    const { client, github, repository } = await aServer();
    github.renameRepository('acme/models', 'acme/weights');
    const moved = await client().ask('GET {}/issues?state=all');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `https://api.github.test/repositories/${String(repository.id)}/issues?state=all`]);
    expect((await client().ask('POST {}/issues', { title: 'x' })).status).toBe(307);
    expect((await client().ask(`GET /repositories/${String(repository.id)}/issues?state=all`)).status).toBe(200);
    expect((await client().ask('GET /repos/acme/weights/issues')).status).toBe(200);
  });
});

describe('limits', () => {
  it('are an hour each for REST and GraphQL, shared by the jobs of a repository', async () => {
    const { client, github } = await aServer({ limits: { ...LIMITS.job, restPerHour: 3, graphqlPerHour: 2 } });
    const [one, other, app] = [client(), client(), client({ kind: 'app' })];
    const statuses = [];
    for (const { ask } of [one, other, one, other]) statuses.push((await ask('GET {}')).status);
    expect(statuses).toEqual([200, 200, 200, 403]);
    // From the first refusal on, whoever asks again is early, even if the connection breaks.
    github.faults.plan({ route: 'repos/get', kind: 'hang-up', when: 'before' });
    await one.ask('GET {}').catch(() => undefined);
    expect(github.requests().map(({ isEarly }) => isEarly)).toEqual([false, false, false, false, true]);
    expect((await one.graphql('{ rateLimit { remaining used } }')).body.data.rateLimit).toEqual({ remaining: 1, used: 1 });
    expect((await one.ask('GET /rate_limit')).body.resources.core).toMatchObject({ limit: 3, remaining: 0 });
    expect((await app.ask('GET {}')).status).toBe(200);
    await github.clock.sleep(3_600_001);
    expect((await one.ask('GET {}')).status).toBe(200);
  });

  it('hold back who writes more than 80 times a minute or 500 times an hour', async () => {
    const { client, github } = await aServer({ limits: { ...LIMITS.job, restPointsPerMinute: 10_000 } });
    const { ask } = client();
    const refusals: number[] = [];
    for (let n = 1; n <= 506; n += 1) {
      const { status, headers } = await ask('POST {}/issues', { title: String(n) });
      if (status === 201) continue;
      refusals.push(n);
      await github.clock.sleep(Number(headers.get('retry-after')) * 1000);
    }
    // Every 80, and the 501st that was let through is the end of the hour.
    expect(refusals).toEqual([81, 162, 243, 324, 405, 486]);
    expect((await ask('POST {}/issues', { title: 'x' })).status).toBe(403);
  });

  it('count points a minute, and requests that are under way at once', async () => {
    const { client } = await aServer({ limits: { ...NO_LIMITS, restPointsPerMinute: 11 } });
    const { ask } = client();
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('POST {}/issues', { title: 'x' })).status);
    expect(statuses).toEqual([201, 201, 403]);
    const crowd = (await aServer({ limits: { ...NO_LIMITS, concurrent: 10 } })).client();
    const at = await Promise.all(Array.from({ length: 12 }, async () => (await crowd.ask('GET {}')).status));
    expect(new Set(at)).toEqual(new Set([403]));
  });
});

describe('git', () => {
  it('is empty until the first commit', async () => {
    const { client, github } = await aServer();
    await github.createRepository('acme/empty');
    const { ask } = client();
    for (const route of ['POST /repos/acme/empty/git/trees', 'GET /repos/acme/empty/git/ref/heads/main']) {
      const { status, body } = await ask(route, route.startsWith('POST') ? { tree: [{ path: 'x', mode: '100644', type: 'blob', content: 'x' }] } : undefined);
      expect([status, body.message]).toEqual([409, 'Git Repository is empty.']);
    }
    github.assertFits();
  });

  it('says why a ref does not move', async () => {
    const { client, main } = await aServer();
    const { ask, commit } = client();
    const [first, sibling] = [await commit([main], { a: '1' }), await commit([main], { a: '2' })];
    const said = async (route: string, body: unknown) => {
      const reply = await ask(route, body);
      return `${String(reply.status)} ${String(reply.body?.message ?? reply.body?.ref)}`;
    };
    expect(await said('POST {}/git/refs', { ref: 'refs/heads/x', sha: first })).toBe('201 refs/heads/x');
    expect(await said('POST {}/git/refs', { ref: 'refs/heads/x', sha: first })).toBe('422 Reference already exists');
    expect(await said('POST {}/git/refs', { ref: 'refs/heads/x/y', sha: first })).toBe('422 Reference update failed');
    expect(await said('POST {}/git/refs', { ref: 'refs/heads/y', sha: '1'.repeat(40) })).toBe('422 Object does not exist');
    expect(await said('PATCH {}/git/refs/heads/x', { sha: first })).toBe('200 refs/heads/x');
    expect(await said('PATCH {}/git/refs/heads%2Fx', { sha: sibling })).toBe('422 Update is not a fast forward');
    expect(await said('PATCH {}/git/refs/heads/x', { sha: sibling, force: true })).toBe('200 refs/heads/x');
    expect(await said('PATCH {}/git/refs/heads/x', { sha: '1'.repeat(40) })).toBe('500 undefined');
    expect(await said('PATCH {}/git/refs/heads/z', { sha: first })).toBe('422 Reference does not exist');
    expect(await said('DELETE {}/git/refs/heads/z', undefined)).toBe('422 Reference does not exist');
  });

  it('builds trees from paths and keeps what it stands on', async () => {
    const { client, main, repository } = await aServer();
    const { ask } = client();
    const file = (path: string, content: string) => ({ path, mode: '100644', type: 'blob', content });
    const one = await ask('POST {}/git/trees', { base_tree: main, tree: [file('a/b/c.txt', 'c'), file('a/b.txt', 'b')] });
    const two = await ask('POST {}/git/trees', { base_tree: one.body.sha, tree: [{ path: 'a/b.txt', mode: '100644', type: 'blob', sha: null }, file('README.md', 'new')] });
    expect([...(await repository.files(String(two.body.sha))).keys()]).toEqual(['README.md', 'a/b/c.txt']);
    for (const path of ['../x', '/x', 'a//b', '.git/config', 'a/.GIT/x']) expect((await ask('POST {}/git/trees', { tree: [file(path, 'x')] })).status).toBe(422);
  });

  it.each(['memory', 'git'] as const)('signs what a bot commits under no name, and only that (%s)', async (store) => {
    const { client, github } = await aServer({ store });
    try {
      const { ask } = client();
      const tree = (await ask('POST {}/git/trees', { tree: [{ path: 'x', mode: '100644', type: 'blob', content: 'x' }] })).body.sha;
      const bots = (await ask('POST {}/git/commits', { message: 'x', tree, parents: [] })).body;
      expect(bots).toMatchObject({ verification: { verified: true, reason: 'valid' }, author: { name: 'github-actions[bot]' }, committer: { name: 'GitHub' } });
      expect((await ask(`GET {}/git/commits/${String(bots.sha)}`)).body.verification.verified).toBe(true);
      const named = (await ask('POST {}/git/commits', { message: 'x', tree, parents: [], author: { name: 'A', email: 'a@example.com' } })).body;
      expect(named.verification).toMatchObject({ verified: false, reason: 'unsigned' });
      expect((await client({ kind: 'person' }).ask('POST {}/git/commits', { message: 'x', tree, parents: [] })).body.verification.verified).toBe(false);
      github.assertFits();
    } finally {
      await github.close();
    }
  });

  it('refuses a blob that holds a secret', async () => {
    const { client, github } = await aServer({}, { secrets: ['planted-secret'] });
    const { ask } = client();
    expect((await ask('POST {}/git/blobs', { content: 'x planted-secret x' })).status).toBe(422);
    const tree = await ask('POST {}/git/trees', { tree: [{ path: 'x', mode: '100644', type: 'blob', content: 'planted-secret' }] });
    expect([tree.status, tree.body.message]).toEqual([422, expect.stringContaining('Push cannot contain secrets')]);
    github.assertFits();
  });
});

describe('workflow files', () => {
  it('come with no ref that a job moves, unless they are those of the default branch', async () => {
    const { client, repository, main } = await aServer();
    const job = client({ kind: 'job' });
    const other = await job.commit([main], { '.github/workflows/x.yml': 'on: push' });
    const create = async (ref: string, { ask }: Pick<typeof job, 'ask'>) => (await ask('POST {}/git/refs', { ref: `refs/heads/${ref}`, sha: other })).status;
    expect(await create('a', job)).toBe(403);
    expect(await create('a', client({ kind: 'app', permissions: { contents: 'write', workflows: 'write' } }))).toBe(201);
    await repository.moveRefs([{ ref: 'refs/heads/main', from: main, to: other }]);
    expect(await create('b', job)).toBe(201);
    expect((await job.graphql(MOVE, { input: { repositoryId: repository.nodeId, refUpdates: [{ name: 'refs/heads/c', beforeOid: NO_OBJECT, afterOid: await job.commit([], { '.github/workflows/x.yml': 'on: issues' }) }] } })).body.errors).toHaveLength(1);
  });
});

describe('rulesets', () => {
  it('stop moves of the branches that they name', async () => {
    const { client, repository, github } = await aServer();
    const { ask, graphql, commit } = client();
    const first = await commit([], { a: '1' });
    const [second, sibling] = [await commit([first], { a: '2' }), await commit([], { a: '3' })];
    const move = async (beforeOid: string, afterOid: string, force = false): Promise<unknown> => (await graphql(MOVE, { input: { repositoryId: repository.nodeId, refUpdates: [{ name: LEDGER, beforeOid, afterOid, force }] } })).body.errors?.[0].message ?? 'moved';
    repository.configure({ rulesets: [aRuleset('required_signatures')] });
    expect(await move(NO_OBJECT, first)).toContain('Commits must have verified signatures');
    repository.configure({ rulesets: [aRuleset('creation')] });
    expect(await move(NO_OBJECT, first)).toContain('Cannot create ref');
    repository.configure({ rulesets: [aRuleset('non_fast_forward', 'deletion')] });
    expect(await move(NO_OBJECT, first)).toBe('moved');
    expect(await move(first, second)).toBe('moved');
    expect(await move(second, sibling, true)).toContain('Cannot force-push');
    const removed = await ask('DELETE {}/git/refs/heads/rollouts/fraud');
    expect([removed.status, removed.body.message]).toEqual([422, expect.stringContaining('Cannot delete this protected ref')]);
    repository.configure({ rulesets: [aRuleset('pull_request')] });
    expect(await move(second, await commit([second], { a: '4' }))).toContain('through a pull request');
    repository.configure({ rulesets: [{ ...aRuleset('update'), exclude: [LEDGER] }] });
    expect(await move(second, await commit([second], { a: '4' }))).toBe('moved');
    github.assertFits();
  });

  it('let commits of createCommitOnBranch through, which are signed', async () => {
    const { client, repository, main } = await aServer({}, { rulesets: [{ ...aRuleset('required_signatures'), include: ['~ALL'] }] });
    const { graphql } = client();
    const input = (expectedHeadOid: string) => ({ branch: { repositoryNameWithOwner: 'acme/models', branchName: 'main' }, expectedHeadOid, message: { headline: 'one', body: 'two' }, fileChanges: { additions: [{ path: 'state.json', contents: Buffer.from('{}').toString('base64') }], deletions: [{ path: 'README.md' }] } });
    const { body } = await graphql(COMMIT, { input: input(main) });
    expect(body.data.createCommitOnBranch.commit).toMatchObject({ message: 'one\n\ntwo', signature: { isValid: true, wasSignedByGitHub: true } });
    const head = await repository.commit(String(body.data.createCommitOnBranch.commit.oid));
    expect(head === 'missing' ? [] : [...(await repository.files(head.tree)).keys()]).toEqual(['state.json']);
    expect((await graphql(COMMIT, { input: input(main) })).body.errors).toMatchObject([{ type: 'STALE_DATA', message: `Expected branch to point to "${main}" but it did not. Pull and try again.` }]);
  });
});

describe('replicas', () => {
  it('answer reads from what was a while ago; writes see what is', async () => {
    const { client, repository, github, main } = await aServer({ replicaLagMs: 2_000 });
    const { ask, graphql, commit } = client();
    await github.clock.sleep(5_000);
    const next = await commit([main], { a: '1' });
    const input = { repositoryId: repository.nodeId, refUpdates: [{ name: 'refs/heads/main', beforeOid: main, afterOid: next }] };
    expect((await graphql(MOVE, { input })).body.errors).toBeUndefined();
    const seen = async (): Promise<unknown> => (await ask('GET {}/git/ref/heads/main')).body.object.sha;
    expect(await seen()).toBe(main);
    expect((await graphql(MOVE, { input })).body.errors).toHaveLength(1);
    await github.clock.sleep(2_000);
    expect(await seen()).toBe(next);
  });
});

describe('people', () => {
  it('open pull requests, and merge them past everything', async () => {
    const { client, repository, github, main } = await aServer();
    await repository.moveRefs([{ ref: 'refs/heads/topic', from: NO_OBJECT, to: main }]);
    const head = await repository.commitFiles('refs/heads/topic', { 'data/train.csv': 'a\nb\n' });
    const { ask } = client();
    const number = await openPullRequest(repository, { title: 'More data', head: 'topic' }, github.clock.nowMs());
    expect((await ask(`GET {}/pulls/${String(number)}/files`)).body).toMatchObject([{ filename: 'data/train.csv', status: 'added', additions: 2 }]);
    expect((await ask('GET {}/pulls')).body).toMatchObject([{ number, head: { sha: head, ref: 'topic' }, base: { sha: main } }]);
    const merge = await mergePullRequest(repository, number, github.clock.nowMs());
    expect((await ask('GET {}/git/ref/heads/main')).body.object.sha).toBe(merge);
    expect((await ask(`GET {}/pulls/${String(number)}`)).body).toMatchObject({ state: 'closed', merged: true });
    github.assertFits();
  });

  it('lock and delete issues and comments', async () => {
    const { client, repository } = await aServer();
    const { ask } = client();
    await ask('POST {}/issues', { title: 'one' });
    const comment = await ask('POST {}/issues/1/comments', { body: 'x' });
    await ask('POST {}/issues', { title: 'two' });
    await repository.change((was) => ({ ...was, issues: was.issues.filter(({ number }) => number !== 1).map((issue) => ({ ...issue, isLocked: true })), comments: [] }));
    expect([(await ask('GET {}/issues/1')).status, (await ask('POST {}/issues/2/comments', { body: 'x' })).status, (await ask(`PATCH {}/issues/comments/${String(comment.body.id)}`, { body: 'y' })).status, (await ask('GET {}/issues/9')).status]).toEqual([410, 403, 404, 404]);
  });
});

describe('dispatches', () => {
  it('are events that somebody who plays the runner can read', async () => {
    const { client, repository, github } = await aServer({}, { workflows: ['rollout.yml'] });
    const { ask } = client();
    const { body } = await ask('POST {}/actions/workflows/rollout.yml/dispatches', { ref: 'main', inputs: { target: 'fraud' }, return_run_details: true });
    expect((await ask('POST {}/actions/workflows/rollout.yml/dispatches', { ref: 'main' })).status).toBe(204);
    expect((await ask('POST {}/actions/workflows/other.yml/dispatches', { ref: 'main' })).status).toBe(404);
    expect((await ask('POST {}/dispatches', { event_type: 'rollback', client_payload: { target: 'fraud' } })).status).toBe(204);
    const { events } = (await repository.now()).data;
    expect(events).toMatchObject([
      { kind: 'workflow_dispatch', workflow: 'rollout.yml', inputs: { target: 'fraud' }, run: body.workflow_run_id, startsWorkflows: true },
      { kind: 'workflow_dispatch' },
      { kind: 'repository_dispatch', eventType: 'rollback', payload: { target: 'fraud' }, startsWorkflows: true },
    ]);
    github.assertFits();
  });
});

describe('mirrors', () => {
  it('have the limits that GitHub has', async () => {
    const { client, repository, main } = await aServer({ limits: NO_LIMITS });
    const { ask } = client();
    const long = 'x'.repeat(141);
    expect((await ask(`POST {}/statuses/${main}`, { state: 'success', description: long })).status).toBe(422);
    for (let n = 0; n < 1_000; n += 1) await ask(`POST {}/statuses/${main}`, { state: 'success', context: 'rollout' });
    expect((await ask(`POST {}/statuses/${main}`, { state: 'success', context: 'rollout' })).status).toBe(422);
    expect((await ask(`POST {}/statuses/${main}`, { state: 'success', context: 'other' })).status).toBe(201);
    expect((await ask('POST {}/issues', { title: 'x', body: 'x'.repeat(65_537) })).status).toBe(422);
    const deployment = await ask('POST {}/deployments', { ref: 'main', required_contexts: [] });
    expect((await ask(`POST {}/deployments/${String(deployment.body.id)}/statuses`, { state: 'success', description: long })).status).toBe(422);
    await ask(`POST {}/statuses/${main}`, { state: 'failure', context: 'ci' });
    expect((await ask('POST {}/deployments', { ref: 'main' })).status).toBe(409);
    expect((await repository.now()).data.deployments).toHaveLength(1);
  });

  it('retire what was deployed before, but not in production', async () => {
    const { client } = await aServer();
    const { ask } = client();
    const states = async (environment: string): Promise<unknown> => {
      const deploy = async () => {
        const { body } = await ask('POST {}/deployments', { ref: 'main', environment, required_contexts: [] });
        await ask(`POST {}/deployments/${String(body.id)}/statuses`, { state: 'success' });
        return String(body.id);
      };
      const [first] = [await deploy(), await deploy()];
      return (await ask(`GET {}/deployments/${first}/statuses`)).body[0].state;
    };
    expect([await states('staging'), await states('production')]).toEqual(['inactive', 'success']);
  });
});

describe('below every client of this process', () => {
  it('answers through the mock network, too', async () => {
    const { github, client } = await aServer();
    const network = mockNetwork();
    network.enable();
    network.use(...githubHandlers(github, 'https://api.github.test'));
    try {
      const response = await fetch('https://api.github.test/repos/acme/models', { headers: { authorization: `token ${client().token}` } });
      expect(((await response.json()) as { full_name: string }).full_name).toBe('acme/models');
      github.faults.plan({ route: '*', kind: 'hang-up', when: 'after' });
      await expect(fetch('https://api.github.test/rate_limit')).rejects.toThrow();
    } finally {
      network.disable();
    }
  });
});
