// Makes a small git repository for tests of the built-in checkout.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface GitFixture {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Returns the new commit. */
  readonly commit: (files: Readonly<Record<string, string>>, message: string) => string;
}

export function createGitFixture(): GitFixture {
  const folder = mkdtempSync(join(tmpdir(), 'git-fixture-'));
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false'];
  const git = (...args: readonly string[]): string => execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    commit: (files, message) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
