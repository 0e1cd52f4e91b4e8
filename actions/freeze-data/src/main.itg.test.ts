// The action as a process of its own, as the runner starts it, with a real folder and a real git repository as its ledger.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rampart-freeze-main-'));
  for (const folder of ['work/data', 'temp']) mkdirSync(join(root, folder), { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', join(root, 'ledger.git')]);
  writeFileSync(join(root, 'work/data/train.csv'), 'delay,origin\n5,SFO\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Ended {
  readonly exitCode: number | null;
  readonly decided: string;
  readonly why: string;
  readonly errors: readonly string[];
  readonly outputs: string;
}

function start(inputs: Readonly<Record<string, string>>): Ended {
  const files = { GITHUB_OUTPUT: join(root, 'temp/output'), GITHUB_STEP_SUMMARY: join(root, 'temp/summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = Object.fromEntries(Object.entries({ target: 'flights', ledger: join(root, 'ledger.git'), ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const env = { PATH: process.env['PATH'], HOME: root, GITHUB_WORKSPACE: join(root, 'work'), RUNNER_TEMP: join(root, 'temp'), ...files, ...given };
  const ended = spawnSync(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], { env, encoding: 'utf8' });
  const lines = ended.stdout.trimEnd().split('\n');
  const errors = [...lines.filter((line) => line.startsWith('::error')), ...ended.stderr.split('\n').filter((line) => line !== '')];
  return { exitCode: ended.status, decided: lines.at(-3) ?? '', why: lines.at(-2) ?? '', errors, outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8') };
}

describe('freeze-data', () => {
  it('freezes, verifies, sees a change, releases; the ledger tells the story', () => {
    expect(start({ mode: 'freeze', paths: 'data/*.csv' })).toMatchObject({ exitCode: 0, errors: [], decided: expect.stringMatching(/^Decided: The data of flights is frozen: 1 file, sha256:[0-9a-f]{64}\.$/) });
    expect(start({ mode: 'verify' })).toMatchObject({ exitCode: 0, errors: [] });
    writeFileSync(join(root, 'work/data/train.csv'), 'delay\n5\n');
    const changed = start({ mode: 'verify' });
    expect(changed).toMatchObject({ exitCode: 1, why: 'Why: 1 modified (data/train.csv); in data/train.csv column origin is gone.' });
    expect(changed.outputs).toContain('["data/train.csv"]');
    expect(start({ mode: 'release' })).toMatchObject({ exitCode: 0, decided: 'Decided: The data of flights is no longer frozen.' });
    expect(start({ mode: 'verify' })).toMatchObject({ exitCode: 1, decided: 'Decided: The data of flights is not frozen.' });
    const subjects = execFileSync('git', ['-C', join(root, 'ledger.git'), 'log', '--all', '--format=%s'], { encoding: 'utf8' }).trim().split('\n');
    expect(subjects).toEqual(['release the data of flights', expect.stringMatching(/^freeze 1 file of flights, sha256:/)]);
    execFileSync('git', ['-C', join(root, 'ledger.git'), 'fsck', '--strict']);
  });

  it('takes a manifest file in place of the ledger, and refuses one that leads out with exit code 2', () => {
    start({ mode: 'freeze', paths: 'data', manifest: 'manifest.json' });
    const manifest = join(root, 'work/manifest.json');
    expect(start({ mode: 'verify', manifest: 'manifest.json', ledger: './nowhere' })).toMatchObject({ exitCode: 0, errors: [] });
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"path": "data/train.csv"', '"path": "../ledger.git/HEAD"'));
    const refused = start({ mode: 'verify', manifest: 'manifest.json' });
    expect(refused).toMatchObject({ exitCode: 2, outputs: '' });
    expect(refused.errors).toEqual([expect.stringContaining('RMP603 manifest entries[0].path: "../ledger.git/HEAD" leads out of its root (..).')]);
  });

  it('names every wrong input at once', () => {
    const refused = start({ mode: 'release', target: '', paths: 'x' });
    expect(refused.exitCode).toBe(2);
    expect(refused.errors).toHaveLength(2);
  });

  it('refuses a ledger that names no repository', () => {
    expect(start({ mode: 'verify', ledger: 'ext::sh -c id' })).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('RMP601 ledger: ')] });
  });
});
