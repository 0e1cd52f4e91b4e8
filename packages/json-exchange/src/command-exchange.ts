// The exchange with a program: JSON on its standard input, JSON on its standard output, a meaning for each exit code. Never a shell.
import { spawn, type ChildProcess } from 'node:child_process';
import { refusalText, type Exchange, type ExchangeFailure, type Exchanged, type FailureCode } from './exchange.ts';
import { plainLine } from './plain-line.ts';

export interface CommandExchangeOptions {
  /** Program and arguments. Nothing from a request is ever put here. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** From start to exit; after it the program and what it started are killed. */
  readonly timeoutMs: number;
  /** Kills it as well. */
  readonly signal?: AbortSignal;
}

const BYTES_MAX = 1024 * 1024;
const STDERR_CHARS_KEPT = 4096;

export function commandExchange(options: CommandExchangeOptions): Exchange {
  return async (request) => {
    const run = await runProgram(options, JSON.stringify(request));
    const name = plainLine(options.argv[0] ?? '');
    switch (run.kind) {
      case 'not-started':
        return { kind: 'failed', code: 'unavailable', message: `cannot start "${name}": ${run.why}`, retryable: false, outcome: 'not-done', cause: run.cause };
      case 'timed-out':
        return { kind: 'failed', code: 'unavailable', message: `"${name}" did not end within ${String(options.timeoutMs)} ms and was killed`, retryable: true, outcome: 'unknown' };
      case 'cancelled':
        return { kind: 'failed', code: 'unavailable', message: `"${name}" was killed: the job was cancelled`, retryable: true, outcome: 'unknown' };
      case 'too-large':
        return { kind: 'failed', code: 'malformed', message: `"${name}" wrote more than ${String(BYTES_MAX)} bytes; that is not an answer to this request`, retryable: false, outcome: 'unknown' };
      case 'exited':
        return run.code === 0 ? parsed(name, run.stdout) : refused(name, run);
    }
  };
}

type Run =
  | { readonly kind: 'not-started'; readonly why: string; readonly cause?: unknown }
  | { readonly kind: 'timed-out' | 'cancelled' }
  | { readonly kind: 'too-large' }
  | Exited;

interface Exited {
  readonly kind: 'exited';
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function runProgram({ argv, cwd, env, timeoutMs, signal }: CommandExchangeOptions, input: string): Promise<Run> {
  const [program, ...args] = argv;
  if (program === undefined || program === '') return Promise.resolve({ kind: 'not-started', why: 'the command is empty' });
  if (argv.some((each) => each.includes('\0'))) return Promise.resolve({ kind: 'not-started', why: 'the command has a null byte in it' });
  if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    // A process group of its own, so that a late child cannot change traffic after we said that we do not know.
    const child = spawn(program, args, { cwd, env, shell: false, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    let stdoutBytes = 0;
    let stderr = '';
    const end = (run: Run): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(run);
    };
    const cancel = (): void => {
      killGroup(child);
      end({ kind: 'cancelled' });
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(() => {
      killGroup(child);
      end({ kind: 'timed-out' });
    }, timeoutMs);
    child.on('error', (cause) => end({ kind: 'not-started', why: plainLine(cause.message), cause }));
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length;
      if (stdoutBytes <= BYTES_MAX) return void stdout.push(chunk);
      killGroup(child);
      end({ kind: 'too-large' });
    });
    child.stderr.on('data', (chunk: Buffer) => void (stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_CHARS_KEPT)));
    // A program may answer without reading its input; its exit code and output then speak for it.
    child.stdin.on('error', () => undefined);
    child.on('close', (code, signal) => end({ kind: 'exited', code: code ?? signal ?? 'unknown', stdout: Buffer.concat(stdout).toString('utf8'), stderr }));
    child.stdin.end(input);
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function parsed(name: string, stdout: string): Exchanged {
  try {
    return { kind: 'answered', value: JSON.parse(stdout) };
  } catch (cause) {
    return { kind: 'failed', code: 'malformed', message: `"${name}" ended well but wrote text that is not JSON: ${plainLine(stdout, 80)}`, retryable: false, outcome: 'unknown', cause };
  }
}

/** The exit codes of sysexits.h that the contract names. */
const CODES: ReadonlyMap<number | string, { readonly code: FailureCode; readonly retryable: boolean; readonly outcome: ExchangeFailure['outcome'] }> = new Map([
  [75, { code: 'conflict', retryable: false, outcome: 'not-done' }],
  [69, { code: 'unavailable', retryable: true, outcome: 'unknown' }],
  [65, { code: 'refused', retryable: false, outcome: 'not-done' }],
  [77, { code: 'denied', retryable: false, outcome: 'not-done' }],
  [66, { code: 'missing', retryable: false, outcome: 'not-done' }],
]);

function refused(name: string, { code, stdout, stderr }: Exited): ExchangeFailure {
  const said = plainLine(refusalText(stdout)) || plainLine(stderr.trimEnd().split('\n').at(-1) ?? '');
  const ended = typeof code === 'number' ? `ended with exit code ${String(code)}` : `was ended by ${code}`;
  const meaning = CODES.get(code) ?? { code: 'unavailable', retryable: true, outcome: 'unknown' };
  return { kind: 'failed', ...meaning, message: `"${name}" ${ended}${said === '' ? '' : `: ${said}`}` };
}
