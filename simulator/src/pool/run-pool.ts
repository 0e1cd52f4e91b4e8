// Runs of a task, wherever they are computed. A run is addressed by its number alone, so the rows do not depend on who computes them or in which order.

export interface RunPool<Task, Row> {
  /** Rows of the runs `fromRun` to `toRun` (not included), in run order. Rejects with what went wrong, or with the reason of the signal that stopped it. */
  run(task: Task, fromRun: number, toRun: number): Promise<readonly Row[]>;
  /** Frees what the pool holds. What is still running is given up. */
  close(): Promise<void>;
}

/** One run. Plain data in and out: both cross to other threads. */
export type RunOne<Task, Row> = (task: Task, run: number) => Row | Promise<Row>;

/** A run that threw, wherever it ran. */
export class RunFailed extends Error {
  override readonly name = 'RunFailed';
  readonly run: number;
  constructor(run: number, cause: unknown) {
    super(`simulated run ${run} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.run = run;
  }
}

export async function runsOf<Task, Row>(runOne: RunOne<Task, Row>, task: Task, { fromRun, toRun }: { readonly fromRun: number; readonly toRun: number }): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let run = fromRun; run < toRun; run += 1) {
    try {
      rows.push(await runOne(task, run));
    } catch (error) {
      throw new RunFailed(run, error);
    }
  }
  return rows;
}
