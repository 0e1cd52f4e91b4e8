// rampart doctor, in this process, against a router and metric pages on loopback and a real git repository.
import { githubEmulator } from '@rampart/testing/github';
import { textPage, aGoldenWorld, counter, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell, type Shell } from './a-shell.ts';

let world: GoldenWorld;
let rampart: Shell;
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  rampart = aShell(world.folders.workspace, { env: { RUNNER_TEMP: world.folders.temp } });
});
afterEach(() => world.close());

const doctor = (...more: readonly string[]) => rampart('doctor', POLICY_FILE, '--for', '100ms', ...more);

interface Document {
  readonly targets: readonly { readonly needsMending: boolean; readonly examined: readonly { readonly area: string; readonly saw: readonly string[]; readonly findings: readonly { readonly code: string; readonly gravity: string }[] }[] }[];
}

async function findings(): Promise<readonly string[]> {
  const [target] = (JSON.parse((await doctor('--json')).out) as Document).targets;
  return target?.examined.flatMap((area) => area.findings.map(({ code, gravity }) => `${area.area} ${code} ${gravity}`)) ?? [];
}

describe('rampart doctor', () => {
  it('says that a healthy target is ready, with what it read, and changes nothing', async () => {
    const said = await doctor();
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod: ready for a rollout, 1 remark\n ✔ router {6}a 100 %, v1\.0\.0; b 0 %, empty; steps of 0\.1 %\n/);
    expect(said.out).toMatch(/ ✔ queries {5}errors: n [\d,]+000, k \d+0 stable; n 0, k 0 candidate/);
    expect(said.out).toMatch(/ ✔ registry {4}newest is v2\.0\.0 \(sha256:/);
    expect(said.out).toContain('RMP813 ledger: fraud-prod has no history yet\n');
    expect(world.operations()).toEqual(['read']);
    expect(world.origin.ledger()).toEqual([]);
  });

  it('prints the fix of what has to be mended and ends with 1', async () => {
    world.writePolicy({ checks: 'checks: {errors: {share: requests_total, where: \'code=~"5.."\', worseBy: 25%}}' });
    const said = await doctor();
    expect(said.exitCode).toBe(1);
    expect(said.out).toMatch(/^fraud-prod: 1 thing to mend before a rollout/);
    expect(said.out).toMatch(/✘ RMP831 errors: no page has "requests_total"; seen: http_requests_total/);
    expect(said.out).toContain(`checks: {errors: {share: requests_total, where: 'code=~"5.."'}}\n`);
  });

  it('sees that the candidate counts what stable answers', async () => {
    // One collector behind both addresses.
    let counted = 0;
    const both = (): Response => {
      counted += 500;
      return textPage(['# TYPE http_requests_total counter', counter({ code: '200' }, counted), counter({ code: '500' }, 0)]);
    };
    world.pages.a.answer(both);
    world.pages.b.answer(both);
    expect(await findings()).toContainEqual(expect.stringMatching(/^queries RMP83[24] mend$/));
  });

  it('sees that the router is gone, and says so of everything that hangs on it', async () => {
    await world.stopRouter();
    expect(await findings()).toEqual(['router RMP801 mend', 'queries RMP831 mend', 'ledger RMP813 mind']);
  });

  it('looks at a target on which a rollout is live', async () => {
    for (let ticks = 0; ticks < 20 && world.router.weightOf('b') === 0; ticks += 1) await rampart('tick', POLICY_FILE);
    // The policy of this world expects a look every second; a busy machine may be later, and then the doctor is right.
    expect((await findings()).filter((found) => found !== 'ledger RMP815 mend')).toEqual([]);
  });

  it('asks GitHub what the token may, and prints the block to paste', async () => {
    const github = githubEmulator({ store: 'memory' });
    const repository = await github.createRepository('acme/models', { visibility: 'private', rulesets: [{ id: 7, name: 'reviewed', enforcement: 'active', include: ['~ALL'], exclude: [], rules: ['pull_request'] }] });
    await repository.commitFiles('refs/heads/main', { 'README.md': 'x' });
    const served = await github.serve();
    const env = { GITHUB_API_URL: served.apiUrl, GITHUB_GRAPHQL_URL: served.graphqlUrl, GITHUB_REPOSITORY: 'acme/models', GITHUB_TOKEN: github.token({ kind: 'job', permissions: { contents: 'read', deployments: 'write' } }) };
    const said = await aShell(world.folders.workspace, { env: { RUNNER_TEMP: world.folders.temp, ...env } })('doctor', POLICY_FILE, '--for', '100ms', '--ledger', 'github');
    expect(said.exitCode).toBe(1);
    expect(said.out).toContain('   ✘ RMP861 contents: write: the token may not on acme/models (GitHub would accept contents=write)\n');
    expect(said.out).toContain('       permissions:\n         contents: write\n         deployments: write\n         statuses: write\n         issues: write\n');
    expect(said.out).toMatch(/✘ RMP871 pull_request: changes have to come by pull request on rollouts\/fraud-prod-\w{8} \(ruleset reviewed\)/);
    expect(said.out).toMatch(/● RMP872 .*it may be deleted, and its history may be rewritten/);
    expect((await repository.now()).data).toMatchObject({ deployments: [], commitStatuses: [], issues: [] });
    github.assertFits();
    await served.close();
    await github.close();
  });

  it('sees that GitHub has disabled the workflow that looks, and names the ledger in what it tells to type', async () => {
    const github = githubEmulator({ store: 'memory', clock: { nowMs: () => Date.now(), sleep: () => Promise.resolve() } });
    const repository = await github.createRepository('acme/models', { disabledWorkflows: { 'rollout.yml': 'disabled_inactivity' } });
    await repository.commitFiles('refs/heads/main', { 'README.md': 'x' });
    world.write('.github/workflows/rollout.yml', '- uses: rampart-actions/rampart/actions/canary-step@v1\n');
    const served = await github.serve();
    const env = { RUNNER_TEMP: world.folders.temp, GITHUB_API_URL: served.apiUrl, GITHUB_GRAPHQL_URL: served.graphqlUrl };
    const asked = (permissions: Readonly<Record<string, 'read' | 'write'>>) => aShell(world.folders.workspace, { env: { ...env, GITHUB_TOKEN: github.token({ kind: 'job', permissions }) } })('doctor', POLICY_FILE, '--for', '100ms', '--ledger', 'github:acme/models');
    const said = await asked({ contents: 'write', actions: 'read' });
    expect(said.exitCode).toBe(1);
    expect(said.out).toContain('   ✘ RMP882 rollout.yml: it does not run on acme/models: GitHub stops the schedules of a public repository in which nothing happened for 60 days\n');
    expect(said.out).toContain('       gh workflow enable rollout.yml --repo acme/models\n');
    expect(said.out).toContain('       rampart adopt fraud-prod --ledger github:acme/models\n');
    expect(await asked({ contents: 'write' })).toMatchObject({ exitCode: 0, out: expect.stringContaining('whether GitHub has disabled rollout.yml was not looked at: that takes actions: read') as string });
    github.assertFits();
    await served.close();
    await github.close();
  });

  it.each([
    ['a mistake in a policy', ['rampart/none.yaml'], /RMP101/],
    ['a time that is none', [POLICY_FILE, '--for', 'soon'], /^rampart doctor: --for:/],
  ])('refuses %s', async (_, argv, words) => {
    expect(await rampart('doctor', ...argv)).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(words) });
  });

  it('uses colour only on a terminal that wants it', async () => {
    const lines = async (env: Readonly<Record<string, string>>) => (await aShell(world.folders.workspace, { isTTY: true, env: { RUNNER_TEMP: world.folders.temp, ...env } })('doctor', POLICY_FILE, '--for', '100ms')).out;
    expect(await lines({})).toContain('\u001B[');
    expect(await lines({ NO_COLOR: '1' })).not.toContain('\u001B');
  });
});
