/** The only source of time. Virtual in tests and simulations. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Resolves after `durationMs`, or early when `signal` aborts (no error). */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
