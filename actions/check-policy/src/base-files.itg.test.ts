// The base read through real git: from the checkout, from a shallow one that has to fetch it, and from one that cannot.
import { createGit } from '@rampart/git-process';
import { temporaryJob, type TemporaryJob } from '@rampart/testing/golden';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBase, type OpenBase } from './base-files.ts';

let job: TemporaryJob;
let before: string;
let shallow: string;
beforeEach(() => {
  job = temporaryJob();
  git(job.folders.workspace, 'init', '--quiet', '--initial-branch=main');
  job.write('rampart/fraud.yaml', 'target: a\n');
  job.write('rampart/_defaults.yaml', 'rampart: 1\n');
  job.write('rampart/notes.md', 'x');
  before = commit();
  job.write('rampart/fraud.yaml', 'target: b\n');
  commit();
  shallow = join(job.root, 'shallow');
  git(job.root, 'clone', '--quiet', '--depth=1', pathToFileURL(job.folders.workspace).href, shallow);
});
afterEach(() => job.remove());

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', ...args], { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: job.folders.home } }).trim();
}

function commit(): string {
  git(job.folders.workspace, 'add', '--all');
  git(job.folders.workspace, 'commit', '--quiet', '-m', 'x');
  return git(job.folders.workspace, 'rev-parse', 'HEAD');
}

async function opened(parts: Partial<OpenBase> = {}) {
  mkdirSync(join(job.root, 'cache'), { recursive: true });
  return await openBase({ wanted: '', event: { before }, workspace: job.folders.workspace, cacheDir: join(job.root, 'cache'), token: '', git: createGit(process.env), signal: new AbortController().signal, ...parts });
}

describe('openBase', () => {
  it.each([['the checkout', () => job.folders.workspace], ['a shallow checkout, after fetching that one commit', () => shallow]])('reads the commit of the event from %s', async (_, workspace) => {
    const base = await opened({ workspace: workspace() });
    expect(base).toMatchObject({ kind: 'commit', name: before.slice(0, 12) });
    if (base.kind !== 'commit') return;
    expect(await base.files.list(['rampart/*.yaml', './rampart/notes.md'])).toEqual(['rampart/fraud.yaml', 'rampart/notes.md']);
    expect(await base.files.read('rampart/fraud.yaml')).toEqual({ kind: 'text', text: 'target: a\n' });
    expect(await base.files.read('rampart/gone.yaml')).toEqual({ kind: 'absent' });
    expect(await base.files.read('../etc/passwd')).toEqual({ kind: 'absent' });
  });

  it('leaves the shallow checkout as it was', async () => {
    await opened({ workspace: shallow });
    expect(git(shallow, 'rev-list', '--all', '--count')).toBe('1');
    expect(git(shallow, 'status', '--porcelain')).toBe('');
  });

  it('takes a branch by its name', async () => {
    git(job.folders.workspace, 'branch', 'release/1', before);
    for (const workspace of [job.folders.workspace, shallow]) expect(await opened({ wanted: 'release/1', workspace })).toMatchObject({ kind: 'commit', name: before.slice(0, 12) });
  });

  it('says why there is no base', async () => {
    expect(await opened({ event: {} })).toEqual({ kind: 'none', why: 'this event has no commit before it', isMissed: false });
    expect(await opened({ wanted: 'f'.repeat(40), workspace: shallow })).toMatchObject({ kind: 'none', isMissed: true, why: expect.stringMatching(/^the base ffffffffffff is not in this checkout and cannot be fetched \(/) as unknown });
    expect(await opened({ workspace: job.root })).toMatchObject({ kind: 'none', isMissed: true });
    for (const wanted of ['--upload-pack=x', 'a..b', 'x\ny', 'a b', '-x']) expect(await opened({ wanted })).toMatchObject({ kind: 'none', why: expect.stringContaining('is neither a commit nor a branch') as unknown });
  });
});
