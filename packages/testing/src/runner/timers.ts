// Waiting, as a port: the harness waits only to end a process that does not end by itself, and tests must not sit through that.

export interface Timers {
  /** Calls `run` once after `delayMs`, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  after: (delayMs, run) => {
    // Longer delays than a timer can hold (24.8 days) never come in a job of six hours.
    const timer = setTimeout(run, Math.min(delayMs, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** How long the runner waits for a step that was told to end. Source: ProcessInvoker in actions/runner. */
export interface Patience {
  readonly interruptMs: number;
  readonly terminateMs: number;
  /** For output that children hold open after the step's own process has ended. */
  readonly outputMs: number;
}

export const runnerPatience: Patience = { interruptMs: 7_500, terminateMs: 2_500, outputMs: 5_000 };
