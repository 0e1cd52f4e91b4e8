// Every reason of a decision as a full sentence in plain words: what was seen, and by what rule that decides.
import { assertNever, type Decision, type Reason } from '@rampart/rollout-policy';
import { count, counted, duration, odds, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { armWords, comparisonWords, countsOf, factsOf, share } from './check-words.ts';
import { named, said, shortDigest, someOf } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import type { RolloutContext } from './rollout-context.ts';

export function reasonWords(reason: Reason, decision: Decision, context: RolloutContext): string {
  const [stable, candidate] = [named(context.stable), named(context.candidate)];
  switch (reason.code) {
    case 'aborted':
      return `${named(reason.actor)} stopped the rollout: ${said(reason.why)}.`;
    case 'weight-lowered-outside':
      return `Somebody else lowered ${candidate} from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} at the router. A person wins, so the rollout ends.`;
    case 'weight-raised-outside':
      return `Somebody else raised ${candidate} from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} at the router. Nothing moves until a person says what is wanted.`;
    case 'lowered-before-record':
      return `${candidate} had already been lowered from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} by a run that could not record it. The lower weight stands.`;
    case 'limit-breached':
      return `${armWords(context, { check: reason.check, cell: reason.cell, counts: reason.observed })}. The limit is ${percentOfRatio(reason.ratioMax)}.`;
    case 'common-mode':
      return `Both versions break the limit of ${named(reason.check)} at the same time (${stable} in ${share(reason.stable)}, ${candidate} in ${share(reason.candidate)}), so ${candidate} is not to blame for it.`;
    case 'stable-dead':
      return `${stable} does not work either, so there is nothing to go back to.`;
    case 'regression':
      return `${regressionWords(reason, decision, context)}. ${oddsWords(context, reason)}`;
    case 'combined-regression':
      return `Taken together, ${someOf(reason.checks)} say that ${candidate} is worse than ${stable}. ${oddsWords(context, reason)}`;
    case 'check-says-worse':
      return `${regressionWords(reason, decision, context)}. Odds against bad luck ${odds(reason.odds)}. ${actionWords(reason.then)}`;
    case 'harm-budget-spent':
      return `${candidate} has cost ${counted(reason.excess, 'bad request')} more than ${stable} would have had. The policy promises at most ${count(reason.budget)}.`;
    case 'blind':
      return `For ${duration(reason.forMs)}, since ${utcClock(reason.sinceMs)} UTC, nothing usable was measured while ${candidate} had traffic.`;
    case 'no-data':
      return `There is no usable data for ${named(reason.check)} (${said(reason.why)}). No data is not good data.`;
    case 'frozen-data-changed':
      return `Data that was frozen for this target has changed: ${someOf(reason.paths)}.`;
    case 'frozen-data-unreadable':
      return `Whether the frozen data is unchanged could not be checked (${said(reason.why)}).`;
    case 'router-unreadable':
      return `The router could not be read (${said(reason.why)}).`;
    case 'candidate-not-ready':
      return `${candidate} is not ready to serve (${said(reason.why)}).`;
    case 'candidate-digest-differs':
      return `The slot of ${candidate} holds other bytes than were released: expected ${shortDigest(reason.expected)}, found ${shortDigest(reason.observed)}.`;
    case 'insufficient':
      return reason.check === 'any'
        ? `It is too early to say anything about ${candidate}.`
        : `It is too early: ${named(reason.check)} has seen ${count(reason.trials)} of the ${counted(reason.trialsNeeded, 'request')} that it needs.`;
    case 'traffic-unknown':
      return `How many requests come in is not known yet, so no first share can be shown to be safe.`;
    case 'dwell':
      return `The present share is watched until ${utcClock(reason.untilMs)} UTC at least.`;
    case 'budget-too-small':
      return `Even the smallest step, ${percentOfWeight(reason.next)}, could cost more bad requests than promised; ${percentOfWeight(reason.allowed)} would be safe.`;
    case 'promise-allows-less':
      return `By the traffic and the evidence of now, the promise on bad requests allows ${percentOfWeight(reason.allowed)}.`;
    case 'weight-held-by-promise':
      return `By what is known so far, ${reason.allowed > decision.from ? `more than ${percentOfWeight(reason.allowed)}` : 'a larger share'} could cost more bad requests than promised.`;
    case 'not-certified':
      return `It is not certain enough yet that ${candidate} is as good as ${stable} in ${named(reason.check)}: odds ${odds(reason.sameOdds)}, needed ${odds(reason.oddsNeeded)}.`;
    case 'undecided':
      return undecidedWords(reason, decision, context);
    case 'approval-needed':
      return `The policy asks for a person's approval here.`;
    case 'smoke-passed':
      return `${candidate} is in place, answers, and is the release that was recorded.`;
    case 'stage-passed':
      return reason.stage === 'switch' ? `The plan says: all traffic in one move.` : noHarmWords(decision, context);
    case 'all-certified':
      return `Every check that can send ${candidate} back says that it is as good as ${stable} or better.`;
    case 'baked':
      return `${candidate} served nearly everything for ${duration(reason.forMs)} under the same checks.`;
    case 'baking':
      return `It is watched under the same checks for ${duration(reason.leftMs)} more.`;
    case 'awaiting-promotion':
      return `The checks are passed; the promote job has the next move.`;
    case 'superseded':
      return `${named(reason.by)} is newer and takes its place.`;
    case 'leaving':
      return `It was decided before to take ${candidate} out: ${leavingWords(reason.why, context)}.`;
    default:
      return assertNever(reason);
  }
}

/** `v42 failed 3.3 times as often as v41 in the same 5 min`. */
export function regressionWords(reason: { readonly check: string; readonly cell: string }, decision: Decision, context: RolloutContext): string {
  const report = decision.checks.find((known) => known.name === reason.check);
  const totals = report?.totals ?? { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
  const words = comparisonWords(context, reason.cell === 'all' ? { check: reason.check, cell: 'all', ...totals } : countsOf(context, reason, totals));
  const state = factsOf(context, reason.check)?.state;
  return state === undefined || state.originMs < 0 ? words : `${words} in the same ${duration(state.watermarkMs - state.originMs)}`;
}

/** A verdict stands once its odds were reached, also when they have come down since. */
function oddsWords(context: RolloutContext, reason: { readonly check?: string; readonly odds: number; readonly oddsNeeded: number }): string {
  const peak = reason.check === undefined ? reason.odds : (factsOf(context, reason.check)?.state.oddsPeak ?? reason.odds);
  return `Odds against bad luck ${odds(Math.max(reason.odds, peak))}, your policy asks for ${odds(reason.oddsNeeded)}.`;
}

function actionWords(then: 'rollback' | 'stepBack' | 'hold' | 'tell'): string {
  switch (then) {
    case 'rollback':
      return 'The policy says: take it out.';
    case 'stepBack':
      return 'The policy says: step back.';
    case 'hold':
      return 'The policy says: hold.';
    case 'tell':
      return 'The policy says: tell.';
  }
}

function undecidedWords(reason: Extract<Reason, { code: 'undecided' }>, decision: Decision, context: RolloutContext): string {
  const after = `After ${duration(reason.afterMs)} the checks have not decided`;
  if (decision.kind === 'promote' && reason.ifUndecided !== 'promote') return `${after}; nothing speaks against ${named(context.candidate)}, and a person approved it.`;
  switch (reason.ifUndecided) {
    case 'ask':
      return `${after}, and the policy says: ask a person.`;
    case 'promote':
      return `${after}, and the policy says: promote then.`;
    case 'rollback':
      return `${after}, and the policy says: take it out then.`;
  }
}

/** `No harm was seen in 1,240 requests.` */
function noHarmWords(decision: Decision, context: RolloutContext): string {
  const seen = requestsSeen(decision);
  return seen === 0 ? `Nothing speaks against ${named(context.candidate)}.` : `No harm was seen in ${counted(seen, 'request')} of ${named(context.candidate)}.`;
}

/** Requests of the candidate that the check which saw most of them has judged. */
export function requestsSeen(decision: Decision): number {
  return Math.max(0, ...decision.checks.map((report) => report.totals.candidate.trials));
}
