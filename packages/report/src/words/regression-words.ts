// What a check found, by the numbers that the decision carries, and the odds that it found it by.
import { armsOf } from '@rampart/rollout-policy';
import type { CheckReport, Decision } from '@rampart/rollout-policy';
import { duration, odds } from '../text/quantity.ts';
import { cellOf, comparisonWords, factsOf } from './comparison-words.ts';
import type { RolloutContext } from './rollout-context.ts';

interface Found {
  readonly check: string;
  readonly cell: string;
}

/** `v42 failed 3.3 times as often as v41 in the same 5 min`. */
export function regressionWords(reason: Found, decision: Decision, context: RolloutContext): string {
  const words = foundWords(reason, decision, context);
  const state = factsOf(context, reason.check)?.state;
  return state === undefined || state.originMs < 0 || state.watermarkMs <= state.originMs ? words : `${words} in the same ${duration(state.watermarkMs - state.originMs)}`;
}

/** The same without the time. */
export function foundWords({ check, cell }: Found, decision: Decision, context: RolloutContext): string {
  const report = decision.checks.find((known) => known.name === check);
  const facts = factsOf(context, check);
  const isLoudest = report !== undefined && report.cell === cell;
  const counts = isLoudest ? armsOf(report) : cell === 'all' && report !== undefined ? report.totals : cellOf(facts, cell);
  return comparisonWords(context, { check, claim: isLoudest ? report.claim : cell, cell, stable: counts.stable, candidate: counts.candidate });
}

/** A finding stands once its odds were reached, also when they have come down since. */
export function oddsWords(context: RolloutContext, reason: { readonly check?: string; readonly odds: number; readonly oddsNeeded: number }): string {
  const peak = reason.check === undefined ? reason.odds : (factsOf(context, reason.check)?.state.oddsPeak ?? reason.odds);
  return `Odds against bad luck ${odds(Math.max(reason.odds, peak))}, ${askedWords(reason.oddsNeeded, context)}.`;
}

/** A promise of 1 % asks for 100 : 1 over the whole release; several checks share it, and then each of them needs more. */
function askedWords(oddsNeeded: number, { promise }: RolloutContext): string {
  const asked = 1 / promise.falseAlarmRatio;
  if (!(promise.falseAlarmRatio > 0) || oddsNeeded < asked * 1.01) return `you asked for ${odds(oddsNeeded)}`;
  return `enough is ${odds(oddsNeeded)} (you asked for ${odds(asked)}, which the checks share)`;
}

/** Requests of the candidate that the check which saw most of them has judged. Samples of gauges are no requests. */
export function requestsSeen(decision: Decision): number {
  const counting = decision.checks.filter(({ totals }) => totals.candidate.events <= totals.candidate.trials);
  return Math.max(0, ...counting.map(({ totals }: CheckReport) => totals.candidate.trials));
}
