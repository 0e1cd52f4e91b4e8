// rampart dora on a ledger that the commands wrote.
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

describe('rampart dora', () => {
  it('counts what was caught, for people and for programs', async () => {
    for (let ticks = 0; ticks < 20 && world.router.weightOf('b') === 0; ticks += 1) await rampart('tick', POLICY_FILE);
    await rampart('rollback', POLICY_FILE, '--reason', 'page 17');
    const said = await rampart('dora', POLICY_FILE, '--period', '30d');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(/^fraud-prod · \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, 30 days; its ledger began [\d.]+ (?:s|min) ago\n {2}deployment frequency +none +releases promoted\n/);
    expect(said.out).toMatch(/\n {2}caught before promote +100 % \(1 of 1\) +decided releases: 0 by checks, 1 by people, 0 undecided in time; at most 10 % of the traffic \(median\)\n$/);
    const { targets } = JSON.parse((await rampart('dora', '--all', '--json')).out) as { readonly targets: readonly object[] };
    expect(targets).toMatchObject([{ target: 'fraud-prod', deployments: { n: 0 }, caught: { n: 1, hits: 1, byPeople: 1 } }]);
  });

  it('counts nothing where there is no ledger, and refuses a period that is none', async () => {
    expect((await rampart('dora', POLICY_FILE)).out).toContain('deployment frequency             none');
    for (const period of ['ninety', '0d', '90']) expect(await rampart('dora', POLICY_FILE, '--period', period)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('is not a time such as 30d') as string });
    expect(await rampart('dora', POLICY_FILE, '--ledger', './nowhere.git')).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('nowhere.git') as string });
  });
});
