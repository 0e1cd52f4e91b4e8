// The commands that read and write a ledger on GitHub, as a person runs them at a terminal: `--ledger github:owner/name`, with a token in the
// environment and without.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubEmulator, type EmulatedRepository, type GithubEmulator, type TokenRequest } from '@rampart/testing/github';
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell, type Shell } from './a-shell.ts';

const LEDGER = ['--ledger', 'github:acme/models'];

let world: GoldenWorld;
let github: GithubEmulator;
let repository: EmulatedRepository;
let addresses: Readonly<Record<string, string>>;
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  github = githubEmulator({ store: 'git', clock: { nowMs: () => Date.now(), sleep: async () => {} } });
  repository = await github.createRepository('acme/models');
  await repository.commitFiles('refs/heads/main', { 'README.md': '# models\n' });
  const { url, apiUrl, graphqlUrl } = await github.serve();
  addresses = { GITHUB_SERVER_URL: url, GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: graphqlUrl };
});
afterEach(async () => {
  await world.close();
  github.assertFits();
  await github.close();
});

function at(cwd: string, env: Readonly<Record<string, string>> = {}): Shell {
  return aShell(cwd, { env: { RUNNER_TEMP: world.folders.temp, ...addresses, ...env } });
}

const withToken = (name: string, request: TokenRequest = {}): Shell => at(world.folders.workspace, { [name]: github.token({ kind: 'person', ...request }) });

/** A ledger with a start and a raise. */
async function aLedger(): Promise<void> {
  const rampart = withToken('GITHUB_TOKEN');
  for (let ticks = 0; ticks < 20 && world.router.weightOf('b') === 0; ticks += 1) await rampart('tick', POLICY_FILE, ...LEDGER);
}

