// Taking a candidate out with as little as there is: the shipped bundle by hand, with nothing but the router, and the printed line without Rampart.
import { execFile, spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { promisify } from 'node:util';
import { aGoldenWorld, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let step: string;
let rollback: string;
let world: GoldenWorld;
beforeAll(async () => {
  step = await cachedBundle('canary-step');
  rollback = await cachedBundle('rollback');
}, 180_000);
afterEach(() => world.close());

/** A rollout at 10 %; gives the summary of the step that raised it. */
async function expose(): Promise<string> {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  await world.run(step, { mode: 'tick' });
  const { summary } = await world.run(step, { mode: 'tick' });
  expect(world.router.weightOf('b')).toBe(100_000);
  return summary;
}

describe('rollback', () => {
  beforeEach(async () => {
    await expose();
  });

  it('takes the candidate out by hand and concludes; run again it has nothing to do', async () => {
    const out = await world.run(rollback, { reason: 'looks wrong to me' });
    expect(out).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { outcome: 'out', concluded: 'true' } });
    expect(out.lines.slice(-3)).toEqual(['Decided: out', 'Why: fraud-prod: the candidate is out: all traffic is on v1.0.0 in slot a, read back at the router.', 'Next: Nothing.']);
    expect(world.origin.ledger().slice(-2)).toEqual(['v2.0.0: rolled back, ada, run 77.1 stopped it: looks wrong to me', 'v2.0.0 is out: rolled back, a person stopped it']);
    expect(world.router.weightOf('b')).toBe(0);
    const recorded = world.origin.ledger();
    expect(await world.run(rollback)).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { outcome: 'nothing' } });
    expect(world.origin.ledger()).toEqual(recorded);
    expect(world.origin.complaints()).toBe('');
  });

  it('needs nothing but the router: ledger, registry and metrics are away', async () => {
    renameSync(world.origin.bare, `${world.origin.bare}.away`);
    await world.stopPage('a');
    await world.stopPage('b');
    const out = await world.run(rollback);
    expect(out).toMatchObject({ exitCode: 0, stderr: '', outputs: { outcome: 'out', concluded: 'false' } });
    expect(world.router.weightOf('b')).toBe(0);
    expect(out.annotations.map(world.plain)).toEqual([expect.stringMatching(/^warning fraud-prod: ledger: /), 'warning fraud-prod: left to do: record the rollback: run it again when the ledger can be reached']);
    renameSync(`${world.origin.bare}.away`, world.origin.bare);
    expect(await world.run(rollback)).toMatchObject({ exitCode: 0, stderr: '', outputs: { outcome: 'out', concluded: 'true' } });
  });

  it('says that a person is needed, with exit code 1, when the router does not confirm', async () => {
    await world.stopRouter();
    const failed = await world.run(rollback);
    expect(failed).toMatchObject({ exitCode: 1, stderr: '', outputs: { outcome: 'unconfirmed', concluded: 'false' } });
    expect(failed.annotations.map(world.plain)).toEqual([
      'error fraud-prod: left to do: move all traffic to the stable slot: the router did not answer',
      expect.stringMatching(/^error fraud-prod: fraud-prod: NOT CONFIRMED, traffic may still be on the candidate: .*ECONNREFUSED/),
    ]);
  });

  it('refuses a rollout that is not the one at the router', async () => {
    const refused = await world.run(rollback, { 'rollout-id': 'another' });
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', outputs: { outcome: 'refused' }, annotations: [expect.stringContaining('this rollback belongs to rollout another')] });
    expect(world.router.weightOf('b')).toBe(100_000);
  });
});

describe('rollback where the router names a hostile version', () => {
  it('shows it on one line, as text', async () => {
    world = await aGoldenWorld({ serveContract: routerContractHandler, stableVersion: 'v1\n::set-output name=outcome::out\r::add-mask::v\u001b[31m\u202e<img src=x>\nNext: Nothing.' });
    const refused = await world.run(rollback, { 'stable-version': 'v9' });
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', commands: [{ name: 'error' }], outputs: { outcome: 'refused' } });
    expect(refused.lines.slice(1)).toEqual(['Decided: refused', expect.stringMatching(/^Why: fraud-prod: refused, .*no slot holds v9 \(a: v1 : :set-output/), 'Next: Correct it and run this again.']);
    for (const text of [refused.outputs['sentence'], refused.summary]) expect(text).not.toMatch(/[\u001b\u202e]/u);
    expect(refused.summary).not.toContain('<img');
    expect(world.router.changes()).toEqual([]);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.runIf(hasCurl)('the line in every summary that takes all traffic back', () => {
  it('does so from a shell, without Rampart', async () => {
    const summary = await expose();
    const line = /```text\n(.*)\n```/.exec(summary)?.[1] ?? '';
    expect(line).toMatch(/^curl /);
    await promisify(execFile)('sh', ['-c', line], { timeout: 30_000 });
    expect(world.router.weightOf('b')).toBe(0);
  });
});
