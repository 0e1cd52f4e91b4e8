// Temporary folders and repositories for tests of packages that work on git, and ways to reach one repository.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { GitLocation } from '../src/location.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder, removed after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rampart-test-')));
  folders.push(folder);
  return folder;
}

/** Runs the system's git the way a person would, apart from the code under test; returns trimmed stdout. */
export function git(cwd: string, ...args: readonly string[]): string {
  return gitWithInput('', cwd, ...args);
}

export function gitWithInput(input: string | Uint8Array, cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, input, encoding: 'utf8', env: PERSON, stdio: ['pipe', 'pipe', 'pipe'] }).trim();
}

const PERSON = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export function bareRepository(): string {
  const folder = join(temporaryFolder(), 'store.git');
  git(tmpdir(), 'init', '--quiet', '--bare', '--initial-branch=main', folder);
  return folder;
}

/** An ordinary repository with one empty commit. */
export function checkout(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=first');
  return folder;
}

export type Reach = 'repository' | 'remote' | 'file-remote' | 'workspace-remote';

export function reach(how: Reach, bare: string): GitLocation {
  switch (how) {
    case 'repository':
      return { kind: 'repository', path: bare };
    case 'remote':
      return { kind: 'remote', url: bare };
    case 'file-remote':
      return { kind: 'remote', url: `file://${bare}` };
    case 'workspace-remote': {
      const workspace = checkout();
      git(workspace, 'remote', 'add', 'origin', bare);
      return { kind: 'workspace-remote', workspace, remote: 'origin' };
    }
  }
}
