import { anEntry } from '@rampart/ledger-records/testing';
import { githubEmulator, type GithubEmulator } from '@rampart/testing/github';
import { virtualClock } from '@rampart/testing/fakes';
import { http, mockNetwork } from '@rampart/testing/network';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState, type StateSurroundings } from './open-state.ts';

const API = 'https://github.test';
const ENV = { GITHUB_API_URL: API, GITHUB_GRAPHQL_URL: `${API}/graphql`, GITHUB_REPOSITORY: 'acme/models' };

const network = mockNetwork();
let github: GithubEmulator;

beforeEach(async () => {
  github = githubEmulator();
  network.enable();
  network.use(http.all(`${API}/*`, ({ request }) => github.handle(request)));
  for (const name of ['acme/models', 'acme/rollouts']) await (await github.createRepository(name)).commitFiles('refs/heads/main', { 'README.md': name });
});
afterEach(async () => {
  network.disable();
  github.assertFits();
  await github.close();
});

function surroundings(change: Partial<StateSurroundings> = {}): StateSurroundings {
  return { workspace: '/nowhere', cacheDir: '/nowhere', ledger: 'github', stateRepository: '', stateToken: '', token: '', env: ENV, clock: virtualClock(), signal: new AbortController().signal, deadlineMs: 60_000, needs: {}, mirrors: [], ...change };
}

async function recorded(change: Partial<StateSurroundings>) {
  const opened = await openState(surroundings(change));
  if (opened.kind === 'refused') throw new Error(opened.why);
  return opened.state().ledger.append(anEntry({ target: 'fraud-prod', head: { kind: 'empty' }, sequence: 1 }));
}

async function branchesOf(name: string): Promise<readonly string[]> {
  const refs = await fetch(`${API}/repos/${name}/git/matching-refs/heads/`, { headers: { authorization: `Bearer ${github.token()}` } });
  return ((await refs.json()) as readonly { readonly ref: string }[]).map(({ ref }) => ref);
}

describe('openState', () => {
  it("keeps the state on a branch of the workflow's repository, with the token of its job", async () => {
    expect(await recorded({ token: github.token() })).toMatchObject({ kind: 'ok', value: { kind: 'appended' } });
    expect(await branchesOf('acme/models')).toEqual(['refs/heads/main', expect.stringMatching(/^refs\/heads\/rollouts\/fraud-prod-/)]);
  });

  it.each([
    ['state-repository', { stateRepository: 'acme/rollouts' }],
    ['the ledger itself', { ledger: 'github:acme/rollouts' }],
  ])('keeps it in another repository that %s names, with a token for that one alone', async (_, where) => {
    const token = github.token({ kind: 'app', permissions: { contents: 'write' }, repositories: ['acme/rollouts'] });
    expect(await recorded({ ...where, token: 'of the job', stateToken: token })).toMatchObject({ kind: 'ok' });
    expect(await branchesOf('acme/rollouts')).toHaveLength(2);
    expect(await branchesOf('acme/models')).toEqual(['refs/heads/main']);
  });

  it('takes the token of the environment on a command line', async () => {
    expect(await recorded({ env: { ...ENV, GITHUB_TOKEN: github.token() } })).toMatchObject({ kind: 'ok' });
  });

  it('goes by GitHub\'s clock from its first answer on, where the one of the machine is off', async () => {
    const machine = { nowMs: () => github.clock.nowMs() - 900_000, steadyMs: () => 5_000, sleep: () => Promise.resolve() };
    const opened = await openState(surroundings({ token: github.token(), clock: machine }));
    if (opened.kind === 'refused') throw new Error(opened.why);
    expect(opened.clock.nowMs()).toBe(machine.nowMs());
    await opened.state().ledger.read('fraud-prod');
    expect(Math.abs(opened.clock.nowMs() - github.clock.nowMs())).toBeLessThanOrEqual(1_000);
  });

  it('goes by the machine\'s where git keeps the state, which tells no time', async () => {
    const clock = virtualClock();
    expect(await openState(surroundings({ ledger: 'https://git.test/acme/models.git', clock }))).toMatchObject({ kind: 'opened', clock });
  });

  it('shares what is read between the targets of a job', async () => {
    await recorded({ token: github.token() });
    const opened = await openState(surroundings({ token: github.token() }));
    if (opened.kind === 'refused' || opened.github === 'none') throw new Error('it is on GitHub');
    await Promise.all(['fraud-prod', 'churn-prod'].map((target) => opened.state().ledger.read(target)));
    expect(opened.github.spent()).toBe('GitHub: 1 GraphQL request, 0 REST reads, 0 REST writes');
  });

  it.each([
    ['no repository', { env: {} }, 'state-repository', 'no repository is named and GITHUB_REPOSITORY is not set'],
    ['a repository that is none', { stateRepository: 'acme/../x' }, 'state-repository', '"acme/../x" is no repository'],
    ['no token', {}, 'token', 'there is no token to ask with'],
    ['two places', { ledger: 'origin', stateRepository: 'acme/rollouts' }, 'state-repository', 'Give either ledger or state-repository'],
    ['a place that is none', { ledger: 'ext::sh -c id' }, 'ledger', 'or github, for a branch'],
  ])('refuses %s and says what to write', async (_, change, subject, why) => {
    expect(await openState(surroundings(change))).toEqual({ kind: 'refused', subject, why: expect.stringContaining(why) });
  });
});
