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
 */
export interface Ledger {
  read(target: string): Promise<Result<LedgerView>>;
  append(entry: LedgerEntry): Promise<Result<AppendOutcome>>;
  /** All events of a target, oldest first. */
  history(target: string): Promise<Result<readonly LedgerEvent[]>>;
}

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
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly head: string }
  | { readonly kind: 'conflict'; readonly head: string };
