// rampart pause and resume as a person runs them, against a router and metric pages on loopback and a real git repository.
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
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

async function exposed(): Promise<number> {
  for (let ticks = 0; ticks < 20 && world.router.weightOf('b') === 0; ticks += 1) await rampart('tick', POLICY_FILE);
  return world.router.weightOf('b');
}

describe('rampart pause', () => {
  it('keeps the candidate where it is, says who and how to go on, and is verified', async () => {
    const weight = await exposed();
    const said = await rampart('pause', 'fraud-prod', '--reason', 'the feature store moves');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod: Paused by ada since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: the feature store moves; v2\.0\.0 has 10 % of the traffic and is watched\. Lowering and rollback go on\. rampart resume fraud-prod lets it go on\n$/);
    for (let ticks = 0; ticks < 3; ticks += 1) {
      const looked = await rampart('tick', POLICY_FILE);
      expect(looked.exitCode).toBe(0);
      expect(looked.out).toMatch(/Why: Paused by ada since .*: the feature store moves\. Nothing goes up here until somebody runs rampart resume fraud-prod; lowering and\s+rollback go on\./);
    }
    expect(world.router.weightOf('b')).toBe(weight);
    expect((await rampart('status', POLICY_FILE)).out).toMatch(/paused by ada/i);
    expect((await rampart('history', POLICY_FILE)).out).toMatch(/‖ fraud-prod: paused by ada, the feature store moves\n/);
    expect(await rampart('verify', 'fraud-prod')).toMatchObject({ exitCode: 0, err: '' });
    expect(await rampart('pause', POLICY_FILE, '--reason', 'again')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^fraud-prod: was paused already\. Paused by ada .*the feature store moves/) as string });
    expect(await rampart('resume', POLICY_FILE)).toMatchObject({ exitCode: 0, out: 'fraud-prod: goes on; v2.0.0 has 10 % of the traffic and is watched\n', err: '' });
    expect(await rampart('resume', POLICY_FILE)).toMatchObject({ exitCode: 0, out: 'fraud-prod: is not paused\n' });
  });

  it('lets a rollback through, and starts nothing after it', async () => {
    await exposed();
    await rampart('pause', POLICY_FILE, '--reason', 'page 17');
    expect(await rampart('rollback', POLICY_FILE)).toMatchObject({ exitCode: 0 });
    expect(world.router.weightOf('b')).toBe(0);
    expect(await rampart('tick', POLICY_FILE)).toMatchObject({ exitCode: 0, out: expect.stringContaining('fraud-prod is paused by ada since') as string });
    expect(await rampart('tick', POLICY_FILE, '--candidate', 'v2.0.0')).toMatchObject({ exitCode: 2, err: expect.stringContaining('rampart resume fraud-prod lets it go on') as string });
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x')).toMatchObject({ exitCode: 2 });
  });

  it('takes every policy of the folder, past one that cannot be read, and says what is not paused', async () => {
    world.writePolicy({ target: 'target: ads-prod' }, 'rampart/ads.yaml');
    world.write('rampart/broken.yaml', 'target: [');
    world.write('compose.yaml', 'services: {}');
    await rampart('adopt', POLICY_FILE);
    const said = await rampart('pause', '--all', '--reason', 'change freeze');
    expect(said.exitCode).toBe(2);
    expect(said.out).toMatch(/^fraud-prod: Paused by ada .*: change freeze; /);
    expect(said.err).toMatch(/^ads-prod: NOT paused, it has no ledger yet to write that into\./m);
    expect(said.err).toContain('rampart/broken.yaml');
    expect(said.err).not.toContain('compose.yaml');
    const { targets } = JSON.parse((await rampart('resume', '--all', '--json')).out) as { readonly targets: readonly object[] };
    expect(targets).toEqual([{ target: 'ads-prod', outcome: 'not-adopted' }, expect.objectContaining({ target: 'fraud-prod', outcome: 'done', pause: { kind: 'none' } })]);
    expect((await rampart('pause', 'rampart/f*.yaml', '--all', '--reason', 'only these')).exitCode).toBe(0);
  });

  it('asks for a reason, for policies, and says when the ledger is away', async () => {
    expect(await rampart('pause', POLICY_FILE)).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(/^rampart pause: --reason "why" is missing\./) as string });
    expect(await rampart('pause', '--reason', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('name a policy') as string });
    expect(await rampart('pause', POLICY_FILE, '--reason', 'x', '--ledger', './nowhere.git')).toMatchObject({ exitCode: 3, out: '', err: expect.stringMatching(/^fraud-prod: NOT paused\. .*nowhere\.git/) as string });
    expect(await aShell(world.folders.temp)('pause', '--all', '--reason', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('there is no policy here or in rampart/') as string });
  });
});
