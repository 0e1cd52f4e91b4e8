// The shipped bundle on a real folder and a real repository: what it records, and that a manifest cannot lead it astray.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBundle, temporaryJob, type BundleEnd, type TemporaryJob } from '@rampart/testing/golden';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';

let bundle: string;
let job: TemporaryJob;
let ledger: string;
beforeAll(async () => void (bundle = await cachedBundle('freeze-data')), 180_000);
beforeEach(() => {
  job = temporaryJob();
  ledger = join(job.root, 'ledger.git');
  execFileSync('git', ['init', '--quiet', '--bare', ledger]);
  job.write('data/train.csv', 'delay,origin\n5,SFO\n');
});
afterEach(() => job.remove());

function freezeData(inputs: Readonly<Record<string, string>>): Promise<BundleEnd> {
  return startBundle({ bundle, folders: job.folders, inputs: { target: 'flights', ledger, ...inputs } }).ended;
}

const story = (): readonly string[] => execFileSync('git', ['-C', ledger, 'log', '--all', '--format=%s'], { encoding: 'utf8' }).trim().split('\n');

describe('freeze-data', () => {
  it('freezes, sees a change with exit code 1, and releases', async () => {
    expect(await freezeData({ mode: 'freeze', paths: 'data/*.csv' })).toMatchObject({ exitCode: 0, stderr: '', commands: [] });
    expect(await freezeData({ mode: 'verify' })).toMatchObject({ exitCode: 0, stderr: '', commands: [] });
    job.write('data/train.csv', 'delay\n5\n');
    const changed = await freezeData({ mode: 'verify' });
    expect(changed).toMatchObject({ exitCode: 1, stderr: '' });
    expect(changed.lines.at(-2)).toBe('Why: 1 modified (data/train.csv); in data/train.csv column origin is gone.');
    expect(await freezeData({ mode: 'release' })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(story()).toEqual(['release the data of flights', expect.stringMatching(/^freeze 1 file of flights, sha256:/)]);
    execFileSync('git', ['-C', ledger, 'fsck', '--strict'], { stdio: 'pipe' });
  });

  it('refuses a manifest with ../, and reads nothing outside of its root', async () => {
    await freezeData({ mode: 'freeze', paths: 'data', manifest: 'manifest.json' });
    const recorded = story();
    const manifest = join(job.folders.workspace, 'manifest.json');
    job.write('manifest.json', readFileSync(manifest, 'utf8').replace('"path": "data/train.csv"', '"path": "../ledger.git/HEAD"'));
    const refused = await freezeData({ mode: 'verify', manifest: 'manifest.json' });
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', outputsFile: '', summary: '', annotations: [expect.stringContaining('RMP603 manifest entries[0].path: "../ledger.git/HEAD" leads out of its root (..).')] });
    expect(story()).toEqual(recorded);
  });

  it.each([
    { what: 'an unknown mode', inputs: { mode: 'thaw' }, error: 'RMP202 mode: expected one of freeze, verify, release, gate, sweep, got "thaw".' },
    { what: 'a pattern that leads out', inputs: { mode: 'freeze', paths: '../ledger.git/**' }, error: 'RMP601' },
    { what: 'a pattern that matches nothing', inputs: { mode: 'freeze', paths: 'date/*.csv' }, error: 'RMP602' },
    { what: 'a ledger that would run a program', inputs: { mode: 'verify', ledger: 'ext::sh -c id' }, error: 'RMP601 ledger: "ext::sh -c id" names no repository.' },
  ])('refuses $what with one clear error, and records nothing', async ({ inputs, error }) => {
    const refused = await freezeData(inputs);
    expect(refused).toMatchObject({ exitCode: 2, stderr: '', outputsFile: '', annotations: [expect.stringContaining(error)] });
    expect(execFileSync('git', ['-C', ledger, 'for-each-ref'], { encoding: 'utf8' })).toBe('');
    expect(existsSync(join(job.folders.workspace, 'manifest.json'))).toBe(false);
  });

  it('shows hostile file names as text, and refuses those that no line can show', async () => {
    const name = 'data/core::add-mask::x##[error]y <img src=x>`|@octocat.csv';
    job.write(name, 'a\n1\n');
    expect(await freezeData({ mode: 'freeze', paths: 'data' })).toMatchObject({ exitCode: 0, stderr: '', commands: [] });
    job.write(name, 'b\n1\n');
    const changed = await freezeData({ mode: 'verify' });
    expect(changed).toMatchObject({ exitCode: 1, stderr: '', commands: [{ name: 'error' }] });
    expect(JSON.parse(changed.outputs['changed'] ?? '')).toEqual([name]);
    expect(changed.lines.at(-2)).toContain('data/core');
    expect(changed.summary).toContain('data/core');
    expect(changed.summary).not.toMatch(/<img|@octocat|`\||##\[/u);

    job.write('data/\u001b[31m.csv', 'a\n1\n');
    const refused = await freezeData({ target: 'other', mode: 'freeze', paths: 'data' });
    expect(refused).toMatchObject({ exitCode: 2, annotations: [expect.stringMatching(/RMP602 .* has a control character\. Nothing was frozen\.$/)] });
    expect(refused.stdout).not.toContain('\u001b');
  });
});
