// rampart verify as a person runs it, on real ledgers in real repositories: in a checkout, in a clone without network, and on what somebody altered.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
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

/** A release that is taken out by hand: a ledger with a start, raises and an end. */
async function aLedger(): Promise<{ readonly rolloutId: string; readonly head: string }> {
  for (let ticks = 0; ticks < 20 && world.router.weightOf('b') === 0; ticks += 1) await rampart('tick', POLICY_FILE);
  await rampart('rollback', POLICY_FILE, '--reason', 'page 17');
  const state = world.origin.recorded('state.json') as { readonly ended: readonly { readonly id: string }[] };
  return { rolloutId: state.ended[0]?.id ?? '', head: world.origin.git('rev-parse', world.origin.ref()) };
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

describe('rampart verify', () => {
  it('proves what the commands wrote, and says how much', async () => {
    const { head } = await aLedger();
    const events = world.origin.ledger().length;
    const said = await rampart('verify');
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(said.out).toMatch(new RegExp(`^✔ fraud-prod · ${events} events, [1-9]\\d* decisions recomputed, 1 rollout · head ${head.slice(0, 12)}\\n$`));
    for (const name of ['fraud-prod', POLICY_FILE]) expect((await rampart('verify', name)).out).toBe(said.out);
    expect((await rampart('verify', '--ledger', world.origin.bare)).out).toBe(said.out);
    const tty = await aShell(world.folders.workspace, { env: { RUNNER_TEMP: world.folders.temp }, isTTY: true })('verify');
    expect(tty.out).toContain('\u001B[');
  });

  it('narrows to one rollout by its id or by a commit, as summaries name it', async () => {
    const { rolloutId, head } = await aLedger();
    for (const name of [rolloutId.slice(0, 6), rolloutId, head.slice(0, 8)]) {
      const said = await rampart('verify', name);
      expect(said).toMatchObject({ exitCode: 0, err: '' });
      expect(said.out).toMatch(new RegExp(`^✔ fraud-prod · rollout ${rolloutId} of v2\\.0\\.0, rolled-back · \\d+ events, \\d+ decisions recomputed · head ${head.slice(0, 12)}\\n$`));
    }
  });

  it('needs nothing but a clone', async () => {
    await aLedger();
    const clone = join(world.folders.temp, 'clone');
    git('clone', '--quiet', world.origin.bare, clone);
    git('-C', clone, 'remote', 'set-url', 'origin', join(world.folders.temp, 'nowhere.git'));
    const offline = aShell(clone, { env: { RUNNER_TEMP: world.folders.temp } });
    expect(await offline('verify')).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(/^✔ fraud-prod · .*\nThis clone's copy, as old as its last fetch; --ledger origin proves the ledger itself\.\n$/) as string });
    expect(await offline('verify', '--ledger', 'origin')).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('nowhere.git') as string });
    git('clone', '--quiet', '--mirror', world.origin.bare, join(world.folders.temp, 'mirror.git'));
    expect(await aShell(join(world.folders.temp, 'mirror.git'), { env: { RUNNER_TEMP: world.folders.temp } })('verify', 'fraud-prod')).toMatchObject({ exitCode: 0, err: '' });
  });

  it('says what is wrong, where, and what that means, and ends with 1', async () => {
    const { rolloutId } = await aLedger();
    world.origin.corruptLedger((state) => state.replace('"v1.0.0"', '"v0.9.0"'));
    const commit = world.origin.git('rev-parse', world.origin.ref());
    const said = await rampart('verify');
    expect(said).toMatchObject({ exitCode: 1, err: '' });
    expect(said.out).toMatch(/^✘ fraud-prod · .* · \d+ findings\n/);
    expect(said.out).toContain(`commit ${commit.slice(0, 12)}`);
    expect(said.out).toMatch(/its sequence is (\d+), \d+ was next\n {4}records were put in, left out or joined/);
    expect(said.out).toContain('is in commit');
    expect(said.out).toMatch(/its message is not that of its event: .*\n {4}this record was not written by Rampart as it stands/);
    const { held, proofs } = JSON.parse((await rampart('verify', '--json')).out) as { readonly held: boolean; readonly proofs: readonly { readonly findings: readonly { readonly commit: string; readonly rule: string }[] }[] };
    expect(held).toBe(false);
    expect(proofs[0]?.findings.map(({ rule }) => rule).sort()).toEqual(['commit', 'line', 'operation', 'state']);
    expect(proofs[0]?.findings.every((finding) => finding.commit === commit)).toBe(true);
    expect((await rampart('verify', rolloutId)).exitCode).toBe(1);
  });

  it('ends with 2 for what names nothing, with 3 where there is nothing', async () => {
    expect(await rampart('verify')).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining('there is no ledger here') as string });
    await aLedger();
    expect(await rampart('verify', 'ads-prod')).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('"ads-prod" is neither a target with a ledger here nor the beginning of a rollout id or a commit') as string });
    expect(await rampart('verify', 'ffff')).toMatchObject({ exitCode: 2, err: expect.stringContaining('no ledger here has a rollout or a commit ffff') as string });
    expect(await rampart('verify', '--ledger', 'x/y')).toMatchObject({ exitCode: 2, err: expect.stringContaining('--ledger: "x/y" names no repository') as string });
    expect(await rampart('verify', 'nothing.yaml')).toMatchObject({ exitCode: 2 });
  });
});
