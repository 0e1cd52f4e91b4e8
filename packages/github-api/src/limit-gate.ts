// Lets requests through, except while GitHub asked for none: then they wait for their time, or are told that it is too far off.
import type { RateLimit } from './rate-limit.ts';

export type Bucket = 'rest' | 'graphql';

/** As the engine's: time passes only where somebody sleeps. */
export interface ApiClock {
  nowMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export interface GateOptions {
  readonly clock: ApiClock;
  readonly signal: AbortSignal;
  /** Nothing waits past this. */
  readonly waitsUntilMs: number;
  /** Nothing waits longer than this at a time. */
  readonly waitMsMax: number;
}

export type Passage = { readonly kind: 'open' } | { readonly kind: 'closed'; readonly untilMs: number };

export interface LimitGate {
  pass(bucket: Bucket): Promise<Passage>;
  /** GitHub put off a request of this bucket. */
  close(bucket: Bucket, limit: RateLimit): void;
  /** GitHub served one. */
  served(bucket: Bucket): void;
  waitedMs(): number;
}

const FIRST_WAIT_MS = 60_000;

export function limitGate({ clock, signal, waitsUntilMs, waitMsMax }: GateOptions): LimitGate {
  const closedUntilMs: Record<Bucket, number> = { rest: 0, graphql: 0 };
  const unsaid: Record<Bucket, number> = { rest: 0, graphql: 0 };
  let waitedMs = 0;
  return {
    pass: async (bucket) => {
      for (;;) {
        const nowMs = clock.nowMs();
        const untilMs = closedUntilMs[bucket];
        if (nowMs >= untilMs) return { kind: 'open' };
        if (untilMs > waitsUntilMs || untilMs - nowMs > waitMsMax || signal.aborted) return { kind: 'closed', untilMs };
        await clock.sleep(untilMs - nowMs, signal);
        waitedMs += clock.nowMs() - nowMs;
      }
    },
    close: (bucket, limit) => {
      const waitMs = limit.wait.kind === 'for' ? limit.wait.waitMs : FIRST_WAIT_MS * 2 ** Math.min(unsaid[bucket], 10);
      if (limit.wait.kind === 'unsaid') unsaid[bucket] += 1;
      const closed: readonly Bucket[] = limit.scope === 'all' ? ['rest', 'graphql'] : [bucket];
      for (const one of closed) closedUntilMs[one] = Math.max(closedUntilMs[one], clock.nowMs() + waitMs);
    },
    served: (bucket) => {
      unsaid[bucket] = 0;
    },
    waitedMs: () => waitedMs,
  };
}
