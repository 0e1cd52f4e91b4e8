// What decide() says: a decision with the numbers behind it. No sentences here; report renders them on demand.
import type { ArmCounts } from './evidence.ts';
import type { CheckAction, Margin } from './policy.ts';
import type { Ppm } from './units.ts';

export type DecisionKind = 'advance' | 'hold' | 'stepBack' | 'promote' | 'rollback' | 'halt' | 'finished';

export type Verdict = 'better' | 'same' | 'acceptable' | 'worse' | 'insufficient' | 'invalid';

export interface Decision {
  readonly kind: DecisionKind;
  readonly from: Ppm;
  /** The weight that is wanted now. Equals `from` for hold and promote (promote's own job raises it), 0 for rollback. */
  readonly to: Ppm;
  /** Share of the requests that the candidate gets as copies; above 0 only while it is shadowed. */
  readonly mirror: Ppm;
  readonly needs: 'nothing' | 'approval' | 'human';
  /** The first reason is the one that decided. Never empty. */
  readonly reasons: readonly Reason[];
  readonly checks: readonly CheckReport[];
  /** All live checks that can roll back, merged into one e-value, and the odds at which they decide together. */
  readonly merged: { readonly odds: number; readonly oddsNeeded: number };
  readonly harm: Harm;
  readonly turning: Turning;
  /** The open questions that an approval answered in this look; empty without one. */
  readonly answered: readonly string[];
  /** Index into the policy's plan of the stage that the rollout is in after this decision. */
  readonly stageIndex: number;
}

/** The smallest change of the newest block that would have changed the decision. */
export type Turning =
  | { readonly kind: 'none' }
  /** With `instead` events of the candidate in the newest block of `cell`, and not `seen`, the decision would have been `decision`. */
  | { readonly kind: 'events'; readonly check: string; readonly cell: string; readonly seen: number; readonly instead: number; readonly decision: DecisionKind };

export interface Harm {
  /** Bad requests of the candidate beyond what stable would have had on the same requests; may be negative by luck. */
  readonly excess: number;
  readonly budget: number;
}

export interface CheckReport {
  readonly name: string;
  readonly verdict: Verdict;
  readonly then: CheckAction;
  /** The cell that certifies: `all`, or for latency the bound nearest stable's 90th percentile. Its totals since the rollout started, for showing. */
  readonly totals: Arms;
  /** What speaks loudest against the candidate, if anything does: `all`, a slice, a bucket bound, a bin, `limit`; the cell that it is about, and what was seen of it (armsOf). */
  readonly claim: string;
  readonly cell: string;
  readonly arms: { readonly kind: 'as-totals' } | ({ readonly kind: 'own' } & Arms);
  /** Evidence that the candidate is worse than allowed, as odds against luck, and the odds at which this check decides alone. */
  readonly odds: number;
  readonly oddsNeeded: number;
  /** Evidence that it is not worse than what has to be ruled out / strictly better; 1/certifyAlpha certifies. */
  readonly sameOdds: number;
  readonly betterOdds: number;
  /** Candidate over stable on the certifying cell, compared block by block: the estimate, and bounds that hold at every look (0 and infinity while nothing is known). */
  readonly factor: { readonly estimate: number; readonly min: number; readonly max: number };
  /** Latency: between which histogram bounds (seconds) the quantile lies, per arm, at every look; 0 and infinity where no bound limits it. */
  readonly quantile: { readonly kind: 'none' } | { readonly kind: 'between'; readonly quantile: number; readonly stable: Between; readonly candidate: Between };
  /** What stands against the check's limit, where it has one. */
  readonly limit: LimitReport;
  /** How long until this check can certify, if the candidate is as good as stable and the traffic stays. */
  readonly wait: { readonly kind: 'none' } | { readonly kind: 'unknown' } | { readonly kind: 'time'; readonly ms: number };
  readonly watermarkMs: number;
  readonly noData: string;
}

export interface Between {
  readonly lower: number;
  readonly upper: number;
}

export interface Arms {
  readonly stable: ArmReport;
  readonly candidate: ArmReport;
}

