// Every command, in this process, against a router and metric pages on loopback and a real git repository with GTO tags.
import { readdirSync } from 'node:fs';
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aShell, type Said, type Shell } from './a-shell.ts';

let world: GoldenWorld;
let rampart: Shell;
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  rampart = aShell(world.folders.workspace, { env: { RUNNER_TEMP: world.folders.temp } });
});
afterEach(async () => {
  const left = readdirSync(world.folders.temp);
  await world.close();
  expect(left).toEqual([]);
});

/** Ticks until the candidate has traffic. */
async function exposed(): Promise<Said> {
  for (let ticks = 0; ticks < 20; ticks += 1) {
    const said = await rampart('tick', POLICY_FILE);
    if (world.router.weightOf('b') > 0) return said;
  }
  throw new Error('the candidate got no traffic');
}

/** Every value says where it comes from; what is written out is no default any more. */
function withoutOrigins(text: string): string {
  return text.replace(/ # default$/gm, '');
}

describe('rampart validate', () => {
  it('says that a policy is valid, and what its numbers imply', async () => {
    const said = await rampart('validate', POLICY_FILE);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^rampart\/fraud\.yaml: valid \(target fraud-prod\)\n/);
  });

  it('says every mistake of several files at once, each with its place', async () => {
    world.writePolicy({ plan: 'plan: [smoke, ramp: {weights: [5], every: 0s}]' }, 'rampart/one.yaml');
    world.writePolicy({ target: 'tarjet: ads' }, 'rampart/two.yaml');
    const said = await rampart('validate', 'rampart/*.yaml');
    expect(said).toMatchObject({ exitCode: 2, out: '' });
    expect(said.err).toMatch(/one\.yaml:8:\d+ RMP113 /);
    expect(said.err).toMatch(/two\.yaml:2:1 RMP110 /);
    expect(said.err).toMatch(/RMP111 target/);
    expect(said.err).toMatch(/\n3 mistakes\. Nothing was changed\.\n$/);
    const { mistakes } = JSON.parse((await rampart('validate', 'rampart/*.yaml', '--json')).out) as { readonly mistakes: readonly { readonly code: string }[] };
    expect(mistakes.map(({ code }) => code).sort()).toEqual(['RMP110', 'RMP111', 'RMP113']);
  });

  it('finds the policy of a target by its name, past others that cannot be read', async () => {
    world.write('rampart/broken.yaml', 'target: [');
    world.write('compose.yaml', 'services: {}');
    world.writePolicy({ target: 'target: ads-prod' }, 'ads.yaml');
    expect(await rampart('validate', 'fraud-prod', 'ads-prod')).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^ads\.yaml: valid \(target ads-prod\)\n[^]*^rampart\/fraud\.yaml: valid/m) });
  });

  it('takes what is missing from _defaults.yaml, and does not take that file for a policy', async () => {
    world.writePolicy({ metrics: '', checks: '' });
    expect(await rampart('validate', POLICY_FILE)).toMatchObject({ exitCode: 2 });
    world.write('rampart/_defaults.yaml', 'rampart: 1\nchecks: {errors: default}\nmetrics: {openmetrics: {pages: {a: ["http://127.0.0.1:9/a"], b: ["http://127.0.0.1:9/b"]}}}\n');
    const said = await rampart('validate', 'rampart/*.yaml', '--json');
    expect(said.exitCode).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ policies: [{ file: POLICY_FILE, target: 'fraud-prod' }] });
  });

  it.each([
    ['a file that is not there', 'rampart/froud.yaml', /RMP101 .*there is no such file/],
    ['a pattern that means nothing', 'models/*.yaml', /^RMP210 policy: "models\/\*\.yaml" matches no policy file/],
    ['a target that nobody knows', 'froud-prod', /^RMP210 policy: "froud-prod" is neither a file nor a target: policies here and in rampart\/ are about fraud-prod\./],
  ])('refuses %s', async (_, policy, words) => {
    expect(await rampart('validate', policy)).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(words) });
  });

  it('refuses two policies of one target', async () => {
    world.writePolicy({}, 'rampart/again.yaml');
    expect(await rampart('validate', 'rampart/*.yaml')).toEqual({ exitCode: 2, out: '', err: 'RMP210 policy: rampart/again.yaml and rampart/fraud.yaml are both about target fraud-prod. A target has one policy.\n' });
  });
});

