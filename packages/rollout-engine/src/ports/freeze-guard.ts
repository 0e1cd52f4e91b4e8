import type { Situation } from '@rampart/rollout-policy';

/** What is frozen for a target. Reads only. */
export interface FreezeGuard {
  /**
   * Says whether the data pinned for this target is still what it was; an unreadable manifest is an answer, not an error. What another rollout held is
   * nobody's any more: it is there only where somebody has set the freezes back.
   */
  verify(target: string, rollout: FreezingRollout): Promise<Situation['frozen']>;
  /** What a rollout that begins would hold frozen, as a document for LedgerEntry.freeze: nothing is frozen by this. */
  pin(request: PinRequest): Promise<Pinned>;
}

/** The rollout that asks. */
export interface FreezingRollout {
  readonly rolloutId: string;
  /** Its start has frozen data: then it is frozen, or somebody has lifted it, or has taken the freezes away. */
  readonly holds: boolean;
}

export interface PinRequest {
  readonly target: string;
  readonly rolloutId: string;
  /** Patterns, as the policy has them; at least one. */
  readonly paths: readonly string[];
}

export type Pinned = { readonly kind: 'pinned'; readonly document: string } | { readonly kind: 'refused'; readonly why: string };
