// What the HTML report shows: rollouts with their series over time. Plain data; `reportFromLedger` derives it, `renderHtml` draws it.
import type { CheckAction, Decision, Harm, Outcome } from '@rampart/rollout-policy';
import type { Measure } from '../words/measure.ts';
import type { CheckRow } from '../briefing/check-row.ts';
import type { WeightStep } from './chapters.ts';

export interface RolloutReport {
  readonly target: string;
  /** Oldest first. */
  readonly rollouts: readonly RolloutRecord[];
  /** All traffic of the time, where somebody counted it (a proxy's log); the ledger alone does not know it. */
  readonly traffic: { readonly kind: 'unknown' } | { readonly kind: 'counted'; readonly requests: number; readonly failed: number };
}

export interface RolloutRecord {
  readonly id: string;
  readonly stable: string;
  readonly candidate: string;
  readonly startedAtMs: number;
  /** The last event where the rollout is still going on. */
  readonly endedAtMs: number;
  readonly outcome: Outcome | 'running';
  /** Why it ended that way, in one or two sentences. */
  readonly why: string;
  readonly weightMaxPpm: number;
  readonly harm: Harm;
  /** What every check said at the look that settled the outcome; the last look where none has. */
  readonly checks: readonly CheckRow[];
  readonly weight: WeightSeries;
  readonly rates: readonly RateSeries[];
  readonly evidence: readonly EvidenceSeries[];
  /** What moved the rollout, in order. */
  readonly marks: readonly DecisionMark[];
  /** What late labels said after the end. */
  readonly aftermath: readonly DecisionMark[];
  /** Every look, neighbours that said the same joined. */
  readonly looks: readonly LookSpan[];
}

export interface WeightSeries {
  readonly wanted: readonly WeightStep[];
  /** As the router showed it. */
  readonly observed: readonly WeightStep[];
  /** Share of requests that really reached the candidate, where somebody counted (a proxy's log). */
  readonly served: readonly ServedShare[];
}

export interface ServedShare {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly candidateRequests: number;
}

/** Bad events of one check, or of one of its cells, over the time in which the requests were made. */
export interface RateSeries {
  readonly check: string;
  readonly cell: string;
  /** `accuracy, region west` */
  readonly title: string;
  readonly measure: Measure;
  /** What is counted: `requests that failed`. */
  readonly counts: string;
  readonly stable: readonly RateBin[];
  readonly candidate: readonly RateBin[];
}

export interface RateBin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly trials: number;
  readonly events: number;
}

/** Odds that the candidate is worse than allowed, as of each look. */
export interface EvidenceSeries {
  readonly check: string;
  readonly then: CheckAction;
  readonly oddsNeeded: number;
  readonly points: readonly { readonly atMs: number; readonly odds: number }[];
}

export interface DecisionMark {
  readonly atMs: number;
  readonly kind: Decision['kind'] | 'start' | 'promoted' | 'ended' | 'told' | 'restored';
  /** The share from here on. */
  readonly weightPpm: number;
  /** One sentence: what happened. */
  readonly what: string;
  /** Another: why. May be empty. */
  readonly why: string;
  /** What would have changed it; empty where nothing was decided. */
  readonly changedBy: string;
  /** What was asked of a person; empty where nothing was. */
  readonly next: string;
}

export interface LookSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly looks: number;
  readonly kind: Decision['kind'];
  readonly weightPpm: number;
  readonly why: string;
  readonly changedBy: string;
}