describe('rampart expand', () => {
  it('prints a policy that is valid and means the same', async () => {
    const expanded = await rampart('expand', POLICY_FILE);
    expect(expanded).toMatchObject({ exitCode: 0, err: '' });
    world.write('expanded.yaml', expanded.out);
    expect(withoutOrigins((await rampart('expand', 'expanded.yaml')).out)).toBe(withoutOrigins(expanded.out));
    const [own, again] = await Promise.all([POLICY_FILE, 'expanded.yaml'].map(async (file) => JSON.parse((await rampart('expand', file, '--json')).out) as { readonly policies: readonly [{ readonly digest: string }] }));
    expect(own?.policies[0].digest).toMatch(/^sha256:/);
    expect(again?.policies[0].digest).toBe(own?.policies[0].digest);
  });

  it('refuses what is no policy', async () => {
    world.write('x.yaml', 'target: [');
    expect(await rampart('expand', 'x.yaml')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('RMP103') });
  });
});

describe('rampart adopt', () => {
  it('shows what serves without writing, then writes the first line, then leaves it alone', async () => {
    expect(await rampart('adopt', POLICY_FILE, '--dry-run')).toEqual({ exitCode: 0, out: 'fraud-prod: would adopt v1.0.0 in slot a as stable\n', err: '' });
    expect(world.origin.ledger()).toEqual([]);
    expect(await rampart('adopt', POLICY_FILE)).toEqual({ exitCode: 0, out: `fraud-prod: v1.0.0 serves from slot a (${world.digests.v1}); the other slot is b\n`, err: '' });
    const ledger = world.origin.ledger();
    expect(ledger).toEqual(['fraud-prod: v1.0.0 serves from slot a']);
    expect((await rampart('adopt', POLICY_FILE)).out).toMatch(/^fraud-prod: was adopted before; v1\.0\.0 serves from slot a /);
    expect(JSON.parse((await rampart('adopt', POLICY_FILE, '--json')).out)).toMatchObject({ target: 'fraud-prod', stable: { version: 'v1.0.0', slot: 'a' } });
    expect(world.origin.ledger()).toEqual(ledger);
  });

  it('takes no step of a rollout that is live', async () => {
    await exposed();
    const [ledger, requests] = [world.origin.ledger(), world.operations().length];
    expect(await rampart('adopt', POLICY_FILE)).toMatchObject({ exitCode: 0, out: expect.stringContaining('v2.0.0 is being released in slot b') });
    expect(world.origin.ledger()).toEqual(ledger);
    expect(world.operations()).toHaveLength(requests);
  });

  it('says that a ledger which is away proves nothing', async () => {
    const said = await rampart('adopt', POLICY_FILE, '--ledger', './nowhere.git');
    expect(said).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('nowhere.git') });
    expect(world.operations()).toEqual([]);
  });
});

