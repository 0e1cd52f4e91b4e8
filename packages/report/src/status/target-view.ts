// What was read of a target's ledger, for who only looks: on the command line and in a workflow alike.
import type { TargetState } from '@rampart/rollout-policy';

export interface TargetView {
  readonly target: string;
  /** As a person would write it. */
  readonly policyFile: string;
  readonly read: TargetReading;
}

export type TargetReading =
  | { readonly kind: 'present'; readonly head: string; readonly state: TargetState }
  | { readonly kind: 'empty' }
  /** `passes`: it is away, or moves just now, and comes back by itself. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly passes: boolean };
