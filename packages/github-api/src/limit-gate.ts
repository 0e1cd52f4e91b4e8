// Lets requests through, except while GitHub asked for none: then they wait for their time, or are told that it is too far off. And except where nothing was
// answered for long: a proxy that drops every packet takes the whole timeout of every request, and a look that asks ten times would last for minutes.
import type { RateLimit } from './rate-limit.ts';
import type { TimedAnswer } from './server-time.ts';

export type Bucket = 'rest' | 'graphql';

/** As the engine's: time passes only where somebody sleeps. */
export interface ApiClock {
  nowMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since a moment of its own; nobody sets it. Absent: nobody sets `nowMs`. */
  readonly steadyMs?: () => number;
  /** Is told of every answer, by `steadyMs`. */
  readonly heard?: (answer: TimedAnswer) => void;
}

/** What GitHub has said of one token's limits: they hold for every client that asks with it. */
export interface TokenLimits {
  of(bucket: Bucket): { readonly untilMs: number; /** The longest wait that was told and is not over. */ readonly waitMs: number };
  close(bucket: Bucket, limit: RateLimit, nowMs: number): void;
  served(bucket: Bucket): void;
}

export interface GateOptions {
  readonly limits: TokenLimits;
  /** One that nobody sets, in whatever time it tells: so do all times here. */
  readonly clock: Pick<ApiClock, 'nowMs' | 'sleep'>;
  readonly signal: AbortSignal;
  /** Nothing waits past this. */
  readonly waitsUntilMs: number;
  /** Of limits that are longer than this when GitHub tells of them nothing waits for the end; who asks before it is told at once. */
  readonly waitMsMax: number;
  /** So long may go by without an answer before nothing more is asked for a while. */
  readonly silenceMsMax: number;
  /** What one request may take: where more time has passed, a clock was set or a machine slept. */
  readonly requestMsMax: number;
}

export type Passage = { readonly kind: 'open' } | { readonly kind: 'closed'; readonly by: 'limit' | 'silence'; readonly untilMs: number };

export interface LimitGate {
  pass(bucket: Bucket): Promise<Passage>;
  /** GitHub put off a request of this bucket. */
  close(bucket: Bucket, limit: RateLimit): void;
  /** GitHub served one. */
  served(bucket: Bucket): void;
  /** GitHub said something, whatever it was. */
  heard(): void;
  /** What was sent then has no answer, or none that can be read. `closed`: that was the last one for a while. */
  unheard(sentAtMs: number): 'open' | 'closed';
  waitedMs(): number;
}

const FIRST_WAIT_MS = 60_000;
/** After this one request finds out whether somebody is there again. */
const SILENCE_PAUSE_MS = 30_000;

export function tokenLimits(): TokenLimits {
  const told: Record<Bucket, { readonly untilMs: number; readonly waitMs: number }> = { rest: { untilMs: 0, waitMs: 0 }, graphql: { untilMs: 0, waitMs: 0 } };
  const unsaid: Record<Bucket, number> = { rest: 0, graphql: 0 };
  return {
    of: (bucket) => told[bucket],
    close: (bucket, { wait, scope }, nowMs) => {
      const waitMs = wait.kind === 'for' ? wait.waitMs : FIRST_WAIT_MS * 2 ** Math.min(unsaid[bucket], 10);
      if (wait.kind === 'unsaid') unsaid[bucket] += 1;
      const closed: readonly Bucket[] = scope === 'all' ? ['rest', 'graphql'] : [bucket];
      for (const one of closed) {
        const before = told[one];
        told[one] = { untilMs: Math.max(before.untilMs, nowMs + waitMs), waitMs: Math.max(waitMs, before.untilMs > nowMs ? before.waitMs : 0) };
      }
    },
    served: (bucket) => {
      unsaid[bucket] = 0;
    },
  };
}

export function limitGate({ limits, clock, signal, waitsUntilMs, waitMsMax, silenceMsMax, requestMsMax }: GateOptions): LimitGate {
  let waitedMs = 0;
  let silentSinceMs = Number.POSITIVE_INFINITY;
  let silentUntilMs = 0;
  return {
    pass: async (bucket) => {
      for (;;) {
        const nowMs = clock.nowMs();
        const { untilMs, waitMs } = limits.of(bucket);
        if (nowMs < silentUntilMs && nowMs >= silentUntilMs - SILENCE_PAUSE_MS) return { kind: 'closed', by: 'silence', untilMs: silentUntilMs };
        if (nowMs >= untilMs) return { kind: 'open' };
        if (untilMs > waitsUntilMs || waitMs > waitMsMax || signal.aborted) return { kind: 'closed', by: 'limit', untilMs };
        await clock.sleep(untilMs - nowMs, signal);
        waitedMs += clock.nowMs() - nowMs;
      }
    },
    close: (bucket, limit) => limits.close(bucket, limit, clock.nowMs()),
    served: (bucket) => limits.served(bucket),
    heard: () => {
      silentSinceMs = Number.POSITIVE_INFINITY;
      silentUntilMs = 0;
    },
    unheard: (sentAtMs) => {
      const nowMs = clock.nowMs();
      silentSinceMs = Math.min(silentSinceMs, Math.max(sentAtMs, nowMs - requestMsMax));
      if (nowMs - silentSinceMs < silenceMsMax) return 'open';
      silentUntilMs = nowMs + SILENCE_PAUSE_MS;
      return 'closed';
    },
    waitedMs: () => waitedMs,
  };
}
