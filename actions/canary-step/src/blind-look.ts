// Whether a job stays with a target whose ledger it cannot read any more: it looks on, and is told without asking GitHub while that wants
// nothing of it. The same where somebody else was faster.
import type { TickOutcome } from '@rampart/rollout-engine';
import type { Mode } from './stays-for.ts';

export interface BlindJob {
  readonly mode: Mode;
  /** It has stayed for the target after a look that could decide. Whoever has seen nothing yet has nothing to stay for. */
  readonly isWatching: boolean;
  readonly nowMs: number;
  /** When a look could decide for the last time. */
  readonly sawAtMs: number;
  /** Without a word of when it ends, so long may it last: what the job knows may be the trouble, and the next one begins anew. */
  readonly blindMs: number;
  readonly endsAtMs: number;
  /** Its last look, too, was slower than another job. */
  readonly lostBefore: boolean;
}

/** Traffic that was worth staying for is still there, and a schedule may come hours later than the end of a limit. One that outlasts the job is the next one's. */
export function staysBlind(outcome: TickOutcome, { mode, isWatching, nowMs, sawAtMs, blindMs, endsAtMs, lostBefore }: BlindJob): boolean {
  if (!isWatching || mode === 'tick' || mode === 'observe') return false;
  // Who was faster may have been a job that looks once and goes; who is faster twice is there to stay.
  if (outcome.kind === 'lost-race') return !lostBefore;
  if (outcome.kind !== 'no-ledger' || !outcome.error.retryable) return false;
  const { notBeforeMs } = outcome.error;
  return notBeforeMs === undefined ? nowMs - sawAtMs < blindMs : notBeforeMs < endsAtMs;
}
