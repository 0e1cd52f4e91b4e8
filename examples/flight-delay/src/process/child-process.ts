// The parent's side: starts a file as a child process, asks it for reports, and makes sure that it is gone.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { decode } from '@rampart/json-exchange';
import { decodeFromChild, type FromChild, type ToChild } from './child-protocol.ts';

export interface Child {
  readonly pid: number;
  /** What the child said when it was ready. */
  readonly started: unknown;
  report(): Promise<unknown>;
  /** Resolves with the last report when the process is gone. Safe to call again. */
  stop(): Promise<unknown>;
}

const startTimeoutMs = 30_000;
const stopTimeoutMs = 5_000;

/** Rejects when the child does not start; it is gone then. */
export async function startChild(file: URL, options: unknown): Promise<Child> {
  // No flags of this process: a debugger or a test runner would be inherited.
  const child = fork(fileURLToPath(file), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting: { readonly accepts: readonly FromChild['kind'][]; readonly resolve: (value: unknown) => void; readonly reject: (why: Error) => void }[] = [];
  let lastReport: unknown;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  void gone.then(() => waiting.splice(0).forEach(({ reject }) => reject(new Error(`${file.pathname} ended (exit code ${child.exitCode ?? child.signalCode ?? 'unknown'})`))));
  child.on('message', (message) => {
    const said = decode(decodeFromChild, message);
    if (said.kind === 'bad') return;
    if (said.value.kind === 'stopped') lastReport = said.value.value;
    const at = waiting.findIndex(({ accepts }) => accepts.includes(said.value.kind));
    const [asker] = at === -1 ? [] : waiting.splice(at, 1);
    if (said.value.kind === 'failed') asker?.reject(new Error(`${file.pathname}: ${said.value.why}`));
    else asker?.resolve(said.value.value);
  });
  const tell = (kind: ToChild['kind'], given: unknown = null): void => {
    const message: ToChild = { kind, options: given };
    if (child.connected) child.send(message, () => undefined);
  };
  const ask = (accepts: readonly FromChild['kind'][], ...message: Parameters<typeof tell>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ accepts, resolve, reject });
      tell(...message);
    });

  const end = async (): Promise<unknown> => {
    tell('stop');
    const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await gone;
    clearTimeout(killer);
    return lastReport;
  };
  let ending: Promise<unknown> | undefined;
  const stop = (): Promise<unknown> => (ending ??= end());

  const late = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    const started = await ask(['started', 'failed'], 'start', options);
    return { pid: child.pid ?? -1, started, report: () => ask(['report'], 'report'), stop };
  } catch (cause) {
    await stop();
    throw cause;
  } finally {
    clearTimeout(late);
  }
}
