// The `decision-json` output: a decision as data for other tools. Documented in README.md; fields are added, never renamed or removed, within schema 1.
import { armsOf } from '@rampart/rollout-policy';
import type { Arms, Between, CheckReport, Decision, Harm, Reason, Turning } from '@rampart/rollout-policy';
import { changedByWords } from './changed-by-words.ts';
import { decisionWords } from './decision-words.ts';
import { reasonWords } from './reason-words.ts';
import type { RolloutContext } from './rollout-context.ts';

export interface DecisionDocument {
  readonly schema: 1;
  readonly target: string;
  readonly rolloutId: string;
  readonly stable: string;
  readonly candidate: string;
  readonly decision: Decision['kind'];
  readonly needs: Decision['needs'];
  /** The candidate's share of traffic in parts per million: before, and wanted now. */
  readonly fromPpm: number;
  readonly toPpm: number;
  /** Share of the requests that the candidate gets as copies. */
  readonly mirrorPpm: number;
  readonly stageIndex: number;
  /** For people, in one line each. */
  readonly sentence: string;
  readonly next: string;
  readonly wouldHaveChanged: string;
  /** The first one decided. `text` is for people, the other fields are the reason's own. */
  readonly reasons: readonly (Reason & { readonly text: string })[];
  readonly checks: readonly CheckDocument[];
  /** All checks that can roll back, taken together. */
  readonly merged: Decision['merged'];
  readonly harm: Harm;
  readonly turning: Turning;
}

export interface CheckDocument {
  readonly name: string;
  readonly verdict: CheckReport['verdict'];
  readonly then: CheckReport['then'];
  /** Counts since the rollout started, on the cell that certifies, with intervals of the ratio. */
  readonly stable: Arms['stable'];
  readonly candidate: Arms['candidate'];
  /** What speaks loudest against the candidate, the cell that it is about, and that cell's counts. */
  readonly claim: string;
  readonly cell: string;
  readonly loudest: Arms;
  readonly odds: number;
  readonly oddsNeeded: number;
  readonly sameOdds: number;
  readonly betterOdds: number;
  /** The candidate's rate over stable's, with bounds that hold at every look; a number that is not known yet is absent. */
  readonly factor: { readonly estimate?: number; readonly min?: number; readonly max?: number };
  /** Latency: between which histogram bounds (seconds) the quantile lies; a bound that is not known is absent. */
  readonly quantile: { readonly kind: 'none' } | { readonly kind: 'between'; readonly quantile: number; readonly stable: Partial<Between>; readonly candidate: Partial<Between> };
  readonly limit: CheckReport['limit'];
  readonly wait: CheckReport['wait'];
  readonly watermarkMs: number;
  readonly noData: string;
}

export function decisionDocument(decision: Decision, context: RolloutContext): DecisionDocument {
  const { what, why, next } = decisionWords(decision, context);
  return {
    schema: 1,
    target: context.target,
    rolloutId: context.rolloutId,
    stable: context.stable,
    candidate: context.candidate,
    decision: decision.kind,
    needs: decision.needs,
    fromPpm: decision.from,
    toPpm: decision.to,
    mirrorPpm: decision.mirror,
    stageIndex: decision.stageIndex,
    sentence: `${what} Why: ${why}`,
    next,
    wouldHaveChanged: changedByWords(decision, context),
    reasons: decision.reasons.map((reason) => ({ ...reason, text: reasonWords(reason, decision, context) })),
    checks: decision.checks.map(checkDocument),
    merged: decision.merged,
    harm: decision.harm,
    turning: decision.turning,
  };
}

/** One line of JSON. */
export function decisionJson(decision: Decision, context: RolloutContext): string {
  return JSON.stringify(decisionDocument(decision, context));
}

function checkDocument(report: CheckReport): CheckDocument {
  const { name, verdict, then, totals, claim, cell, odds, oddsNeeded, sameOdds, betterOdds, factor, quantile, limit, wait, watermarkMs, noData } = report;
  return {
    name,
    verdict,
    then,
    ...totals,
    claim,
    cell,
    loudest: loudestOf(report),
    odds,
    oddsNeeded,
    sameOdds,
    betterOdds,
    factor: { ...(Number.isFinite(factor.estimate) ? { estimate: factor.estimate } : {}), ...(factor.min > 0 ? { min: factor.min } : {}), ...(Number.isFinite(factor.max) ? { max: factor.max } : {}) },
    quantile: quantile.kind === 'none' ? quantile : { ...quantile, stable: known(quantile.stable), candidate: known(quantile.candidate) },
    limit,
    wait,
    watermarkMs,
    noData,
  };
}

/** JSON has no infinity, and 0 seconds are no bound. */
function known({ lower, upper }: Between): Partial<Between> {
  return { ...(lower > 0 ? { lower } : {}), ...(Number.isFinite(upper) ? { upper } : {}) };
}

function loudestOf(report: CheckReport): Arms {
  const { stable, candidate } = armsOf(report);
  return { stable, candidate };
}
