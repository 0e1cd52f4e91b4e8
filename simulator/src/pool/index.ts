// Runs in worker threads or here; the rows are the same.
export { inProcessPool } from './in-process-pool.ts';
export { openPool } from './open-pool.ts';
export { RunFailed, type RunOne, type RunPool } from './run-pool.ts';
export { isRunWorker, serveRuns } from './serve-runs.ts';
export { threadPool, type Threads } from './thread-pool.ts';

/** Entry of a worker where the sources run as they are. */
export const WORKER_ENTRY: URL = new URL('./worker.ts', import.meta.url);
