// Runs in worker threads. Blocks of runs wait in one line; whoever is free takes the next, and rows are put where their run number says. The rows are
// therefore the same for any number of workers. A worker that dies, or a run that throws, ends everything with its cause.
import { Worker } from 'node:worker_threads';
import type { RunPool } from './run-pool.ts';
import { RUN_WORKER, type Answered, type Asked } from './serve-runs.ts';

export interface Threads {
  /** File of a worker: one that calls `serveRuns`. */
  readonly entry: URL;
  /** At least 1. */
  readonly workers: number;
  readonly signal?: AbortSignal;
}

/** Long enough that a message costs nothing beside it, short enough that nobody waits long for the last one. */
const BLOCK_RUNS = 64;

interface Block<Task, Row> extends Asked<Task> {
  readonly done: (rows: readonly Row[]) => void;
  readonly failed: (error: unknown) => void;
}

interface Thread<Task, Row> {
  readonly worker: Worker;
  busyWith: Block<Task, Row> | 'nothing';
}

/** Starts its threads at once; `close` them. */
export function threadPool<Task, Row>({ entry, workers, signal }: Threads): RunPool<Task, Row> {
  const waiting: Block<Task, Row>[] = [];
  const threads: Thread<Task, Row>[] = [];
  let broken: { readonly kind: 'no' } | { readonly kind: 'yes'; readonly error: unknown } = { kind: 'no' };

  const breakDown = (error: unknown): void => {
    if (broken.kind === 'yes') return;
    broken = { kind: 'yes', error };
    for (const { failed } of [...threads.flatMap(({ busyWith }) => (busyWith === 'nothing' ? [] : [busyWith])), ...waiting.splice(0)]) failed(error);
    void end();
  };
  const stopped = (): void => {
    breakDown(signal?.reason);
  };
  const end = async (): Promise<void> => {
    signal?.removeEventListener('abort', stopped);
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  };
  const handOut = (): void => {
    for (const thread of threads) {
      if (thread.busyWith !== 'nothing') continue;
      const block = waiting.shift();
      if (block === undefined) return;
      thread.busyWith = block;
      thread.worker.ref();
      thread.worker.postMessage({ task: block.task, fromRun: block.fromRun, toRun: block.toRun } satisfies Asked<Task>);
    }
  };
  const start = (): Thread<Task, Row> => {
    const thread: Thread<Task, Row> = { worker: new Worker(entry, { workerData: RUN_WORKER }), busyWith: 'nothing' };
    thread.worker.on('message', (answered: Answered<Row>) => {
      if (answered.kind === 'failed') {
        breakDown(answered.error);
        return;
      }
      const block = thread.busyWith;
      thread.busyWith = 'nothing';
      thread.worker.unref();
      if (block !== 'nothing') block.done(answered.rows);
      handOut();
    });
    thread.worker.on('error', (error: unknown) => {
      breakDown(new Error(`a worker of the simulation broke down${during(thread)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }));
    });
    thread.worker.on('exit', (code) => {
      breakDown(new Error(`a worker of the simulation ended by itself with exit code ${code}${during(thread)}; out of memory is the usual reason`));
    });
    // Only what somebody waits for keeps the process alive: not a pool that was never closed.
    thread.worker.unref();
    return thread;
  };

  if (signal?.aborted === true) broken = { kind: 'yes', error: signal.reason };
  else {
    signal?.addEventListener('abort', stopped, { once: true });
    for (let count = 0; count < workers; count += 1) threads.push(start());
  }

  return {
    run: async (task, fromRun, toRun) => {
      if (broken.kind === 'yes') throw broken.error;
      const blocks: Promise<readonly Row[]>[] = [];
      for (let from = fromRun; from < toRun; from += BLOCK_RUNS) {
        blocks.push(
          new Promise((done, failed) => {
            waiting.push({ task, fromRun: from, toRun: Math.min(toRun, from + BLOCK_RUNS), done, failed });
          }),
        );
      }
      handOut();
      return (await Promise.all(blocks)).flat();
    },
    close: async () => {
      breakDown(new Error('the pool of simulated runs was closed'));
      await end();
    },
  };
}

function during<Task, Row>({ busyWith }: Thread<Task, Row>): string {
  return busyWith === 'nothing' ? '' : ` during runs ${busyWith.fromRun} to ${busyWith.toRun - 1}`;
}
