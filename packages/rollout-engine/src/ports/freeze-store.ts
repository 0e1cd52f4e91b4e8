import type { AppendOutcome } from './ledger.ts';
import type { Result } from './port-error.ts';

/**
 * Where freeze manifests live between jobs: one document per target, moved by compare-and-swap like the ledger, history kept.
 * `document: 'none'` in a write lifts the freeze. Documents are opaque here (data-freeze owns their form).
 */
export interface FreezeStore {
  readFreeze(target: string): Promise<Result<FreezeRecord>>;
  writeFreeze(change: FreezeChange): Promise<Result<AppendOutcome>>;
}

export type FreezeRecord =
  | { readonly kind: 'none'; readonly head: string }
  | { readonly kind: 'frozen'; readonly head: string; readonly document: string };

export interface FreezeChange {
  readonly target: string;
  readonly document: { readonly kind: 'none' } | { readonly kind: 'document'; readonly text: string };
  /** The head that was read; the empty string when the store had nothing yet. */
  readonly expectedHead: string;
  /** One line for people. */
  readonly title: string;
  readonly atMs: number;
}
