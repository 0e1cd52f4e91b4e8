// Runs one process of a step: no shell in between, a closed stdin, lines as they come, and the runner's way of ending it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Patience, Timers } from './timers.ts';

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  /** All of it: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Aborting sends SIGINT and then SIGTERM to this process alone, at last SIGKILL to its group. */
  readonly signal: AbortSignal;
  readonly timers: Timers;
  readonly patience: Patience;
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly why: string };

export function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const child = spawn(request.file, request.args, {
      cwd: request.workingDirectory,
      env: { ...request.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: Ctrl-C in a terminal reaches the harness, and the harness decides what the step gets.
      detached: true,
    });
    const flushes = [forEachLine(child.stdout, request.onLine), forEachLine(child.stderr, request.onLine)];
    const stopEnding = endOnAbort(child, request);
    let giveUpOutput = (): void => undefined;
    const settle = (end: ProcessEnd): void => {
      stopEnding();
      giveUpOutput();
      flushes.forEach((flush) => flush());
      resolve(end);
    };
    child.on('error', (error) => settle({ kind: 'not-started', why: error.message }));
    child.on('exit', (code, signal) => {
      stopEnding();
      // Children may keep the pipes open (a server started in the background): the step does not wait for them for long.
      giveUpOutput = request.timers.after(request.patience.outputMs, () => {
        child.stdout.destroy();
        child.stderr.destroy();
        settle(processEnd(code, signal));
      });
    });
    child.on('close', (code, signal) => settle(processEnd(code, signal)));
  });
}

function processEnd(code: number | null, signal: string | null): ProcessEnd {
  return code === null ? { kind: 'signalled', signal: signal ?? 'unknown' } : { kind: 'exited', code };
}

/** Returns what stops it: a process that has ended is sent nothing more. */
function endOnAbort(child: ChildProcess, { signal, timers, patience }: ProcessRequest): () => void {
  let cancelTimer = (): void => undefined;
  const begin = (): void => {
    child.kill('SIGINT');
    cancelTimer = timers.after(patience.interruptMs, () => {
      child.kill('SIGTERM');
      cancelTimer = timers.after(patience.terminateMs, () => killGroup(child));
    });
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return () => {
    cancelTimer();
    signal.removeEventListener('abort', begin);
  };
}

/** The process and the children that stayed in its group: by now none of them has earned a choice. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Calls `onLine` without the line end (LF or CRLF). The returned function hands out a last line that has no end. */
function forEachLine(stream: Readable, onLine: (line: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  return () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''));
    rest = '';
  };
}
