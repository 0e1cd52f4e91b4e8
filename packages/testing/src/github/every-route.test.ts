// Every route once, by plain octokit: the answer fits GitHub's description, and every permission of the table is needed.
import { Octokit } from '@octokit/core';
import { describe, expect, it } from 'vitest';
import { acceptedPermissions, githubEmulator, NO_OBJECT, openPullRequest, ROUTES, type GithubEmulator, type Permissions } from './index.ts';

const where = { owner: 'acme', repo: 'models' };
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

interface World {
  readonly github: GithubEmulator;
  readonly octokit: Octokit;
  readonly head: string;
  readonly pull: number;
}

async function aWorld(permissions?: Permissions): Promise<World> {
  const github = githubEmulator({ limits: { restPerHour: 10_000, graphqlPerHour: 10_000, writesPerMinute: 10_000, writesPerHour: 10_000, restPointsPerMinute: 100_000, graphqlPointsPerMinute: 100_000, concurrent: 100 } });
  const repository = await github.createRepository('acme/models', {
    rulesets: [{ id: 5, name: 'ledger', enforcement: 'active', include: ['refs/heads/rollouts/**'], exclude: [], rules: ['non_fast_forward', 'deletion', 'update', 'creation', 'pull_request', 'required_signatures'] }],
  });
  await repository.commitFiles('refs/heads/main', { 'README.md': 'models\n', 'data/train.csv': 'a\nb\n' });
  const head = (await repository.now()).refs.get('refs/heads/main') ?? '';
  // The topic stands on main.
  await repository.moveRefs([{ ref: 'refs/heads/topic', from: NO_OBJECT, to: head }]);
  await repository.commitFiles('refs/heads/topic', { 'data/train.csv': 'a\nc\n', 'more.txt': '1\n2\n' });
  const pull = await openPullRequest(repository, { title: 'More data', head: 'topic' }, github.clock.nowMs());
  const octokit = new Octokit({ auth: github.token(permissions === undefined ? { kind: 'app' } : { permissions, kind: 'app' }), baseUrl: 'https://api.github.test', request: { fetch: github.fetch }, log: quiet });
  return { github, octokit, head, pull };
}

