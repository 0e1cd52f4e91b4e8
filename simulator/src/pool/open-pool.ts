// The pool for a command: in this thread while there is little to do, in worker threads from then on. Threads take a third of a second to start and to warm
// up, so that a handful of runs is faster without them. Rows do not depend on it.
import { inProcessPool } from './in-process-pool.ts';
import type { RunOne, RunPool } from './run-pool.ts';
import { threadPool, type Threads } from './thread-pool.ts';

/** So many runs, in all, stay in this thread. */
const SMALL = 64;

export function openPool<Task, Row>(runOne: RunOne<Task, Row>, threads: Threads): RunPool<Task, Row> {
  const here = inProcessPool(runOne, threads.signal);
  if (threads.workers <= 1) return here;
  let runsLeft = SMALL;
  let there: RunPool<Task, Row> | 'not yet' = 'not yet';
  return {
    run: (task, fromRun, toRun) => {
      runsLeft -= toRun - fromRun;
      if (runsLeft >= 0) return here.run(task, fromRun, toRun);
      if (there === 'not yet') there = threadPool(threads);
      return there.run(task, fromRun, toRun);
    },
    close: async () => {
      await here.close();
      if (there !== 'not yet') await there.close();
    },
  };
}
