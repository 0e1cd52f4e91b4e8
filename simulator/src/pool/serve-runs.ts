// The other side of the thread pool: computes blocks of runs and sends their rows back. Any file may be the entry of a worker; a bundle's own file asks
// `isRunWorker()` first and calls `serveRuns` instead of its main.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { runsOf, type RunOne } from './run-pool.ts';

/** What a worker of the pool is started with, so that an entry can tell that it is one. */
export const RUN_WORKER = { kind: 'rampart-run-worker' } as const;

export interface Asked<Task> {
  readonly task: Task;
  readonly fromRun: number;
  readonly toRun: number;
}

export type Answered<Row> = { readonly kind: 'rows'; readonly rows: readonly Row[] } | { readonly kind: 'failed'; readonly error: unknown };

export function isRunWorker(): boolean {
  const given: unknown = workerData;
  return !isMainThread && typeof given === 'object' && given !== null && 'kind' in given && given.kind === RUN_WORKER.kind;
}

/** Answers until the pool ends this thread. One question at a time: the pool waits for the answer. */
export function serveRuns<Task, Row>(runOne: RunOne<Task, Row>): void {
  const port = parentPort;
  if (port === null) throw new Error('serveRuns belongs into a worker thread: nobody asks for runs here');
  port.on('message', (asked: Asked<Task>) => {
    runsOf(runOne, asked.task, asked).then(
      (rows) => {
        port.postMessage({ kind: 'rows', rows } satisfies Answered<Row>);
      },
      (error: unknown) => {
        port.postMessage({ kind: 'failed', error } satisfies Answered<Row>);
      },
    );
  });
}
