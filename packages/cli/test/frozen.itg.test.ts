// rampart frozen as a pipeline asks it: exit codes are the answer, for targets with a policy here and without one.
import { encodeManifest } from '@rampart/data-freeze';
import { openGitLedger } from '@rampart/git-ledger';
import { aGoldenWorld, POLICY_FILE, type GoldenWorld } from '@rampart/testing/golden';
import { valueOf } from '@rampart/testing/ports';
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

async function freeze(target: string, text: string): Promise<void> {
  const { freezes } = openGitLedger({ location: { kind: 'repository', path: world.origin.bare }, cacheDir: world.folders.temp });
  const { head } = valueOf(await freezes.readFreeze(target));
  valueOf(await freezes.writeFreeze({ target, expectedHead: head, document: { kind: 'document', text }, title: 'freeze', atMs: 1 }));
}

const MANIFEST = encodeManifest({ schema: 1, target: 'fraud-prod', createdAt: '2026-11-21T09:00:00.000Z', root: 'data', paths: ['**/*.csv'], entries: [{ path: 'a.csv', bytes: 3, sha256: 'a'.repeat(64), schema: { format: 'opaque', why: 'test' } }] });

describe('rampart frozen', () => {
  it('is 0 while nothing is frozen, 1 with what is frozen and since when', async () => {
    await rampart('adopt', POLICY_FILE);
    for (const name of ['fraud-prod', POLICY_FILE]) expect(await rampart('frozen', name)).toEqual({ exitCode: 0, out: 'fraud-prod: free, nothing is frozen\n', err: '' });
    await freeze('fraud-prod', MANIFEST);
    for (const name of ['fraud-prod', POLICY_FILE]) {
      expect(await rampart('frozen', name)).toMatchObject({ exitCode: 1, err: '', out: expect.stringMatching(/^fraud-prod: FROZEN since 2026-11-21T09:00:00\.000Z: 1 file matching \*\*\/\*\.csv in data, sha256:[0-9a-f]{64}\n$/) as string });
    }
    expect(JSON.parse((await rampart('frozen', 'fraud-prod', '--json')).out)).toMatchObject({ target: 'fraud-prod', frozen: true, since: '2026-11-21T09:00:00.000Z', files: ['a.csv'], paths: ['**/*.csv'] });
  });

  it('is 1 also for a target without a policy here, and for a freeze that cannot be read', async () => {
    await freeze('other-prod', '{');
    expect(await rampart('frozen', 'other-prod')).toEqual({ exitCode: 1, out: 'other-prod: FROZEN; what exactly cannot be read from its manifest\n', err: '' });
    expect(JSON.parse((await rampart('frozen', 'other-prod', '--json')).out)).toEqual({ target: 'other-prod', frozen: true, manifest: 'unreadable' });
  });

  it('is 2 for a name that nobody knows, and 3 where it cannot be told', async () => {
    expect(await rampart('frozen', 'fruad-prod')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('no ledger and no freeze of a target of this name') as string });
    expect(await rampart('frozen')).toMatchObject({ exitCode: 2, err: expect.stringContaining('takes one target') as string });
    expect(await rampart('frozen', 'fraud-prod', '--ledger', './nowhere.git')).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('cannot be told whether its data is frozen') as string });
    expect((await rampart('help', 'frozen')).out).toContain('0 free, 1 frozen, 2 no such target, 3 cannot be told (treat it as frozen)');
  });
});