export function armsOf({ arms, totals }: Pick<CheckReport, 'arms' | 'totals'>): Arms {
  return arms.kind === 'own' ? arms : totals;
}

/** Sums, never tested as sums, with an interval of the ratio at `certifyAlpha` that holds at every look if events come one by one (for showing). */
export interface ArmReport extends ArmCounts {
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/** `max`: what the limit allows: a ratio, or for gauges the value itself. */
export type LimitReport =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept' | 'breached'; readonly max: number; readonly observed: ArmCounts };

export type Reason =
  | { readonly code: 'aborted'; readonly actor: string; readonly why: string }
  | { readonly code: 'weight-lowered-outside'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'weight-raised-outside'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'lowered-before-record'; readonly recorded: Ppm; readonly observed: Ppm }
  | { readonly code: 'limit-breached'; readonly check: string; readonly cell: string; readonly observed: ArmCounts; readonly max: number }
  | { readonly code: 'common-mode'; readonly check: string; readonly stable: ArmCounts; readonly candidate: ArmCounts }
  | { readonly code: 'stable-dead' }
  | { readonly code: 'regression'; readonly check: string; readonly cell: string; readonly odds: number; readonly oddsNeeded: number }
  | { readonly code: 'combined-regression'; readonly checks: readonly string[]; readonly odds: number; readonly oddsNeeded: number }
  | { readonly code: 'check-says-worse'; readonly check: string; readonly cell: string; readonly then: CheckAction; readonly odds: number }
  /** Both arms are over the limit of something they share, since the last raise: back to the first weight. `healed`: that helped, so the candidate is to blame. */
  | { readonly code: 'shared-overload'; readonly check: string; readonly healed: boolean }
  /** After the promotion: worse than stable was before. Little or nothing runs beside it, so what hits everything cannot be told apart. */
  | { readonly code: 'worse-than-before'; readonly check: string; readonly observed: ArmCounts; readonly ratioMax: number }
  | { readonly code: 'sample-ratio'; readonly expected: Ppm; readonly stable: number; readonly candidate: number }
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
  /** `effect`: the size of trouble that is not ruled out yet. */
  | { readonly code: 'not-certified'; readonly check: string; readonly effect: Margin; readonly sameOdds: number; readonly oddsNeeded: number }
  | { readonly code: 'undecided'; readonly afterMs: number; readonly ifUndecided: 'ask' | 'promote' | 'rollback' }
  | { readonly code: 'approval-needed' }
  | { readonly code: 'quiet'; readonly untilMs: number }
  /** A person has paused the target. */
  | { readonly code: 'paused'; readonly by: string; readonly why: string; readonly sinceMs: number }
  /** `cases` of the golden set were answered through the real route; 0 without a probe, or where that was looks ago. */
  | { readonly code: 'smoke-passed'; readonly cases: number }
  | { readonly code: 'smoke-failed'; readonly cases: number; readonly failed: number; readonly first: string }
  | { readonly code: 'smoke-unavailable'; readonly why: string }
  | { readonly code: 'router-cannot-mirror' }
  | { readonly code: 'shadowing'; readonly leftMs: number }
  | { readonly code: 'split-won'; readonly check: string; readonly odds: number }
  /** An improvement of `worthwhile`, the least that would be worth having, is ruled out. */
  | { readonly code: 'split-futile'; readonly check: string; readonly worthwhile: Margin }
  | { readonly code: 'split-open'; readonly check: string; readonly odds: number; readonly oddsNeeded: number; readonly leftMs: number }
  | { readonly code: 'stage-passed'; readonly stage: string }
  | { readonly code: 'all-certified' }
  | { readonly code: 'baked'; readonly forMs: number }
  | { readonly code: 'baking'; readonly leftMs: number }
  | { readonly code: 'awaiting-promotion' }
  | { readonly code: 'superseded'; readonly by: string }
  /** The decision to take the candidate out was made before; `why` is how it was told then. */
  | { readonly code: 'leaving'; readonly why: string };
