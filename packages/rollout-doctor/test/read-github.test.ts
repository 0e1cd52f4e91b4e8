// What GitHub says, from the emulator: a real permission check per route, and rulesets.
import { openGithubApi } from '@rampart/github-api';
import { ledgerRef } from '@rampart/ledger-records';
import { virtualClock } from '@rampart/testing/fakes';
import { githubEmulator } from '@rampart/testing/github';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGithub, readGithubClock } from '../src/readings/read-github.ts';
import { wantedPermissions } from '../src/readings/wanted-permissions.ts';

const TARGET = 'fraud-prod';
type Rules = NonNullable<NonNullable<Parameters<ReturnType<typeof githubEmulator>['createRepository']>[1]>['rulesets']>;

let github: ReturnType<typeof githubEmulator>;
beforeEach(() => {
  github = githubEmulator({ store: 'memory' });
});
afterEach(async () => {
  github.assertFits();
  await github.close();
});

async function placed(permissions: Readonly<Record<string, 'read' | 'write'>>, rulesets: Rules = []) {
  const repository = await github.createRepository('acme/models', { visibility: 'private', rulesets, workflows: ['rollout.yml', 'chain.yml'], disabledWorkflows: { 'chain.yml': 'disabled_inactivity' } });
  await repository.commitFiles('refs/heads/main', { 'README.md': 'x' });
  const token = github.token({ kind: 'job', permissions, repositories: ['acme/models'] });
  const clock = virtualClock();
  const api = openGithubApi({ token, apiUrl: 'https://api.github.test', graphqlUrl: 'https://api.github.test/graphql', repository: { owner: 'acme', repo: 'models' }, clock, signal: new AbortController().signal, waitsUntilMs: 0, fetch: github.fetch });
  return { repository, api, clock, read: (workflows: readonly string[] = []) => readGithub({ state: api, home: api }, { wanted: wantedPermissions([]), workflows, target: TARGET }) };
}

const ALL = { contents: 'write', deployments: 'write', statuses: 'write', issues: 'write' } as const;

describe('readGithub', () => {
  it('finds every permission that is there, and creates nothing', async () => {
    const { repository, read } = await placed(ALL);
    const before = await repository.now();
    const { probes } = await read();
    expect(probes.map(({ permission, access, answer }) => [permission, access, answer.kind])).toEqual([['contents', 'write', 'granted'], ['contents', 'read', 'granted'], ['deployments', 'write', 'granted'], ['statuses', 'write', 'granted'], ['issues', 'write', 'granted']]);
    const after = await repository.now();
    expect([...after.refs]).toEqual([...before.refs]);
    expect(after.data).toEqual(before.data);
  });

  it.each(['contents', 'deployments', 'statuses', 'issues'] as const)('misses %s: write where a token only reads it, with what GitHub would accept', async (permission) => {
    const { read } = await placed({ ...ALL, [permission]: 'read' });
    const { probes } = await read();
    const missing = probes.filter(({ answer }) => answer.kind !== 'granted');
    expect(missing.map(({ permission: name, access, answer }) => [name, access, answer])).toEqual([[permission, 'write', { kind: 'missing', accepted: `${permission}=write` }]]);
  });

  it('asks for no write access to the code where the state is elsewhere, and tells whose token lacks what', async () => {
    const { api, clock } = await placed({ contents: 'read' });
    const rollouts = await github.createRepository('acme/rollouts', { visibility: 'private' });
    await rollouts.commitFiles('refs/heads/main', { 'README.md': 'x' });
    const token = github.token({ kind: 'app', permissions: { contents: 'read' }, repositories: ['acme/rollouts'] });
    const state = openGithubApi({ token, apiUrl: 'https://api.github.test', graphqlUrl: 'https://api.github.test/graphql', repository: { owner: 'acme', repo: 'rollouts' }, clock, signal: new AbortController().signal, waitsUntilMs: 0, fetch: github.fetch });
    const { probes } = await readGithub({ state, home: api }, { wanted: wantedPermissions(['release']), workflows: [], target: TARGET });
    expect(probes.map(({ permission, access, repository, tokenOf, answer }) => [permission, access, repository, tokenOf, answer.kind])).toEqual([
      ['contents', 'write', 'acme/rollouts', 'state-token', 'missing'],
      ['contents', 'read', 'acme/models', 'job', 'granted'],
    ]);
  });

  it('reads the rules of a branch that is not there yet, and who made them', async () => {
    const { read } = await placed(ALL, [
      { id: 7, name: 'everything', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['required_signatures', 'pull_request'] },
      { id: 8, name: 'history', enforcement: 'active', include: ['refs/heads/rollouts/**'], exclude: [], rules: ['deletion', 'non_fast_forward'] },
    ]);
    const { rules } = await read();
    expect(rules).toEqual({
      kind: 'read',
      repository: 'acme/models',
      ledgerBranch: ledgerRef(TARGET).replace('refs/heads/', ''),
      ledgerExists: false,
      onLedger: [
        { type: 'required_signatures', ruleset: 'everything', isBypassed: false },
        { type: 'pull_request', ruleset: 'everything', isBypassed: false },
        { type: 'deletion', ruleset: 'history', isBypassed: false },
        { type: 'non_fast_forward', ruleset: 'history', isBypassed: false },
      ],
      base: 'main',
      requiredOnBase: [],
    });
  });

  it('sees that the ledger is there', async () => {
    const { repository, read } = await placed(ALL);
    await repository.commitFiles(ledgerRef(TARGET), { 'state.json': '{}' });
    expect((await read()).rules).toMatchObject({ ledgerExists: true });
  });
});

describe('workflows that look', () => {
  it('are active, disabled, or not there', async () => {
    const { read } = await placed({ ...ALL, actions: 'read' });
    const { workflows } = await read(['rollout.yml', 'chain.yml', 'mine.yml']);
    expect(workflows.map(({ file, answer }) => [file, answer])).toEqual([['rollout.yml', { kind: 'known', state: 'active' }], ['chain.yml', { kind: 'known', state: 'disabled_inactivity' }], ['mine.yml', { kind: 'not-there' }]]);
  });

  it('cannot be asked about without actions: read', async () => {
    const { read } = await placed(ALL);
    expect((await read(['rollout.yml'])).workflows).toEqual([{ file: 'rollout.yml', repository: 'acme/models', answer: { kind: 'may-not' } }]);
  });
});

describe('readGithubClock', () => {
  it('tells nothing, or the time of GitHub', async () => {
    const { api, clock } = await placed(ALL);
    for (const { who, uncertainMs } of await readGithubClock(api, clock)) expect({ who, isSure: uncertainMs >= 500 }).toEqual({ who: 'GitHub', isSure: true });
  });
});
