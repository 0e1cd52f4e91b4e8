// What an operation of the engine came to. Exit codes and sentences are made from this elsewhere.
import type { Decision, TargetState } from '@rampart/rollout-policy';
import type { PortError } from './ports/port-error.ts';

export interface Report {
  /** What could not be seen or done, for a person; nothing here is fatal by itself. */
  readonly warnings: readonly string[];
  /** What is still to be done by the next tick or by a person, when something was cut short. */
  readonly todo: readonly string[];
}

/** The labels of a release that ended say that it is worse than allowed. Told once. */
export interface FollowNews {
  /** `restored`: what served before serves again. `told`: it does not, for the reason `why`; a person is needed. */
  readonly kind: 'told' | 'restored';
  readonly rolloutId: string;
  readonly version: string;
  /** Names of the checks. */
  readonly worse: readonly string[];
  readonly why: string;
}

export interface TickReport extends Report {
  readonly followed: readonly FollowNews[];
}

export type TickOutcome = TickReport &
  (
    /** `unrecorded`: why traffic was taken away and there is no record of it. */
    | { readonly kind: 'decided'; readonly state: TargetState; readonly decision: Decision; readonly recorded: boolean; readonly snapshot: unknown; readonly unrecorded?: PortError }
    /** No rollout and nothing to start. */
    | { readonly kind: 'idle'; readonly state: TargetState; readonly why: string }
    /** Read-only look at a target that has no ledger, or no rollout yet: what acting would begin with. */
    | { readonly kind: 'would-start'; readonly what: string }
    /** Another tick got there first. Nothing was applied twice. */
    | { readonly kind: 'lost-race' }
    /** Nothing may be decided: the ledger cannot be read. */
    | { readonly kind: 'no-ledger'; readonly error: PortError }
    /** What was asked for cannot be: the candidate, its evidence or the slots are wrong. Nothing was changed. */
    | { readonly kind: 'refused'; readonly why: string }
  );

export const NO_REPORT: Report = { warnings: [], todo: [] };
export const NO_NEWS: TickReport = { ...NO_REPORT, followed: [] };

export function describeError(error: PortError): string {
  return `${error.port}: ${error.message}`;
}
