// What is read of one target before it is examined. Failures are part of it; nothing here judges.
import type { BlocksAnswer, FreezeRecord, LedgerView, RegisteredRelease, Result, RouterReading } from '@rampart/rollout-engine';
import type { Check, LedgerEvent, Policy } from '@rampart/rollout-policy';

export interface TargetReadings {
  readonly policy: Policy;
  /** What a command line for people ends with so that it means this ledger: empty, or ` --ledger github:acme/rollouts`. */
  readonly ledgerOption: string;
  readonly atMs: number;
  readonly router: Result<RouterReading>;
  readonly ledger: LedgerReading;
  readonly freeze: Result<FreezeRecord>;
  readonly registry: RegistryReading;
  readonly arms: ArmsReading;
  readonly live: LiveReading;
  readonly labels: readonly LabelsReading[];
}

export interface LedgerReading {
  readonly view: Result<LedgerView>;
  readonly events: Result<readonly LedgerEvent[]>;
}

export interface RegistryReading {
  readonly newest: Result<{ readonly kind: 'none' } | RegisteredRelease>;
  readonly pointer: Result<{ readonly kind: 'none' } | { readonly kind: 'at'; readonly version: string }>;
}

/** Which slot is which, as the ledger or else the router tells it; what is in them (`none`: nothing), and what they get of the requests now, 0 to 1. */
export type ArmsReading =
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'arms'; readonly stable: string; readonly candidate: string; readonly versions: { readonly stable: string; readonly candidate: string }; readonly candidateShare: number; readonly candidateCopies: number; readonly candidateIsEmpty: boolean };

/** Two looks at the metric source, and what was counted in between. */
export type LiveReading =
  | { readonly kind: 'not-read'; readonly why: string }
  | { readonly kind: 'read'; readonly spanMs: number; readonly answer: Result<BlocksAnswer>; readonly stableAlone: StableAlone };

/** Stable's pages by themselves: asked where both arms together gave nothing because nothing runs in the other slot yet. */
export type StableAlone = { readonly kind: 'not-asked' } | { readonly kind: 'asked'; readonly answer: Result<BlocksAnswer> };

/** The labels of one check for requests that are old enough. */
export interface LabelsReading {
  readonly check: Check;
  readonly fromMs: number;
  readonly toMs: number;
  readonly answer: Result<BlocksAnswer>;
}
