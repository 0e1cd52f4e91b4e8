// All runs in this thread, one after the other. For small amounts of work, for one worker, and for tests.
import { runsOf, type RunOne, type RunPool } from './run-pool.ts';

/** So many runs at once; then others get a turn (a signal, a progress line). */
const RUNS_PER_TURN = 16;

export function inProcessPool<Task, Row>(runOne: RunOne<Task, Row>, signal?: AbortSignal): RunPool<Task, Row> {
  let isClosed = false;
  const turn = async (): Promise<void> => {
    await new Promise((resume) => {
      setImmediate(resume);
    });
    signal?.throwIfAborted();
    if (isClosed) throw new Error('the pool of simulated runs was closed');
  };
  return {
    run: async (task, fromRun, toRun) => {
      const rows: Row[] = [];
      for (let from = fromRun; from < toRun; from += RUNS_PER_TURN) {
        await turn();
        rows.push(...(await runsOf(runOne, task, { fromRun: from, toRun: Math.min(toRun, from + RUNS_PER_TURN) })));
      }
      return rows;
    },
    close: async () => {
      isClosed = true;
    },
  };
}
