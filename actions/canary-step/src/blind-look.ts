// What a job that stays knows of a target from its own looks, and whether it stays with one whose ledger it cannot read any more: it looks on, and is told without
// asking GitHub while that wants nothing of it. The same where somebody else was faster.
import type { TickOutcome } from '@rampart/rollout-engine';
import { memoryOf, type Memory } from './from-memory.ts';
import type { Mode } from './stays-for.ts';

export interface Watch {
  /** It has stayed for the target after a look that could decide. Whoever has seen nothing yet has nothing to stay for. */
  readonly isWatching: boolean;
  /** When a look could decide for the last time. */
  readonly sawAtMs: number;
  /** Its last look was slower than another job. */
  readonly lostBefore: boolean;
  /** What a look without the ledger goes by. */
  readonly memory: Memory | 'nothing';
}

export function watchFrom(nowMs: number): Watch {
  return { isWatching: false, sawAtMs: nowMs, lostBefore: false, memory: 'nothing' };
}

/** Of a job that stays after this look. */
export function watchAfter(watch: Watch, seen: TickOutcome, nowMs: number): Watch {
  if (seen.kind === 'decided') return { isWatching: true, sawAtMs: nowMs, lostBefore: false, memory: memoryOf(seen.state) };
  return { ...watch, lostBefore: seen.kind === 'lost-race' };
}

export interface BlindJob {
  readonly mode: Mode;
  readonly nowMs: number;
  /** Without a word of when it ends, so long may it last: what the job knows may be the trouble, and the next one begins anew. */
  readonly blindMs: number;
  readonly endsAtMs: number;
}

/** Traffic that was worth staying for is still there, and a schedule may come hours later than the end of a limit. One that outlasts the job is the next one's. */
export function staysBlind({ isWatching, sawAtMs, lostBefore }: Watch, outcome: TickOutcome, { mode, nowMs, blindMs, endsAtMs }: BlindJob): boolean {
  if (!isWatching || mode === 'tick' || mode === 'observe') return false;
  // Who was faster may have been a job that looks once and goes; who is faster twice is there to stay.
  if (outcome.kind === 'lost-race') return !lostBefore;
  if (outcome.kind !== 'no-ledger' || !outcome.error.retryable) return false;
  const { notBeforeMs } = outcome.error;
  return notBeforeMs === undefined ? nowMs - sawAtMs < blindMs : notBeforeMs < endsAtMs;
}
