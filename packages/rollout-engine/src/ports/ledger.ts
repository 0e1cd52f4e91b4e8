import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { Result } from './port-error.ts';

/**
 * The history of targets, append-only. One line of events per target; the head moves by compare-and-swap.
 *
 * - `read` is consistent: state and head belong together. It may be stale; a stale head only costs a conflict.
 * - `append` succeeds only while `expectedHead` is still the head. It never succeeds twice for one head. When the reply was lost it
 *   reads back and answers truthfully: `appended` if our event is in, `conflict` otherwise; `outcome: 'unknown'` is an error only when
 *   reading back failed too.
 * - What was appended is never changed or removed.
 * - An entry with a `freeze` changes the FreezeStore of the same storage in the same move: whoever reads sees both or neither, also when the reply was
 *   lost. Changes of other freezes in between are no conflict. Lifting what nobody holds changes nothing.
 */
export interface Ledger {
  read(target: string): Promise<Result<LedgerView>>;
  append(entry: LedgerEntry): Promise<Result<AppendOutcome>>;
  /** All events of a target, oldest first; with `enough` at least the newest ones, back to where it is enough. */
  history(target: string, enough?: EnoughHistory): Promise<Result<readonly LedgerEvent[]>>;
}

/** Whether what came before `event` is not needed. `count`: events from this one to the newest. Asked from the newest one backwards. */
export type EnoughHistory = (event: LedgerEvent, count: number) => boolean;

export type LedgerView =
  | { readonly kind: 'empty' }
  | { readonly kind: 'present'; readonly head: string; readonly state: TargetState };

export interface LedgerEntry {
  readonly target: string;
  readonly expectedHead: { readonly kind: 'empty' } | { readonly kind: 'at'; readonly head: string };
  readonly event: LedgerEvent;
  /** The fold including `event`. */
  readonly state: TargetState;
  /** One line for people: becomes the subject of the record. */
  readonly title: string;
  /** What the rollout of this event freezes, or no longer does. Absent: the freezes stay as they are. */
  readonly freeze?: RolloutFreeze;
}

export type RolloutFreeze = { readonly kind: 'hold'; readonly document: string } | { readonly kind: 'lift' };

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly head: string }
  | { readonly kind: 'conflict'; readonly head: string };
