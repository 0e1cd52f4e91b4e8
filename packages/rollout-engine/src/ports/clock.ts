/** The only source of time. Virtual in tests and simulations. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Milliseconds since a moment of its own, which go on evenly when the clock is set or put right: for how long something may last. Absent: `nowMs` does. */
  readonly steadyMs?: () => number;
  /** Resolves after `durationMs`, or early when `signal` aborts (no error). */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
