import type { AppendOutcome } from './ledger.ts';
import type { Result } from './port-error.ts';

/**
 * Where freeze manifests live between jobs, moved by compare-and-swap like the ledger, history kept. A target has at most two: what a person froze, and
 * what its live rollout holds. The second comes and goes with events of the ledger (LedgerEntry.freeze), so that there is one per rollout. A path is
 * frozen as long as any manifest of any target has it. Documents are opaque here (data-freeze owns their form).
 *
 * - `readFreeze` and `readFreezes` may be stale; a stale head only costs a conflict.
 * - `writeFreeze` with `document: 'none'` lifts the freeze. Changes of other targets are no conflict.
 */
export interface FreezeStore {
  /** Default: what a person froze. */
  readFreeze(target: string, by?: FreezeHolder): Promise<Result<FreezeRecord>>;
  /** Every freeze of every target. */
  readFreezes(): Promise<Result<FreezeRecords>>;
  writeFreeze(change: FreezeChange): Promise<Result<AppendOutcome>>;
}

export type FreezeHolder = 'hand' | 'rollout';

export type FreezeRecord =
  | { readonly kind: 'none'; readonly head: string }
  | { readonly kind: 'frozen'; readonly head: string; readonly document: string };

export interface FreezeRecords {
  /** Empty while nothing was ever frozen. The same head means the same freezes. */
  readonly head: string;
  readonly freezes: readonly { readonly by: FreezeHolder; readonly document: string }[];
}

export interface FreezeChange {
  readonly target: string;
  /** Default: what a person froze. */
  readonly by?: FreezeHolder;
  readonly document: { readonly kind: 'none' } | { readonly kind: 'document'; readonly text: string };
  /** The head that was read; the empty string when the store had nothing yet. */
  readonly expectedHead: string;
  /** One line for people. */
  readonly title: string;
  readonly atMs: number;
}
