// rampart retry, in this process, against a router and metric pages on loopback and a real git repository.
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

async function takenOut(): Promise<void> {
  await rampart('tick', POLICY_FILE);
  await rampart('rollback', POLICY_FILE, '--reason', 'page 17');
}

describe('rampart retry', () => {
  it('starts what was taken out once more, says what a retry costs, and records the reason', async () => {
    await takenOut();
    const said = await rampart('retry', POLICY_FILE, '--reason', 'the feature store was down');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^v2\.0\.0 ended rolled-back and gets try 2\. A retry spends a new error budget: each try sends a good release back in at most 1 % of cases, 2 tries do in at most 2 %; and a bad release gets 2 chances/);
    expect(world.origin.ledger().filter((line) => /v2\.0\.0.*start|start.*v2\.0\.0/i.test(line))).toHaveLength(2);
    const { events } = JSON.parse((await rampart('history', POLICY_FILE, '--json')).out) as { readonly events: readonly { readonly kind: string; readonly why?: string; readonly attempt?: number }[] };
    const started = events.filter(({ kind }) => kind === 'started');
    expect(started.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(started[1]?.why).toBe('the feature store was down');
  });

  it('is a document for programs', async () => {
    await takenOut();
    const said = JSON.parse((await rampart('retry', POLICY_FILE, '--reason', 'fixed', '--json')).out) as unknown;
    expect(said).toMatchObject({ retry: { version: 'v2.0.0', digest: world.digests.v2, attempt: 2, reason: 'fixed', falseAlarmsOfAllTries: 0.02 }, decision: 'hold', followed: [] });
  });

  it.each([
    ['no reason', [], 'rampart retry: --reason "why" is missing'],
    ['a version that was never tried', ['--reason', 'x', '--candidate', 'v9.9.9'], 'v9.9.9 was never taken out of fraud-prod, so there is nothing to try again'],
    ['the version that serves', ['--reason', 'x', '--candidate', 'v1.0.0'], 'v1.0.0 is what serves fraud-prod now'],
  ])('refuses %s and changes nothing', async (_, options, why) => {
    await takenOut();
    const before = world.origin.ledger();
    expect(await rampart('retry', POLICY_FILE, ...options)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(why) as string });
    expect(world.origin.ledger()).toEqual(before);
  });

  it('refuses before anything was tried, and while something is released', async () => {
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('fraud-prod has no ledger yet') as string });
    await rampart('tick', POLICY_FILE);
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('v2.0.0 is being released on fraud-prod; a retry waits') as string });
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x', '--candidate', 'v2.0.0')).toMatchObject({ exitCode: 2, err: expect.stringContaining('v2.0.0 is live on fraud-prod now') as string });
  });

  it('promises no try to a target that is paused', async () => {
    await takenOut();
    await rampart('pause', POLICY_FILE, '--reason', 'change freeze');
    expect(await rampart('retry', POLICY_FILE, '--reason', 'x')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('is paused by ada') as string });
    const document = await rampart('retry', POLICY_FILE, '--reason', 'x', '--json');
    expect(JSON.parse(document.out)).not.toHaveProperty('retry');
  });
});