describe('rampart tick', () => {
  it('adopts, starts, places, then raises; the page ends with the way back', async () => {
    const said = await exposed();
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^✔ fraud-prod: v2\.0\.0 goes from 0 % to 10 % of the traffic/);
    expect(said.out).toMatch(/\n {2}Without GitHub: curl .*\n$/);
    expect(world.router.weightOf('b')).toBe(100_000);
    expect(world.origin.ledger().slice(-2)).toEqual(['v2.0.0: 0 % -> 10 %, in place and ready', 'v2.0.0: 10 % confirmed at the router']);
  });

  it('prints one document for programs', async () => {
    const said = await rampart('tick', POLICY_FILE, '--json');
    expect(JSON.parse(said.out)).toMatchObject({ decision: 'hold', needs: 'nothing', targets: [{ target: 'fraud-prod', candidate: 'v2.0.0', stable: 'v1.0.0', weight: '0' }], toPromote: [], toRollBack: [], decisions: [{}] });
    expect(said).toMatchObject({ exitCode: 0, err: '' });
  });

  it('changes nothing when it only observes', async () => {
    expect(await rampart('tick', POLICY_FILE, '--mode', 'observe')).toMatchObject({ exitCode: 0, out: expect.stringContaining('would adopt v1.0.0 in slot a as stable. Nothing was changed') });
    expect(world.operations()).toEqual(['read']);
    expect(world.origin.ledger()).toEqual([]);
  });

  it('says of each target once how it stands', async () => {
    world.writePolicy({ target: 'target: ads-prod' }, 'rampart/ads.yaml');
    const said = await rampart('tick', 'rampart/*.yaml', '--mode', 'observe');
    expect(said.exitCode).toBe(2);
    expect(said.out.match(/fraud-prod/g)).toHaveLength(1);
    expect(said.err).toMatch(/^ads-prod: [^\n]*no target "ads-prod"/);
    expect(said.err).not.toContain('fraud-prod');
  });

  it('aborts for a reason that is recorded', async () => {
    await exposed();
    const said = await rampart('tick', POLICY_FILE, '--abort', 'customers complain');
    expect(said).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^✘ fraud-prod: /) });
    expect(world.router.weightOf('b')).toBe(0);
    expect(world.origin.recorded('event.json')).toMatchObject({ situation: { request: { kind: 'abort', actor: 'ada', why: 'customers complain' } } });
  });

  it('refuses a candidate that is not registered', async () => {
    const said = await rampart('tick', POLICY_FILE, '--candidate', 'v9.9.9');
    expect(said).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('v9.9.9') });
    expect(world.router.weightOf('b')).toBe(0);
  });

  it('ends with 2 on a ledger that is corrupt, and moves nothing', async () => {
    await exposed();
    world.origin.corruptLedger((state) => state.slice(0, 40));
    const said = await rampart('tick', POLICY_FILE);
    expect(said).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('the ledger cannot be used') });
    expect(world.router.weightOf('b')).toBe(100_000);
  });

  it('stays with a rollout that exposes, and shows each look', async () => {
    const said = await rampart('tick', POLICY_FILE, '--mode', 'watch');
    expect(said.exitCode).toBe(0);
    expect(said.out).toContain('fraud-prod: ');
    expect(said.err.split('\n').filter((line) => line.includes('fraud-prod')).length).toBeGreaterThan(2);
    expect(world.origin.ledger()).toContain('v2.0.0: 50 % confirmed at the router');
  });
});

