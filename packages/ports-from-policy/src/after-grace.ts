// What is left of a job that is cancelled: the runner interrupts it, and kills it 7.5 seconds later. What is under way may be answered for a while, and then
// is given up as if its answer had been lost: state and router are read back by the next job anyway.
import type { Clock } from '@rampart/rollout-engine';

/** Enough for an answer that is on its way, and early enough to say what happened. */
const GRACE_MS = 3_000;

/** Aborts a while after `signal` does. */
export function afterGrace(signal: AbortSignal): AbortSignal {
  const over = new AbortController();
  const begin = (): void => {
    // Nothing is kept waiting for it.
    setTimeout(() => over.abort(new JobCancelled()), GRACE_MS).unref();
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return over.signal;
}

/** A clock on which nobody sleeps longer than that. */
export function clockUntil(over: AbortSignal, clock: Clock): Clock {
  return { ...clock, sleep: (durationMs, signal) => clock.sleep(durationMs, signal === undefined ? over : AbortSignal.any([signal, over])) };
}

/** `fetch` that waits no longer than that. */
export function fetchUntil(over: AbortSignal, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init = {}) => fetch(input, { ...init, signal: init.signal === undefined || init.signal === null ? over : AbortSignal.any([init.signal, over]) });
}

class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
  readonly code = 'the job was cancelled';

  constructor() {
    super('the job was cancelled');
  }
}
