// The sequence that keeps state on GitHub, driven by plain octokit: read in one query, tree, commit, updateRefs. On both stores.
import { createHash } from 'node:crypto';
import { Octokit } from '@octokit/core';
import { afterEach, describe, expect, it } from 'vitest';
import { githubEmulator, NO_OBJECT, type EmulatorOptions, type GithubEmulator, type PlannedFault, type TokenRequest } from './index.ts';

const REF = 'refs/heads/rollouts/fraud-1234';
const READ = `query($owner: String!, $name: String!, $ref: String!) { rateLimit { cost remaining } repository(owner: $owner, name: $name) { id ref(qualifiedName: $ref) { target { oid ... on Commit {
  history(first: 50) { nodes { oid message } } file(path: "state.json") { object { ... on Blob { text isTruncated byteSize } } } } } } } }`;
const MOVE = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

interface Read {
  readonly repository: { readonly id: string; readonly ref: null | { readonly target: { readonly oid: string; readonly history: { readonly nodes: readonly { readonly oid: string; readonly message: string }[] }; readonly file: { readonly object: { readonly text: string } } } } };
}

let emulators: GithubEmulator[] = [];
afterEach(async () => {
  for (const emulator of emulators) await emulator.close();
  emulators = [];
});

async function aServer(options: EmulatorOptions = {}) {
  const github = githubEmulator(options);
  emulators = [...emulators, github];
  const repository = await github.createRepository('acme/models');
  await repository.commitFiles('refs/heads/main', { 'README.md': 'models' });
  return { github, repository };
}

function clientOf(github: GithubEmulator, token: TokenRequest = {}, baseUrl = 'https://api.github.test') {
  const octokit = new Octokit({ auth: github.token(token), baseUrl, request: { fetch: baseUrl.startsWith('https://api.') ? github.fetch : fetch }, log: quiet });
  const read = () => octokit.graphql<Read>(READ, { owner: 'acme', name: 'models', ref: REF });
  const commit = async (parents: readonly string[], state: string) => {
    const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', { owner: 'acme', repo: 'models', tree: [{ path: 'state.json', mode: '100644', type: 'blob', content: state }, { path: 'event.json', mode: '100644', type: 'blob', content: '{}' }] });
    const person = { name: 'Rampart', email: 'rampart@users.noreply.github.com', date: '2026-01-01T00:00:00Z' };
    const made = await octokit.request('POST /repos/{owner}/{repo}/git/commits', { owner: 'acme', repo: 'models', message: `state ${state}`, tree: tree.data.sha, parents: [...parents], author: person, committer: person });
    return made.data.sha;
  };
  const move = async (beforeOid: string, afterOid: string, name = REF) => {
    const { repository } = await read();
    return octokit.graphql(MOVE, { input: { repositoryId: repository.id, refUpdates: [{ name, beforeOid, afterOid, force: false }] } });
  };
  return { octokit, read, commit, move };
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(['memory', 'git'] as const)('state kept on GitHub (%s)', (store) => {
  it('is written as tree, commit and moved ref, and read in one query', async () => {
    const { github, repository } = await aServer({ store });
    const { read, commit, move } = clientOf(github);
    expect((await read()).repository.ref).toBeNull();
    const first = await commit([], 'one');
    await move(NO_OBJECT, first);
    const second = await commit([first], 'two');
    await move(first, second);
    const target = (await read()).repository.ref?.target;
    expect(target).toMatchObject({ oid: second, history: { nodes: [{ oid: second, message: 'state two' }, { oid: first }] }, file: { object: { text: 'two', isTruncated: false, byteSize: 3 } } });
    expect((await repository.now()).data.events).toMatchObject([{ kind: 'push', ref: REF, before: NO_OBJECT, after: first, startsWorkflows: false }, { kind: 'push', after: second }]);
    github.assertFits();
  });

  it('gives commits with author and date the id that can be computed from their bytes', async () => {
    const { github } = await aServer({ store });
    const { commit } = clientOf(github);
    const id = (type: string, bytes: Buffer): string => createHash('sha1').update(`${type} ${String(bytes.length)}\0`).update(bytes).digest('hex');
    const entry = (name: string, text: string): Buffer => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(id('blob', Buffer.from(text)), 'hex')]);
    const tree = id('tree', Buffer.concat([entry('event.json', '{}'), entry('state.json', 'é')]));
    const person = 'Rampart <rampart@users.noreply.github.com> 1767225600 +0000';
    expect(await commit([], 'é')).toBe(id('commit', Buffer.from(`tree ${tree}\nauthor ${person}\ncommitter ${person}\n\nstate é`)));
  });

  it('lets one of two racing writers win, and tells the other with 200 and errors', async () => {
    const { github } = await aServer({ store });
    const { read, commit, move } = clientOf(github);
    const first = await commit([], 'one');
    await move(NO_OBJECT, first);
    const rivals = await Promise.all(['a', 'b', 'c', 'd'].map((state) => commit([first], state)));
    const outcomes = await Promise.allSettled(rivals.map((rival) => move(first, rival)));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    const winner = rivals[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect((await read()).repository.ref?.target.oid).toBe(winner);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ errors: [{ type: 'UNPROCESSABLE', path: ['updateRefs'] }] });
  });

  it('moves several refs together or none', async () => {
    const { github, repository } = await aServer({ store });
    const { octokit, read, commit } = clientOf(github);
    const [one, other] = [await commit([], 'one'), await commit([], 'other')];
    const { id } = (await read()).repository;
    const both = (beforeOther: string) => octokit.graphql(MOVE, { input: { repositoryId: id, refUpdates: [{ name: REF, beforeOid: NO_OBJECT, afterOid: one }, { name: 'refs/heads/rollouts/freezes', beforeOid: beforeOther, afterOid: other }] } });
    await expect(both(one)).rejects.toThrow();
    expect([...(await repository.now()).refs.keys()]).toEqual(['refs/heads/main']);
    // Names that clash with each other are only found out when git is asked.
    const clashing = { repositoryId: id, refUpdates: [{ name: REF, beforeOid: NO_OBJECT, afterOid: one }, { name: `${REF}/x`, beforeOid: NO_OBJECT, afterOid: other }] };
    await expect(octokit.graphql(MOVE, { input: clashing })).rejects.toThrow();
    expect([...(await repository.now()).refs.keys()]).toEqual(['refs/heads/main']);
    await both(NO_OBJECT);
    expect([...(await repository.now()).refs.keys()]).toEqual(['refs/heads/main', REF, 'refs/heads/rollouts/freezes']);
    github.assertFits();
  });

  it('answers a write whose reply is lost by having done it, or not', async () => {
    const { github } = await aServer({ store });
    const { read, commit, move } = clientOf(github);
    const first = await commit([], 'one');
    github.faults.plan({ route: 'graphql/updateRefs', kind: 'hang-up', when: 'before' }, { route: 'graphql/updateRefs', kind: 'hang-up', when: 'after' });
    await expect(move(NO_OBJECT, first)).rejects.toThrow('socket hang up');
    expect((await read()).repository.ref).toBeNull();
    await expect(move(NO_OBJECT, first)).rejects.toThrow('socket hang up');
    expect((await read()).repository.ref?.target.oid).toBe(first);
    expect(github.faults.met()).toEqual({ 'hang-up not applied': 1, 'hang-up applied': 1 });
  });
});