describe('rampart rollback', () => {
  it('takes the candidate out, concludes and says so', async () => {
    await exposed();
    const said = await rampart('rollback', 'fraud-prod', '--reason', 'page 17');
    expect(said).toEqual({ exitCode: 0, out: 'fraud-prod: the candidate is out: all traffic is on v1.0.0 in slot a, read back at the router.\n', err: '' });
    expect(world.router.weightOf('a')).toBe(1_000_000);
    expect(world.origin.ledger().at(-1)).toMatch(/^v2\.0\.0: .*rolled back|out/);
    expect(JSON.parse((await rampart('rollback', 'fraud-prod', '--json')).out)).toMatchObject({ outcome: 'nothing', concluded: true, warnings: [], todo: [] });
  });

  it('--local needs no git repository at all', async () => {
    await exposed();
    const before = world.origin.ledger();
    const elsewhere = aShell(world.folders.home, { env: { RUNNER_TEMP: '/nonexistent', PATH: '/nonexistent' } });
    const said = await elsewhere('rollback', `../work/${POLICY_FILE}`, '--local');
    expect(said).toEqual({ exitCode: 0, out: 'fraud-prod: the candidate is out: all traffic is on slot a, read back at the router.\n', err: '' });
    expect(world.router.weightOf('a')).toBe(1_000_000);
    expect(world.origin.ledger()).toEqual(before);
  });

  it('--local and a broken ledger do not meet; without it the traffic comes first and the rest is said', async () => {
    await exposed();
    world.origin.corruptLedger((state) => state.slice(0, 40));
    expect(await rampart('rollback', POLICY_FILE, '--local')).toMatchObject({ exitCode: 0, err: '' });
    world.router.moveByHand({ a: 900_000, b: 100_000 });
    const said = await rampart('rollback', POLICY_FILE);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod: the candidate is out: .* Left to do: record the rollback: run it again when the ledger can be reached\.\nNote: ledger: /);
    expect(world.router.weightOf('a')).toBe(1_000_000);
  });

  it('asks which version shall serve when the router does not know', async () => {
    world.router.moveByHand({ a: 0, b: 1_000_000 });
    expect(await rampart('rollback', POLICY_FILE, '--local')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('stable-version') });
    expect(await rampart('rollback', POLICY_FILE, '--local', '--stable-version', 'v1.0.0')).toMatchObject({ exitCode: 0 });
    expect(world.router.weightOf('a')).toBe(1_000_000);
  });

  it('ends with 1 while the router does not answer', async () => {
    await exposed();
    await world.stopRouter();
    const said = await rampart('rollback', POLICY_FILE, '--local');
    expect(said).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('NOT CONFIRMED, traffic may still be on the candidate') });
  });

  it('rolls back one target, not the first of several', async () => {
    world.writePolicy({ target: 'target: ads-prod' }, 'rampart/ads.yaml');
    expect(await rampart('rollback', 'rampart/*.yaml')).toEqual({ exitCode: 2, out: '', err: 'RMP210 policy: "rampart/*.yaml" means rampart/ads.yaml and rampart/fraud.yaml. Name one policy file.\n' });
    expect(world.operations()).toEqual([]);
  });
});

describe('rampart status and history', () => {
  it('tell the first words, then the story', async () => {
    expect(await rampart('status', POLICY_FILE)).toEqual({ exitCode: 0, out: 'fraud-prod: no ledger yet; rampart adopt rampart/fraud.yaml writes its first line\n', err: '' });
    expect(await rampart('history', POLICY_FILE)).toEqual({ exitCode: 0, out: 'Nothing is recorded for this target yet.\n', err: '' });
    await exposed();
    expect((await rampart('status', POLICY_FILE)).out).toMatch(/^[●!] fraud-prod {2}v2\.0\.0 at 10 % for [^\n]* · waits for evidence · [^\n]* · harm \d+ of 1,000,000 · v1\.0\.0 serves the rest\n$/);
    const story = (await rampart('history', 'fraud-prod')).out.trimEnd().split('\n');
    expect(story).toHaveLength(world.origin.ledger().length + 1);
    expect(story.at(-1)).toMatch(/^\d\d:\d\d:\d\d {4}v2\.0\.0: 10 % confirmed at the router$/);
  });

  it('print the ledger for programs', async () => {
    await rampart('adopt', POLICY_FILE);
    expect(JSON.parse((await rampart('status', POLICY_FILE, '--json')).out)).toMatchObject({ targets: [{ target: 'fraud-prod', kind: 'present', state: { sequence: 1 }, status: { stable: 'v1.0.0', pause: { kind: 'none' }, release: { kind: 'none' } } }] });
    expect(JSON.parse((await rampart('history', POLICY_FILE, '--json')).out)).toMatchObject({ events: [{ kind: 'adopted', actor: 'ada' }] });
  });

  it('end with 3 where the ledger cannot be read', async () => {
    for (const command of ['status', 'history']) {
      expect(await rampart(command, POLICY_FILE, '--ledger', './nowhere.git')).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('nowhere.git') });
    }
    expect(JSON.parse((await rampart('status', POLICY_FILE, '--ledger', './nowhere.git', '--json')).out)).toMatchObject({ targets: [{ target: 'fraud-prod', kind: 'unreadable' }] });
  });

  it('refuse what names no repository', async () => {
    expect(await rampart('status', POLICY_FILE, '--ledger', 'nowhere.git/x')).toMatchObject({ exitCode: 2, err: expect.stringMatching(/^RMP211 ledger: "nowhere\.git\/x" names no repository/) });
  });
});
