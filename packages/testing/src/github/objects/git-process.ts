// git as the emulated repositories run it: argument lists, no shell, no configuration but ours.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface GitExit {
  /** -1: ended by a signal. */
  readonly code: number;
  readonly stderr: string;
}

/** Starts in the repository, so that paths may be relative to it. */
export function spawnGit(gitDir: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', GIT_DIR: '.', ...GIT_SETTINGS };
  return spawn('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'core.logAllRefUpdates=false', ...args], { cwd: gitDir, env, shell: false, stdio: 'pipe' });
}

/** Refs in files and ids of SHA-1 are what the emulator reads, whatever git's defaults come to be. */
const GIT_SETTINGS = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_NO_REPLACE_OBJECTS: '1', GIT_DEFAULT_REF_FORMAT: 'files', GIT_DEFAULT_HASH: 'sha1' };

/** Runs to its end. */
export function runGit(gitDir: string, args: readonly string[]): Promise<GitExit> {
  return new Promise((resolve, reject) => {
    const child = spawnGit(gitDir, args);
    const stderr: Buffer[] = [];
    child.stdout.resume();
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stderr: Buffer.concat(stderr).toString('utf8').trim() }));
    child.stdin.end();
  });
}