describe('permissions', () => {
  it('refuse a job that may only read, and say what is missing', async () => {
    const { github } = await aServer();
    const { octokit, commit, move } = clientOf(github, { permissions: { contents: 'read' } });
    const refused = await commit([], 'one').catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 403, response: { data: { message: 'Resource not accessible by integration' }, headers: { 'x-accepted-github-permissions': 'contents=write' } } });
    await expect(move(NO_OBJECT, 'a'.repeat(40))).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] });
    await expect(octokit.request('POST /repos/{owner}/{repo}/deployments', { owner: 'acme', repo: 'models', ref: 'main' })).rejects.toMatchObject({ status: 403, response: { headers: { 'x-accepted-github-permissions': 'deployments=write' } } });
  });

  it('hide a private repository from who has no access, and a token that nobody issued gets nowhere', async () => {
    const { github } = await aServer();
    const other = clientOf(github, { repositories: ['acme/other'] });
    await expect(other.octokit.request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'models' })).rejects.toMatchObject({ status: 404 });
    await expect(other.read()).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND', path: ['repository'] }] });
    const { octokit } = clientOf(github, { expiresAtMs: 0 });
    await expect(octokit.request('GET /rate_limit')).rejects.toMatchObject({ status: 401, response: { data: { message: 'Bad credentials' } } });
  });
});

describe('served on loopback', () => {
  it('answers as in process, under both prefixes', async () => {
    const { github } = await aServer();
    const { url, apiUrl } = await github.serve();
    for (const base of [url, apiUrl]) {
      const { read, commit, move } = clientOf(github, {}, base);
      const before = (await read()).repository.ref?.target.oid;
      await move(before ?? NO_OBJECT, await commit(before === undefined ? [] : [before], base));
      expect((await read()).repository.ref?.target.file.object.text).toBe(base);
    }
    const refs = await fetch(`${url}/repos/acme/models/git/ref/heads%2Frollouts%2Ffraud-1234`, { headers: { authorization: `token ${github.token()}` } });
    const same = await fetch(`${apiUrl}/repos/acme/models/git/ref/heads/rollouts/fraud-1234`, { headers: { authorization: `Bearer ${github.token()}` } });
    expect(((await refs.json()) as { object: unknown }).object).toMatchObject({ sha: ((await same.json()) as { object: { sha: string } }).object.sha });
    github.assertFits();
  });

  it('breaks the connection in the middle of a body', async () => {
    const { github } = await aServer();
    const { url } = await github.serve();
    const cases: readonly PlannedFault[] = [{ route: '*', kind: 'truncated-body', when: 'after' }, { route: '*', kind: 'hang-up', when: 'after' }];
    for (const fault of cases) {
      github.faults.plan(fault);
      await expect(fetch(`${url}/repos/acme/models`, { headers: { authorization: `token ${github.token()}` } }).then((response) => response.text())).rejects.toThrow();
    }
  });
});
