// The shipped bundle on a real checkout: real git, and real simulated releases in worker threads of the bundle itself. Whole verdicts: check-policy.e2e.test.ts.
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBundle, temporaryJob, type BundleEnd, type TemporaryJob } from '@rampart/testing/golden';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../../../tools/bundle.ts';
import { policyText, trafficText } from '../a-repository.ts';

let bundle: string;
let job: TemporaryJob;
beforeAll(async () => void (bundle = await cachedBundle('check-policy')), 180_000);
beforeEach(() => {
  job = temporaryJob();
  git('init', '--quiet');
  job.write('rampart/fraud.yaml', shortPolicy());
  job.write('rampart/fraud.traffic.json', trafficText());
  commit();
});
afterEach(() => job.remove());

/** Releases of four minutes that nobody looks at often: a hundred of them are quick. */
function shortPolicy(parts: Parameters<typeof policyText>[0] = {}): string {
  return policyText({ decideWithin: '4m', catches: '', weights: '[50%]', ...parts, more: 'expert: {look: 30s, tick: 1m, block: 30s}\n' }).replace('bake: 5m', 'bake: 1m');
}

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', ...args], { cwd: job.folders.workspace, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: job.folders.home } }).trim();
}

function commit(): string {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', 'x');
  return git('rev-parse', 'HEAD');
}

function read(file: string): string {
  return readFileSync(join(job.folders.workspace, file), 'utf8');
}

function check(inputs: Readonly<Record<string, string>> = {}): Promise<BundleEnd> {
  return startBundle({ bundle, folders: job.folders, inputs: { policy: 'rampart/*.yaml', base: 'HEAD', runs: '40', workers: '2', ...inputs } }).ended;
}

describe('check-policy', () => {
  it('simulates in worker threads of its own file, and writes the same rows with one worker and with two', async () => {
    job.write('rampart/fraud.yaml', shortPolicy({ weights: '[20%]' }));
    const [two, one] = [await check({ workers: '2', shard: '1/1', rows: 'two.ndjson' }), await check({ workers: '1', shard: '1/1', rows: 'one.ndjson' })];
    for (const ended of [two, one]) expect(ended).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { verdict: 'shard' } });
    const rows = read('two.ndjson');
    expect(read('one.ndjson')).toBe(rows);
    expect(rows.split('\n')).toEqual(['{"rampartRows":1,"policies":["rampart/fraud.yaml"]}', expect.stringMatching(/"codeHash":"sha256:[0-9a-f]{64}"/) as unknown, '']);
  }, 180_000);

  it('answers at once when no policy changed', async () => {
    const ended = await check();
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', commands: [], outputs: { verdict: 'unchanged', sentence: 'No policy changed.', results: '[]', 'comment-url': '' } });
    expect(ended.lines).toEqual(['0 policies to prove, 1 unchanged, 0 deleted; compared with <commit>.', 'Decided: No policy changed.', 'Why: Every policy and its traffic profile mean what they mean at the base.', 'Next: Nothing to do.'].map((line) => line.replace('<commit>', git('rev-parse', 'HEAD').slice(0, 12))));
  });

  it('writes the rows of three jobs, and refuses garbage among them', async () => {
    job.write('rampart/fraud.yaml', shortPolicy({ badRequests: 10 }));
    for (const [shard, rows] of [['1/3', 'rows/a.ndjson'], ['2/3', 'rows/b.ndjson'], ['3/3', 'rows/c.ndjson']] as const) {
      expect(await check({ shard, rows }), shard).toMatchObject({ exitCode: 0, stderr: '', summary: '', outputs: { verdict: 'shard' } });
    }
    job.write('rows/b.ndjson', 'garbage\n');
    expect(await check({ merge: 'rows/*.ndjson' })).toMatchObject({ exitCode: 2, stderr: '', annotations: [expect.stringContaining('"rows/b.ndjson" is no rows file')] });
  }, 180_000);

  it('names the mistakes of a policy at their lines', async () => {
    job.write('rampart/fraud.yaml', shortPolicy({ badRequests: -1 }).replace('target:', 'colour: red\ntarget:'));
    const ended = await check();
    expect(ended).toMatchObject({ exitCode: 2, stderr: '', outputs: { verdict: '' } });
    expect(ended.commands.map(({ name, properties }) => [name, properties['file'], properties['line']])).toEqual([['error', 'rampart/fraud.yaml', '2'], ['error', 'rampart/fraud.yaml', '8']]);
  });

  it.each<readonly [string, () => void, RegExp]>([
    ['a link out of the checkout', () => { writeFileSync(join(job.root, 'secret.yaml'), 'token: hunter2\n'); symlinkSync(join(job.root, 'secret.yaml'), join(job.folders.workspace, 'rampart/away.yaml')); }, /RMP101 away\.yaml: it lies outside of the checkout/],
    ['a policy of one megabyte', () => job.write('rampart/fraud.yaml', `# ${'x'.repeat(1024 * 1024)}\n`), /RMP102/],
    ['a name with a command of the runner', () => job.write('rampart/x%0A::add-mask::y##[error]z.yaml', 'target: 1\n'), /RMP\d/],
  ])('refuses %s, and shows nothing of it but text', async (_, change, says) => {
    change();
    const ended = await check();
    expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
    expect(ended.annotations.join('\n')).toMatch(says);
    expect(new Set(ended.commands.map(({ name }) => name))).toEqual(new Set(['error']));
    expect(ended.stdout + ended.summary).not.toMatch(/hunter2|^::add-mask/m);
  });
});
