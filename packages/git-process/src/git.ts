// The one way this project runs git: an argument list, no shell, a scrubbed environment, bytes in and out, a result as a
// value. It knows nothing about repositories (repository.ts) and never throws for what git or the world does.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { gitEnvironment } from './environment.ts';
import type { GitSetting } from './environment.ts';
import { describeExit, gitFailure } from './failure.ts';
import type { GitFailure } from './failure.ts';
import { redact } from './redact.ts';

export interface Git {
  run(command: GitCommand): Promise<GitResult>;
}

export interface GitCommand {
  /** Subcommand first. Refs, paths and addresses belong behind `--end-of-options` or `--`. */
  readonly args: readonly string[];
  /** Absolute path of the repository; it is used as it is, never searched for in parent folders. */
  readonly gitDir?: string;
  /** Defaults to the folder around `gitDir`. */
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  /** Configuration for this command alone; travels in the environment, so that secrets stay out of the argument list. */
  readonly settings?: readonly GitSetting[];
  /** `personal` reads the configuration of the person and the machine as well; for asking what it says, not for acting. */
  readonly config?: 'isolated' | 'personal';
  /** Replaced by *** in whatever comes back as text. */
  readonly secrets?: readonly string[];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Receives the output piece by piece; `stdout` of the result is empty then. */
  readonly onStdout?: (chunk: Buffer) => void;
}

export type GitResult = GitOk | GitFailure;

export interface GitOk {
  readonly kind: 'ok';
  readonly stdout: Buffer;
  /** Warnings; empty when git had none. */
  readonly stderr: string;
}

/** Runs the `git` on the PATH of `environment` (usually `process.env`), of which only an allow-list is passed on. */
export function createGit(environment: Readonly<Record<string, string | undefined>>): Git {
  return { run: (command) => runGit(command, environment) };
}

const TIMEOUT_MS = 60_000;
const STDOUT_BYTES_MAX = 64 * 1024 * 1024;
const STDERR_BYTES_MAX = 64 * 1024;
const KILL_AFTER_MS = 3_000;

async function runGit(command: GitCommand, environment: Readonly<Record<string, string | undefined>>): Promise<GitResult> {
  const cwd = command.cwd ?? (command.gitDir === undefined ? undefined : dirname(command.gitDir));
  const timeoutMs = command.timeoutMs ?? TIMEOUT_MS;
  const verb = command.args[0] ?? '';
  const env = gitEnvironment({
    environment,
    config: command.config ?? 'isolated',
    settings: command.settings ?? [],
    ...(command.gitDir === undefined ? {} : { gitDir: command.gitDir }),
  });

  if (command.signal?.aborted === true) return gitFailure({ reason: 'aborted', verb, detail: 'it was cancelled before it started' });
  let child: ChildProcessWithoutNullStreams;
  try {
    // A session of its own: no terminal to ask for passwords on, and one signal reaches git's own children too.
    child = spawn('git', command.args, { env, shell: false, detached: true, stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
  } catch (cause) {
    return gitFailure({ reason: 'not-started', verb, detail: cause instanceof Error ? cause.message : 'it could not be started' });
  }
  const end = await watch(child, command, timeoutMs);
  const stderr = redact(end.stderr.toString('utf8'), command.secrets ?? []).trim();
  switch (end.kind) {
    case 'spawn-error': {
      const missingGit = end.error.code === 'ENOENT' && (cwd === undefined || existsSync(cwd));
      if (missingGit) return gitFailure({ reason: 'git-missing', verb, detail: 'there is no `git` on the PATH: install git 2.31 or newer' });
      if (end.error.code === 'ENOENT') return gitFailure({ reason: 'not-started', verb, detail: `there is no folder ${cwd ?? ''}`, trouble: 'missing' });
      return gitFailure({ reason: 'not-started', verb, detail: end.error.message });
    }
    case 'stopped':
      return gitFailure({ reason: end.why, verb, detail: describeStop(end.why, timeoutMs), stderr });
    case 'exit':
      if (end.code === 0) return { kind: 'ok', stdout: end.stdout, stderr };
      return gitFailure({ reason: 'exit', verb, detail: describeExit(end.code, end.signal, stderr), stderr, code: end.code ?? -1 });
  }
}

type StopReason = 'timed-out' | 'aborted' | 'output-too-large';

type End =
  | { readonly kind: 'spawn-error'; readonly error: NodeJS.ErrnoException; readonly stderr: Buffer }
  | { readonly kind: 'stopped'; readonly why: StopReason; readonly stderr: Buffer }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null; readonly stdout: Buffer; readonly stderr: Buffer };

function watch(child: ChildProcessWithoutNullStreams, command: GitCommand, timeoutMs: number): Promise<End> {
  return new Promise((resolve) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let stdoutBytes = 0;
    let stderrBytes = 0;
    let stopped: StopReason | undefined;
    let killTimer: NodeJS.Timeout | undefined;

    const stop = (why: StopReason): void => {
      if (stopped !== undefined) return;
      stopped = why;
      signalGroup(child, 'SIGTERM');
      killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS);
    };
    const onAbort = (): void => stop('aborted');
    const timer = setTimeout(() => stop('timed-out'), timeoutMs);
    command.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (end: End): void => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      command.signal?.removeEventListener('abort', onAbort);
      resolve(end);
    };

    child.stdout.on('data', (chunk: Buffer) => {
      if (command.onStdout !== undefined) return command.onStdout(chunk);
      stdoutBytes += chunk.length;
      if (stdoutBytes > STDOUT_BYTES_MAX) stop('output-too-large');
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderrBytes += chunk.length;
      if (stderrBytes <= STDERR_BYTES_MAX) stderr.push(chunk);
    });
    // git may end before it has read everything; its exit code tells what there is to tell.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => settle({ kind: 'spawn-error', error, stderr: Buffer.concat(stderr) }));
    child.on('close', (code, signal) => {
      if (stopped !== undefined) settle({ kind: 'stopped', why: stopped, stderr: Buffer.concat(stderr) });
      else settle({ kind: 'exit', code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    });
    child.stdin.end(command.stdin ?? '');
  });
}

function signalGroup(child: ChildProcessWithoutNullStreams, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already: nothing is left to stop.
  }
}

function describeStop(why: StopReason, timeoutMs: number): string {
  switch (why) {
    case 'timed-out':
      return `it gave no answer within ${timeoutMs / 1000} s and was stopped`;
    case 'aborted':
      return 'it was cancelled';
    case 'output-too-large':
      return `its output exceeded ${STDOUT_BYTES_MAX / 1024 / 1024} MiB and was cut off`;
  }
}