describe('a ledger on GitHub, at a terminal', () => {
  it('is written and read through the API, and proved through git', async () => {
    const rampart = withToken('GITHUB_TOKEN');
    expect(await rampart('status', POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: 'fraud-prod: no ledger yet; rampart adopt rampart/fraud.yaml writes its first line\n' });
    await aLedger();
    expect((await rampart('tick', POLICY_FILE, ...LEDGER)).err).toMatch(/^GitHub: \d+ GraphQL requests?, \d+ REST reads?, \d+ REST writes?\n$/);
    expect(await rampart('status', POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/fraud-prod {2}v2\.0\.0 at 10 % /) as string });
    expect(await rampart('pause', POLICY_FILE, '--reason', 'the feature store moves', ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^fraud-prod: Paused by ada .*: the feature store moves;/) as string });
    expect(await rampart('resume', POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^fraud-prod: goes on; /) as string });
    expect(await rampart('history', POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/▶ v2\.0\.0 starts .*\n(?:.*\n)*.*paused by ada, the feature store moves\n.*resumed by ada\n$/) as string });
    expect(await rampart('dora', POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 0, err: '' });
    expect(await rampart('frozen', 'fraud-prod', ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: 'fraud-prod: free, nothing is frozen\n' });
    expect(await rampart('verify', ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^✔ fraud-prod · \d+ events, [1-9]\d* decisions recomputed, 1 rollout · head [0-9a-f]{12}\n$/) as string });
    expect(world.origin.ledger()).toEqual([]);
  });

  it('is named once for every command by RAMPART_LEDGER, and --ledger is stronger', async () => {
    await aLedger();
    const rampart = at(world.folders.workspace, { GITHUB_TOKEN: github.token(), RAMPART_LEDGER: 'github:acme/models' });
    for (const command of [['status', POLICY_FILE], ['history', POLICY_FILE], ['dora', POLICY_FILE], ['frozen', 'fraud-prod'], ['verify', 'fraud-prod']]) expect(await rampart(...command)).toMatchObject({ exitCode: 0, err: '', out: expect.not.stringContaining('no ledger') as string });
    expect((await rampart('runbook', POLICY_FILE)).out).toContain('rampart pause rampart/fraud.yaml --ledger github:acme/models --reason "why"');
    expect(await rampart('status', POLICY_FILE, '--ledger', 'origin')).toMatchObject({ exitCode: 0, out: expect.stringContaining('no ledger yet') as string });
  });

  it('is told of every target whose policy can be read, where one cannot', async () => {
    world.writePolicy({ target: 'target: ads-prod', more: 'mayHarm: 100' }, 'rampart/ads.yaml');
    const rampart = withToken('GITHUB_TOKEN');
    expect(await rampart('status', '--all', ...LEDGER)).toMatchObject({ exitCode: 2, out: expect.stringMatching(/^fraud-prod: no ledger yet/) as string, err: expect.stringContaining('rampart/ads.yaml:10:1 RMP110 mayHarm') as string });
    const { out, exitCode } = await rampart('status', '--all', '--json', ...LEDGER);
    expect({ exitCode, targets: (JSON.parse(out) as { readonly targets: readonly { readonly target: string }[] }).targets.map(({ target }) => target) }).toEqual({ exitCode: 2, targets: ['fraud-prod'] });
  });

  it('is asked once for how all targets stand', async () => {
    world.writePolicy({ target: 'target: ads-prod' }, 'rampart/ads.yaml');
    const rampart = withToken('GITHUB_TOKEN');
    expect((await rampart('status', '--all', ...LEDGER)).out.trimEnd().split('\n')).toEqual([expect.stringMatching(/^ads-prod: /), expect.stringMatching(/^fraud-prod: /)]);
    expect(github.requests().map(({ operation }) => operation)).toEqual(['graphql/repository']);
  });

  it.each(['RAMPART_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'])('takes the token in %s, which only has to read where nothing is written', async (name) => {
    await aLedger();
    const reader = withToken(name, { permissions: { contents: 'read' } });
    for (const command of [['status', POLICY_FILE], ['history', POLICY_FILE], ['verify', 'fraud-prod']]) expect(await reader(...command, ...LEDGER)).toMatchObject({ exitCode: 0, err: '' });
    expect(await reader('pause', POLICY_FILE, '--reason', 'x', ...LEDGER)).toMatchObject({ exitCode: 3, out: '', err: expect.stringMatching(/^fraud-prod: NOT paused\. (.|\n)*contents: write/) as string });
  });

  it('is proved from anywhere, without a clone, and without a token where everybody may read it', async () => {
    await aLedger();
    const elsewhere = mkdtempSync(join(tmpdir(), 'rampart-elsewhere-'));
    try {
      expect(await at(elsewhere)('verify', ...LEDGER)).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('set RAMPART_TOKEN (on GitHub, GITHUB_TOKEN will do) to a token that may read this repository') as string });
      expect(await at(elsewhere, { GITHUB_TOKEN: github.token() })('verify', 'fraud-prod', ...LEDGER)).toMatchObject({ exitCode: 0, err: '' });
      repository.configure({ visibility: 'public' });
      expect(await at(elsewhere)('verify', ...LEDGER)).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^✔ fraud-prod · /) as string });
      expect(await at(elsewhere, { GITHUB_REPOSITORY: 'acme/models' })('verify', '--ledger', 'github')).toMatchObject({ exitCode: 0 });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it('says what is missing, and where', async () => {
    const nobody = at(world.folders.workspace);
    for (const command of [['status'], ['history'], ['pause', '--reason', 'x'], ['resume']]) {
      expect(await nobody(...command, POLICY_FILE, ...LEDGER)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('there is no token to ask with. Give a token (in a workflow: ${{ github.token }}, at a terminal GITHUB_TOKEN)') as string });
    }
    const rampart = withToken('GITHUB_TOKEN');
    expect(await rampart('verify', ...LEDGER)).toMatchObject({ exitCode: 3, err: 'rampart verify: there is no ledger in github:acme/models: no branch rollouts/*\n' });
    expect(await rampart('verify', '--ledger', 'github')).toMatchObject({ exitCode: 2, err: expect.stringContaining('no repository is named and GITHUB_REPOSITORY is not set. Write github:owner/name') as string });
    expect(await rampart('verify', '--ledger', 'github:acme')).toMatchObject({ exitCode: 2, err: expect.stringContaining('"acme" is no repository') as string });
    expect(await rampart('verify', '--ledger', 'github:acme/none')).toMatchObject({ exitCode: 3, err: expect.stringContaining('a repository that the token may not see looks the same') as string });
    expect(await rampart('status', POLICY_FILE, '--ledger', 'github:acme/none')).toMatchObject({ exitCode: 3, err: expect.stringContaining('that the token may see it') as string });
  });
});
