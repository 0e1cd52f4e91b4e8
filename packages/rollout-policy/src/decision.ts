// What decide() says: a decision with the numbers behind it. No sentences here; report renders them on demand.
import type { ArmCounts } from './evidence.ts';
import type { CheckAction } from './policy.ts';
import type { Ppm } from './units.ts';

export type DecisionKind = 'advance' | 'hold' | 'stepBack' | 'promote' | 'rollback' | 'halt' | 'finished';

export type Verdict = 'better' | 'same' | 'acceptable' | 'worse' | 'insufficient' | 'invalid';

export interface Decision {
  readonly kind: DecisionKind;
  readonly from: Ppm;
  /** The weight that is wanted now. Equals `from` for hold and promote (promote's own job raises it), 0 for rollback. */
  readonly to: Ppm;
  readonly needs: 'nothing' | 'approval' | 'human';
  /** The first reason is the one that decided. Never empty. */
  readonly reasons: readonly Reason[];
  readonly checks: readonly CheckReport[];
  readonly harm: Harm;
  /** Index into the policy's plan of the stage that the rollout is in after this decision. */
  readonly stageIndex: number;
}

export interface Harm {
  /** Bad requests of the candidate beyond what stable would have had on the same requests; may be negative by luck. */
  readonly excess: number;
  readonly budget: number;
}

export interface CheckReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly then: CheckAction;
  /** The cell that speaks loudest: `all`, a slice, or a bucket bound. */
  readonly cell: string;
  /** Totals since the rollout started, for showing; verdicts come from blocks, never from these sums. */
  readonly totals: { readonly stable: ArmCounts; readonly candidate: ArmCounts };
  /** Evidence that the candidate is worse than allowed, as odds against luck, and the odds at which this check decides alone. */
  readonly odds: number;
  readonly oddsNeeded: number;
  /** Evidence that it is not worse than the margin / strictly better. */
  readonly sameOdds: number;
  readonly betterOdds: number;
  readonly certifyOddsNeeded: number;
  /** Upper confidence bound of the candidate's rate over stable's (`factor`), infinite while nothing is known. */
  readonly factorMax: number;
  /** What stands against the check's limit, where it has one. */
  readonly limit: LimitReport;
  readonly blocksUsed: number;
  readonly watermarkMs: number;
  readonly noData: string;
}

export type LimitReport =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept' | 'breached'; readonly ratioMax: number; readonly observed: ArmCounts };

export type Reason =
  | { readonly code: 'aborted'; readonly actor: string; readonly why: string }
  | { readonly code: 'weight-lowered-outside'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'weight-raised-outside'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'lowered-before-record'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'limit-breached'; readonly check: string; readonly cell: string; readonly observed: ArmCounts; readonly ratioMax: number }
  | { readonly code: 'common-mode'; readonly check: string; readonly stable: ArmCounts; readonly candidate: ArmCounts }
  | { readonly code: 'stable-dead' }
  | { readonly code: 'regression'; readonly check: string; readonly cell: string; readonly odds: number; readonly oddsNeeded: number }
  | { readonly code: 'combined-regression'; readonly checks: readonly string[]; readonly odds: number; readonly oddsNeeded: number }
  | { readonly code: 'check-says-worse'; readonly check: string; readonly cell: string; readonly then: CheckAction; readonly odds: number }
  | { readonly code: 'harm-budget-spent'; readonly excess: number; readonly budget: number }
  | { readonly code: 'blind'; readonly sinceMs: number; readonly forMs: number }
  | { readonly code: 'no-data'; readonly check: string; readonly why: string }
  | { readonly code: 'frozen-data-changed'; readonly paths: readonly string[] }
  | { readonly code: 'frozen-data-unreadable'; readonly why: string }
  | { readonly code: 'router-unreadable'; readonly why: string }
  | { readonly code: 'candidate-not-ready'; readonly why: string }
  | { readonly code: 'candidate-digest-differs'; readonly expected: string; readonly observed: string }
  | { readonly code: 'insufficient'; readonly check: string; readonly trials: number; readonly trialsNeeded: number }
  | { readonly code: 'traffic-unknown' }
  | { readonly code: 'dwell'; readonly untilMs: number }
  | { readonly code: 'budget-too-small'; readonly allowed: Ppm; readonly next: Ppm }
  | { readonly code: 'promise-allows-less'; readonly allowed: Ppm }
  | { readonly code: 'weight-held-by-promise'; readonly allowed: Ppm }
  | { readonly code: 'not-certified'; readonly check: string; readonly sameOdds: number; readonly oddsNeeded: number }
  | { readonly code: 'undecided'; readonly afterMs: number; readonly ifUndecided: 'ask' | 'promote' | 'rollback' }
  | { readonly code: 'approval-needed' }
  | { readonly code: 'smoke-passed' }
  | { readonly code: 'stage-passed'; readonly stage: string }
  | { readonly code: 'all-certified' }
  | { readonly code: 'baked'; readonly forMs: number }
  | { readonly code: 'baking'; readonly leftMs: number }
  | { readonly code: 'awaiting-promotion' }
  | { readonly code: 'superseded'; readonly by: string }
  /** The decision to take the candidate out was made before; `why` is how it was told then. */
  | { readonly code: 'leaving'; readonly why: string };