/** One request for each operation, in an order in which each finds what it needs. */
async function askAll({ octokit, github, head, pull }: World, perform: (request: () => Promise<{ readonly data: unknown }>) => Promise<unknown>): Promise<void> {
  const data = async (route: string, parameters: Record<string, unknown> = {}): Promise<Record<string, unknown>> => ((await perform(() => octokit.request(route, { ...where, ...parameters }))) ?? {}) as Record<string, unknown>;
  await data('GET /rate_limit');
  await perform(() => new Octokit({ auth: github.token({ kind: 'person' }), baseUrl: 'https://api.github.test', request: { fetch: github.fetch }, log: quiet }).request('GET /user'));
  await data('GET /repos/{owner}/{repo}');
  const blob = await data('POST /repos/{owner}/{repo}/git/blobs', { content: 'hello', encoding: 'utf-8' });
  await data('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { file_sha: blob['sha'] ?? head });
  const tree = await data('POST /repos/{owner}/{repo}/git/trees', { base_tree: head, tree: [{ path: 'x/y.txt', mode: '100644', type: 'blob', sha: blob['sha'] }] });
  await data('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: tree['sha'] ?? head, recursive: '1' });
  const commit = await data('POST /repos/{owner}/{repo}/git/commits', { message: 'by the bot', tree: tree['sha'], parents: [head] });
  await data('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: commit['sha'] ?? head });
  await data('POST /repos/{owner}/{repo}/git/refs', { ref: 'refs/heads/probe', sha: head });
  await data('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: 'heads/probe' });
  await data('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: 'heads/pro' });
  await data('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: 'heads/probe', sha: commit['sha'] });
  await data('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref: 'heads/probe' });
  await data('POST /repos/{owner}/{repo}/statuses/{sha}', { sha: head, state: 'success', context: 'rollout/freeze' });
  await data('GET /repos/{owner}/{repo}/commits/{ref}/status', { ref: 'heads/main' });
  await data('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ref: head });
  await data('GET /repos/{owner}/{repo}/commits/{ref}', { ref: 'topic' });
  await data('GET /repos/{owner}/{repo}/commits', { sha: 'topic', path: 'more.txt' });
  await data('GET /repos/{owner}/{repo}/compare/{basehead}', { basehead: 'main...topic' });
  await data('GET /repos/{owner}/{repo}/contents/{path}', { path: 'data/train.csv' });
  await data('GET /repos/{owner}/{repo}/contents/{path}', { path: 'data' });
  const deployment = await data('POST /repos/{owner}/{repo}/deployments', { ref: head, environment: 'fraud-prod', task: 'rollout', auto_merge: false, required_contexts: [], payload: { op_id: '1' } });
  await data('GET /repos/{owner}/{repo}/deployments', { environment: 'fraud-prod', task: 'rollout' });
  await data('GET /repos/{owner}/{repo}/deployments/{deployment_id}', { deployment_id: deployment['id'] ?? 1 });
  await data('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', { deployment_id: deployment['id'] ?? 1, state: 'in_progress', description: '5 %' });
  await data('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', { deployment_id: deployment['id'] ?? 1 });
  const issue = await data('POST /repos/{owner}/{repo}/issues', { title: 'v42 is out', body: 'text', labels: ['rampart'] });
  const number = issue['number'] ?? 1;
  await data('GET /repos/{owner}/{repo}/issues', { labels: 'rampart', state: 'open' });
  await data('GET /repos/{owner}/{repo}/issues/{issue_number}', { issue_number: number });
  await data('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { issue_number: number, state: 'closed', state_reason: 'completed' });
  const comment = await data('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: number, body: 'hello' });
  await data('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: number });
  await data('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: comment['id'] ?? 1 });
  await data('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: comment['id'] ?? 1, body: 'hello again' });
  await data('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: comment['id'] ?? 1 });
  await data('GET /repos/{owner}/{repo}/pulls');
  await data('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: pull });
  await data('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', { pull_number: pull });
  const release = await data('POST /repos/{owner}/{repo}/releases', { tag_name: 'fraud@v42', target_commitish: head, name: 'v42', body: 'text' });
  await data('GET /repos/{owner}/{repo}/releases');
  await data('GET /repos/{owner}/{repo}/releases/{release_id}', { release_id: release['id'] ?? 1 });
  await data('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag: 'fraud@v42' });
  await data('PATCH /repos/{owner}/{repo}/releases/{release_id}', { release_id: release['id'] ?? 1, body: 'more' });
  await data('POST /repos/{owner}/{repo}/releases/generate-notes', { tag_name: 'fraud@v43', previous_tag_name: 'fraud@v42' });
  await data('GET /repos/{owner}/{repo}/rulesets');
  await data('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: 5 });
  await data('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch: 'rollouts/fraud' });
  await data('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', { workflow_id: 'rollout.yml' });
  const run = await data('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', { workflow_id: 'rollout.yml', ref: 'main', inputs: { target: 'fraud' }, return_run_details: true });
  await data('GET /repos/{owner}/{repo}/actions/runs', { event: 'workflow_dispatch' });
  await data('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: run['workflow_run_id'] ?? 1 });
  await data('POST /repos/{owner}/{repo}/dispatches', { event_type: 'rollback', client_payload: { target: 'fraud' } });
}

describe('every route', () => {
  it('answers as GitHub describes it', async () => {
    const world = await aWorld();
    const answers: unknown[] = [];
    await askAll(world, async (request) => {
      const { data } = await request();
      answers.push(data);
      return data;
    });
    expect(world.github.misfits()).toEqual([]);
    const answered = new Set(world.github.requests().filter(({ status }) => status < 300).map(({ operation }) => operation));
    expect(ROUTES.map(({ operation }) => operation).filter((operation) => !answered.has(operation))).toEqual([]);
  });

  it('is refused without its permission, names what it needs, and is granted by exactly that', async () => {
    for (const route of ROUTES.filter(({ needs }) => needs.length > 0 && needs[0]?.metadata === undefined)) {
      for (const needs of route.needs) {
        const world = await aWorld(needs);
        await askAll(world, (request) => request().then(({ data }) => data, () => undefined));
        const asked = world.github.requests().filter(({ operation }) => operation === route.operation);
        expect([route.operation, asked.some(({ status }) => status === 403)]).toEqual([route.operation, false]);
      }
    }
    const refused = await aWorld({});
    const accepted = new Map<string, unknown>();
    await askAll(refused, (request) =>
      request().then(
        ({ data }) => data,
        (error: unknown) => {
          const { response } = error as { response: { status: number; url: string; headers: Record<string, string> } };
          const { operation } = refused.github.requests().at(-1)!;
          if (response.status === 403) accepted.set(operation, response.headers['x-accepted-github-permissions']);
          return undefined;
        },
      ),
    );
    const expected = ROUTES.filter(({ needs }) => needs.length > 0 && needs[0]?.metadata === undefined).map(({ operation, needs }): [string, string] => [operation, acceptedPermissions(needs)]);
    expect(Object.fromEntries(accepted)).toEqual(Object.fromEntries(expected));
  });

  it.each(['before', 'after'] as const)('can lose its reply %s it is applied', async (when) => {
    const world = await aWorld();
    world.github.faults.plan(...ROUTES.map(({ operation }) => ({ route: operation, kind: 'hang-up', when, name: operation }) as const));
    await askAll(world, (request) => request().then(({ data }) => data, () => undefined));
    expect(Object.keys(world.github.faults.met()).toSorted()).toEqual(ROUTES.map(({ operation }) => operation).toSorted());
    const lost = world.github.requests().filter(({ faults }) => faults.length > 0);
    expect(lost.filter(({ status, wasApplied }) => status !== 0 || wasApplied !== (when === 'after'))).toEqual([]);
  });
});
