// A runner whose disk is full, cannot be written or is not there: what was decided is recorded and done first, the trouble is told after it, and no half of anything is left.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aGoldenWorld, type BundleEnd, type GoldenWorld } from '@rampart/testing/golden';
import { routerContractHandler } from '@rampart/traffic-routers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

const bundles = { step: '', freeze: '' };
let world: GoldenWorld;
let mounted: string[];
beforeAll(async () => {
  for (const [name, action] of [['step', 'canary-step'], ['freeze', 'freeze-data']] as const) bundles[name] = await cachedBundle(action);
}, 300_000);
beforeEach(async () => {
  world = await aGoldenWorld({ serveContract: routerContractHandler });
  mounted = [];
});
afterEach(async () => {
  for (const folder of mounted.reverse()) execFileSync('umount', [folder]);
  await world.close();
});

/** Small disks and locked ones need a machine on which we are root; elsewhere a device that is always full has to do. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && isDone('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', '/mnt']) && isDone('umount', ['/mnt']);
const hasFullDevice = existsSync('/dev/full');

function isDone(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A disk of its own, of so many pages of 4 KiB. */
function aDisk(name: string, pages: number): string {
  const folder = join(world.folders.home, name);
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(pages * 4)}k`, 'none', folder]);
  mounted.push(folder);
  return folder;
}

function locked(folder: string): void {
  execFileSync('mount', ['--bind', folder, folder]);
  mounted.push(folder);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
}

type Texts = Readonly<Record<string, string>>;

const tick = (context: Texts = {}, inputs: Texts = {}): Promise<BundleEnd> => world.run(bundles.step, { mode: 'tick', ...inputs }, context);

/** Recorded and done, whatever became of the files: the next look raises. */
async function expectGoesOn(): Promise<void> {
  expect(world.origin.complaints()).toBe('');
  expect(await tick()).toMatchObject({ exitCode: 0, outputs: { decision: 'advance', weight: '10' } });
}

describe('the file for outputs', () => {
  it.skipIf(!hasFullDevice)('on a full disk: the step says so after everything is recorded, and exits 1', async () => {
    const ended = await tick({ output: '/dev/full' });
    expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
    expect(ended.annotations[0]).toMatch(/^error Outputs not written: RMP204 .*GITHUB_OUTPUT: ENOSPC.*What it did and recorded stays/);
    expect(ended.lines.slice(-3)).toEqual(['Decided: fraud-prod: hold', expect.stringMatching(/^Why: /), 'Next: The next tick looks again.']);
    expect(ended.summary).toContain('v2.0.0');
    expect(world.origin.ledger()).toHaveLength(3);
    await expectGoesOn();
  });

  it('that is not there is not made', async () => {
    const missing = join(world.folders.temp, 'nobody', 'output');
    const ended = await tick({ output: missing });
    expect(ended.exitCode).toBe(1);
    expect(ended.annotations[0]).toContain('RMP204');
    expect(existsSync(missing)).toBe(false);
    await expectGoesOn();
  });

  it.skipIf(!canMount)('with room for half of them has none of them', async () => {
    const output = join(aDisk('small', 1), 'output');
    const before = `before=${'x'.repeat(3_400)}\n`;
    writeFileSync(output, before);
    const ended = await tick({ output });
    expect(ended.exitCode).toBe(1);
    expect(ended.annotations[0]).toContain('ENOSPC');
    expect(readFileSync(output, 'utf8')).toBe(before);
    await expectGoesOn();
  });

  it.skipIf(!canMount)('on a disk that takes no writing', async () => {
    const folder = aDisk('locked', 4);
    writeFileSync(join(folder, 'output'), '');
    locked(folder);
    const ended = await tick({ output: join(folder, 'output') });
    expect(ended.exitCode).toBe(1);
    expect(ended.annotations[0]).toContain('EROFS');
    await expectGoesOn();
  });
});

describe('the file for the summary', () => {
  it.skipIf(!hasFullDevice)('on a full disk costs the summary alone', async () => {
    const ended = await tick({ step_summary: '/dev/full' });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold' } });
    expect(ended.annotations).toEqual([expect.stringMatching(/^warning Summary not written: RMP205 .*ENOSPC/)]);
    expect(ended.outputs['report']).toContain('v2.0.0');
  });
});

describe('the folders of a job', () => {
  it('may lack a temporary one', async () => {
    const ended = await world.run(bundles.step, { mode: 'tick' }, {}, { without: ['RUNNER_TEMP'] });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', outputs: { decision: 'hold' } });
    await expectGoesOn();
  });

  it.skipIf(!canMount)('may have a temporary one that is full: nothing is decided, nothing is moved, and it says what is wrong', async () => {
    await tick();
    const full = aDisk('temp', 1);
    writeFileSync(join(full, 'filler'), 'x'.repeat(4096));
    const ended = await world.run(bundles.step, { mode: 'tick' }, {}, { env: { TMPDIR: full }, without: ['RUNNER_TEMP'] });
    expect(ended).toMatchObject({ stderr: '', outputs: { decision: 'hold' } });
    expect(ended.annotations.join('\n')).toMatch(/No space left on device|ENOSPC/);
    expect(world.operations()).not.toContain('set');
    expect(readdirSync(full)).toEqual(['filler']);
    await expectGoesOn();
  });

  it.skipIf(!canMount)('may have a workspace that takes no writing: a step needs none, and a freeze says that it could not write', async () => {
    world.write('data/train.csv', 'a,b\n1,2\n');
    locked(world.folders.workspace);
    await tick();
    await expectGoesOn();
    const frozen = await world.run(bundles.freeze, { mode: 'freeze', target: 'fraud-prod', paths: 'data/**', manifest: 'freeze.json' });
    expect(frozen.exitCode).toBe(2);
    expect(frozen.annotations.join('\n')).toMatch(/EROFS|cannot be written/);
    expect(existsSync(join(world.folders.workspace, 'freeze.json'))).toBe(false);
  });
});

describe('the repository of the history', () => {
  it.skipIf(!canMount)('on a full disk: no raise is made that is not recorded, and it goes on when there is room', async () => {
    await tick();
    const disk = aDisk('ledger', 512);
    execFileSync('git', ['clone', '--quiet', '--mirror', world.origin.bare, join(disk, 'ledger.git')]);
    const ledger = join(disk, 'ledger.git');
    fill(disk);
    const before = world.router.changes().length;
    const ended = await tick({}, { ledger });
    expect(ended).toMatchObject({ outputs: { decision: 'hold', needs: 'nothing' } });
    expect(ended.annotations.join('\n')).toMatch(/ledger/);
    expect(world.router.changes()).toHaveLength(before);
    rmSync(join(disk, 'filler'));
    execFileSync('git', ['-C', ledger, 'fsck', '--strict', '--no-dangling']);
    expect(await tick({}, { ledger })).toMatchObject({ exitCode: 0, outputs: { decision: 'advance', weight: '10' } });
  });
});

/** Whatever is left of the disk. */
function fill(disk: string): void {
  const filler = join(disk, 'filler');
  writeFileSync(filler, '');
  for (const bytes of [65_536, 4_096, 512, 1]) {
    try {
      for (;;) writeFileSync(filler, 'x'.repeat(bytes), { flag: 'a' });
    } catch {
      // No more of this size.
    }
  }
}
