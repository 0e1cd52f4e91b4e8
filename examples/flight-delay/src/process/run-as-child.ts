// The child's side: starts what it is told to, and ends with its parent, however the parent ends.
import { decode } from '@rampart/json-exchange';
import { decodeToChild, type FromChild } from './child-protocol.ts';

export interface ChildWork {
  /** What the parent needs to know, e.g. an address. Plain JSON. */
  readonly started: unknown;
  report(): unknown;
  /** Leaves nothing behind that would keep the process alive. */
  stop(): Promise<void>;
}

/** Called once, by a file that is run as a child process. */
export function runAsChild(start: (options: unknown) => Promise<ChildWork>): void {
  let work: Promise<ChildWork> | undefined;
  let isStopping = false;

  const say = (kind: FromChild['kind'], value: unknown): void => {
    const message: FromChild = kind === 'failed' ? { kind, value: null, why: value instanceof Error ? value.message : String(value) } : { kind, value: value ?? null, why: '' };
    if (process.connected) process.send?.(message, () => undefined);
  };
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    const running = await work?.catch(() => undefined);
    await running?.stop();
    say('stopped', running?.report());
    if (process.connected) process.disconnect();
  };

  // Ctrl-C reaches the whole group of processes; only the parent decides what follows from it.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => void stop());
  process.on('message', (message) => {
    const decoded = decode(decodeToChild, message);
    if (decoded.kind === 'bad') return say('failed', decoded.why);
    switch (decoded.value.kind) {
      case 'start':
        work = start(decoded.value.options);
        work.then(
          ({ started }) => say('started', started),
          (cause: unknown) => say('failed', cause),
        );
        return;
      case 'report':
        return void work?.then((running) => say('report', running.report()));
      case 'stop':
        return void stop();
    }
  });
}
