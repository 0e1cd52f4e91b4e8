// A concurrency group as GitHub has it: one run in progress and one that waits. A newer one cancels the one that waits, and with `cancelInProgress` also the
// one that runs. Without a group everything runs at once.

export type Concurrency = { readonly kind: 'none' } | { readonly kind: 'group'; readonly cancelInProgress: boolean };

export interface Queued {
  /** Its turn has come; resolves when it is over. */
  run(): Promise<void>;
  /** It is cancelled: while it runs, or before it ever did. */
  cancel(): void;
}

export interface ConcurrencyGroup {
  enter(queued: Queued): void;
}

export function concurrencyGroup(concurrency: Concurrency): ConcurrencyGroup {
  let running: Queued | 'none' = 'none';
  let pending: Queued | 'none' = 'none';

  const start = (queued: Queued): void => {
    running = queued;
    void queued.run().finally(() => {
      const next = pending;
      running = 'none';
      pending = 'none';
      if (next !== 'none') start(next);
    });
  };
  return {
    enter: (queued) => {
      if (concurrency.kind === 'none') void queued.run();
      else if (running === 'none') start(queued);
      else {
        if (pending !== 'none') pending.cancel();
        pending = queued;
        if (concurrency.cancelInProgress) running.cancel();
      }
    },
  };
}
