import type { Situation } from '@rampart/rollout-policy';

/** What is frozen for a target. Reads only. */
export interface FreezeGuard {
  /** Says whether the data pinned for this target is still what it was; an unreadable manifest is an answer, not an error. */
  verify(target: string): Promise<Situation['frozen']>;
  /** What a rollout that begins would hold frozen, as a document for LedgerEntry.freeze: nothing is frozen by this. */
  pin(request: PinRequest): Promise<Pinned>;
}

export interface PinRequest {
  readonly target: string;
  readonly rolloutId: string;
  /** Patterns, as the policy has them; at least one. */
  readonly paths: readonly string[];
}

export type Pinned = { readonly kind: 'pinned'; readonly document: string } | { readonly kind: 'refused'; readonly why: string };
