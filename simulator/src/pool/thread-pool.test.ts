import { afterEach, describe, expect, it } from 'vitest';
import { runSum, type SumRow, type SumTask } from '../../test/pool/sum-task.ts';
import { inProcessPool } from './in-process-pool.ts';
import { openPool } from './open-pool.ts';
import type { RunPool } from './run-pool.ts';
import { threadPool } from './thread-pool.ts';

const ENTRY = new URL('../../test/pool/sum-worker.ts', import.meta.url);
const NO_TROUBLE = { kind: 'none' } as const;
type SumPool = RunPool<SumTask, SumRow>;

const open: SumPool[] = [];
function opened(pool: SumPool): SumPool {
  open.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

function threads(workers: number, signal?: AbortSignal): SumPool {
  return opened(threadPool({ entry: ENTRY, workers, ...(signal === undefined ? {} : { signal }) }));
}

describe('threadPool', () => {
  it.each([1, 2, 3, 4])('gives the rows of this thread with %d workers', async (workers) => {
    const task = { add: 1_000, trouble: NO_TROUBLE };
    const here = await inProcessPool(runSum).run(task, 5, 700);
    expect(await threads(workers).run(task, 5, 700)).toEqual(here);
    expect(here).toHaveLength(695);
    expect(here[0]).toEqual({ run: 5, sum: 1_005 });
  });

  it('works on several tasks at once and keeps them apart', async () => {
    const pool = threads(2);
    const [a, b] = await Promise.all([pool.run({ add: 1, trouble: NO_TROUBLE }, 0, 200), pool.run({ add: 2, trouble: NO_TROUBLE }, 100, 101)]);
    expect(a.map(({ sum }) => sum)).toEqual(Array.from({ length: 200 }, (_, run) => run + 1));
    expect(b).toEqual([{ run: 100, sum: 102 }]);
  });

  it('does nothing for no runs', async () => {
    expect(await threads(1).run({ add: 1, trouble: NO_TROUBLE }, 7, 7)).toEqual([]);
  });

  it('says which run failed, and why', async () => {
    const failing = threads(2).run({ add: 1, trouble: { kind: 'throw', run: 130 } }, 0, 500);
    await expect(failing).rejects.toMatchObject({ message: 'simulated run 130 failed: cannot add this', cause: { name: 'TypeError', message: 'cannot add this' } });
  });

  it('does not hang when a worker ends by itself, with runs that wait as well', async () => {
    const pool = threads(2);
    const waiting = pool.run({ add: 1, trouble: { kind: 'hang', run: 3 } }, 0, 500);
    const dying = pool.run({ add: 1, trouble: { kind: 'exit', run: 3 } }, 0, 64);
    await expect(dying).rejects.toThrow(/ended by itself with exit code 9 during runs 0 to 63/);
    await expect(waiting).rejects.toThrow(/exit code 9/);
    await expect(pool.run({ add: 1, trouble: NO_TROUBLE }, 0, 1)).rejects.toThrow(/exit code 9/);
  });

  it('keeps the cause when a worker breaks down outside of a run', async () => {
    await expect(threads(1).run({ add: 1, trouble: { kind: 'crash', run: 2 } }, 0, 64)).rejects.toMatchObject({ message: expect.stringMatching(/broke down during runs 0 to 63: out of range/), cause: { name: 'RangeError' } });
  });

  it('names an entry that is not there', async () => {
    const pool = opened(threadPool<SumTask, SumRow>({ entry: new URL('no-such-worker.ts', ENTRY), workers: 1 }));
    await expect(pool.run({ add: 1, trouble: NO_TROUBLE }, 0, 1)).rejects.toThrow(/no-such-worker/);
  });

  it('stops when it is told to, with the reason', async () => {
    const controller = new AbortController();
    const running = threads(2, controller.signal).run({ add: 1, trouble: { kind: 'hang', run: 0 } }, 0, 500);
    controller.abort(new Error('Ctrl-C'));
    await expect(running).rejects.toThrow('Ctrl-C');
    await expect(threads(1, controller.signal).run({ add: 1, trouble: NO_TROUBLE }, 0, 1)).rejects.toThrow('Ctrl-C');
  });

  it('gives up what is running when it is closed', async () => {
    const pool = threads(1);
    const running = pool.run({ add: 1, trouble: { kind: 'hang', run: 0 } }, 0, 1);
    const failed = expect(running).rejects.toThrow(/was closed/);
    await pool.close();
    await failed;
  });
});

describe('inProcessPool', () => {
  it('lets others have a turn, so that a signal stops it', async () => {
    const controller = new AbortController();
    const runs: number[] = [];
    const pool = inProcessPool((_: SumTask, run: number) => {
      runs.push(run);
      if (run === 20) setImmediate(() => controller.abort(new Error('Ctrl-C')));
      return { run, sum: run };
    }, controller.signal);
    await expect(pool.run({ add: 0, trouble: NO_TROUBLE }, 0, 10_000)).rejects.toThrow('Ctrl-C');
    expect(runs.length).toBeLessThan(100);
  });

  it('says which run failed', async () => {
    await expect(inProcessPool(runSum).run({ add: 1, trouble: { kind: 'throw', run: 40 } }, 0, 50)).rejects.toMatchObject({ run: 40, cause: new TypeError('cannot add this') });
  });
});

describe('openPool', () => {
  it('keeps little work here and starts threads for more; rows are the same', async () => {
    let here = 0;
    const pool = opened(
      openPool(
        (task: SumTask, run) => {
          here += 1;
          return runSum(task, run);
        },
        { entry: ENTRY, workers: 2 },
      ),
    );
    const task = { add: 9, trouble: NO_TROUBLE };
    expect(await pool.run(task, 0, 60)).toHaveLength(60);
    expect(here).toBe(60);
    expect(await pool.run(task, 60, 300)).toEqual(Array.from({ length: 240 }, (_, k) => ({ run: k + 60, sum: k + 69 })));
    expect(here).toBe(60);
  });

  it('starts no thread for one worker', async () => {
    const pool = opened(openPool(runSum, { entry: new URL('no-such-worker.ts', ENTRY), workers: 1 }));
    expect(await pool.run({ add: 1, trouble: NO_TROUBLE }, 0, 500)).toHaveLength(500);
  });
});
