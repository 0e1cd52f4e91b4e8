// The `decision-json` output: a decision as data for other tools. Documented in README.md; fields are added, never renamed or removed, within schema 1.
import type { ArmCounts, CheckReport, Decision, Harm, Reason } from '@rampart/rollout-policy';
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
  readonly stageIndex: number;
  /** For people, in one line each. */
  readonly sentence: string;
  readonly next: string;
  /** The first one decided. `text` is for people, the other fields are the reason's own. */
  readonly reasons: readonly (Reason & { readonly text: string })[];
  readonly checks: readonly CheckDocument[];
  readonly harm: Harm;
}

export interface CheckDocument {
  readonly name: string;
  readonly verdict: CheckReport['verdict'];
  readonly then: CheckReport['then'];
  readonly cell: string;
  readonly stable: ArmCounts;
  readonly candidate: ArmCounts;
  readonly odds: number;
  readonly oddsNeeded: number;
  readonly sameOdds: number;
  readonly betterOdds: number;
  readonly certifyOddsNeeded: number;
  /** Upper bound of the candidate's rate over stable's; absent while nothing is known. */
  readonly factorMax?: number;
  readonly limit: CheckReport['limit'];
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
    stageIndex: decision.stageIndex,
    sentence: `${what} Why: ${why}`,
    next,
    reasons: decision.reasons.map((reason) => ({ ...reason, text: reasonWords(reason, decision, context) })),
    checks: decision.checks.map(checkDocument),
    harm: decision.harm,
  };
}

/** One line of JSON. */
export function decisionJson(decision: Decision, context: RolloutContext): string {
  return JSON.stringify(decisionDocument(decision, context));
}

function checkDocument(report: CheckReport): CheckDocument {
  const { name, verdict, then, cell, totals, odds, oddsNeeded, sameOdds, betterOdds, certifyOddsNeeded, factorMax, limit, watermarkMs, noData } = report;
  return {
    name,
    verdict,
    then,
    cell,
    ...totals,
    odds,
    oddsNeeded,
    sameOdds,
    betterOdds,
    certifyOddsNeeded,
    ...(Number.isFinite(factorMax) ? { factorMax } : {}),
    limit,
    watermarkMs,
    noData,
  };
}
