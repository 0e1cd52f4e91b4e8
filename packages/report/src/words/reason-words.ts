// Every reason of a decision as a full sentence in plain words: what was seen, and by what rule that decides.
import { assertNever, type CheckAction, type Decision, type Reason } from '@rampart/rollout-policy';
import { count, counted, duration, odds, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { againstLimitWords, factsOf } from './comparison-words.ts';
import { effectSize, worthwhileWords } from './effect-words.ts';
import { named, said, shortDigest, someOf } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import { limitSentence } from './limit-sentence.ts';
import { armValue, measureFor, seenWords } from './measure.ts';
import { backWords } from './quiet-words.ts';
import { oddsWords, regressionWords, requestsSeen } from './regression-words.ts';
import { pausedWords, resumeCommand } from './paused-words.ts';
import { hasHoldback, hasProbe, isPlannedApproval, type RolloutContext } from './rollout-context.ts';

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
      return `${candidate} had already been lowered from ${percentOfWeight(reason.recorded)} to ${percentOfWeight(reason.observed)} by a run that could not record it. ${lowerWeightWords(decision, reason.observed)}`;
    case 'limit-breached':
      return `${againstLimitWords(context, reason)}; ${limitSentence(factsOf(context, reason.check)?.check, reason.max)}.`;
    case 'common-mode':
      return `Both versions break the limit of ${named(reason.check)} at the same time (${stable} in ${armValue(measureFor(context, reason.check), reason.stable)}, ${candidate} in ${armValue(measureFor(context, reason.check), reason.candidate)}), so ${candidate} is not to blame for it.`;
    case 'stable-dead':
      return `${stable} does not work either, so there is nothing to go back to.`;
    case 'regression':
      return `${regressionWords(reason, decision, context)}. ${oddsWords(context, reason)}`;
    case 'combined-regression':
      return `Taken together, ${someOf(reason.checks)} say that ${candidate} is worse than ${stable}. ${oddsWords(context, reason)}`;
    case 'check-says-worse':
      return `${regressionWords(reason, decision, context)}. Odds against bad luck ${odds(reason.odds)}. ${actionWords(reason.then)}`;
    case 'shared-overload':
      return reason.healed
        ? `Going back helped: ${named(reason.check)} is within its limit again on both versions, so ${candidate} was too much for what they share.`
        : `Since the last raise ${named(reason.check)} is over its limit on both versions, which share what it measures. ${candidate} goes back to see whether that helps.`;
    case 'worse-than-before':
      return `${againstLimitWords(context, { check: reason.check, cell: 'all', observed: reason.observed })}; more than ${percentOfRatio(reason.ratioMax)} is worse than ${stable} was before. Little or nothing runs beside it, so it may also be something that hits everything.`;
    case 'sample-ratio':
      return `The split is off: ${percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests reached ${candidate}, the weight is ${percentOfWeight(reason.expected)}. Counts that are split wrongly cannot be trusted.`;
    case 'harm-budget-spent':
      return `${candidate} has cost ${counted(reason.excess, 'bad request')} more than ${stable} would have had${reason.excess < reason.budget ? ', and luck may hide more' : ''}. The policy promises at most ${count(reason.budget)}, so ${candidate} gets no more traffic.`;
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
        : `It is too early: ${named(reason.check)} has seen ${count(reason.trials)} of the ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)} that it needs.`;
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
      return `It is not certain enough yet that ${candidate} is as good as ${stable} in ${openWords(reason, context)}`;
    case 'undecided':
      return undecidedWords(reason, decision, context);
    case 'approval-needed':
      return isPlannedApproval(decision, context) ? `The policy asks for a person's approval here.` : `${candidate} went back, and a person has to say whether it may go up again.`;
    case 'quiet':
      return `It waits until ${backWords(reason.untilMs, context.quiet)}: people are away, and nothing is raised without them.`;
    case 'paused':
      return `${pausedWords(reason)}. Nothing goes up here until somebody runs ${resumeCommand(context.target)}; lowering and rollback go on.`;
    case 'smoke-passed':
      return `${candidate} is in place, answers, and is the release that was recorded.${goldenWords(reason.cases, context)}`;
    case 'smoke-failed':
      return `${candidate} got ${count(reason.failed)} of ${counted(reason.cases, 'golden case')} wrong before its first user. The first: ${said(reason.first)}.`;
    case 'smoke-unavailable':
      return `${candidate} could not be tried on its golden cases (${said(reason.why)}).`;
    case 'router-cannot-mirror':
      return `The plan wants ${candidate} to answer copies of requests first, and this router cannot copy requests.`;
    case 'shadowing':
      return `${candidate} answers copies${decision.mirror === 0 ? '' : ` of ${percentOfWeight(decision.mirror)}`} of the requests for ${duration(reason.leftMs)} more. Users see answers of ${stable} only.`;
    case 'split-won':
      return `${candidate} has won the comparison with ${stable} in ${named(reason.check)}. Odds against mere luck ${odds(reason.odds)}.`;
    case 'split-futile':
      return `${worthwhileWords(reason, context)} in ${named(reason.check)} over ${stable} can be ruled out.`.replace(/^a/u, 'A');
    case 'split-open':
      return `The comparison in ${named(reason.check)} is open: odds against mere luck ${odds(reason.odds)}, needed ${odds(reason.oddsNeeded)}, with ${duration(reason.leftMs)} left.`;
    case 'stage-passed':
      return passedWords(reason.stage, decision, context);
    case 'all-certified':
      return `Every check that can send ${candidate} back says that it is as good as ${stable} or better.`;
    case 'baked':
      return `${candidate} served ${hasHoldback(context) ? 'nearly everything' : 'everything'} for ${duration(reason.forMs)} under the same checks.`;
    case 'baking':
      return `It is watched under the same checks for ${duration(reason.leftMs)} more.${hasHoldback(context) ? '' : ` Nothing is left on ${stable} to compare with: only limits, and doing worse than ${stable} did before, count.`}`;
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

/** A further check that is not certain either, after one that was told in full. */
export function norWords(reason: NotCertified, context: RolloutContext): string {
  return `Nor in ${openWords(reason, context)}`;
}

type NotCertified = Extract<Reason, { code: 'not-certified' }>;

/** `errors: trouble of 2 x is not ruled out (odds 12 : 1, needed 20 : 1).` */
function openWords(reason: NotCertified, context: RolloutContext): string {
  return `${named(reason.check)}: trouble${effectSize(reason, context)} is not ruled out (odds ${odds(reason.sameOdds)}, needed ${odds(reason.oddsNeeded)}).`;
}

function lowerWeightWords({ kind }: Decision, observed: number): string {
  return kind === 'rollback' && observed > 0 ? 'What was promoted has no smaller weight to wait at, so it is taken out.' : 'The lower weight stands.';
}

function actionWords(then: CheckAction): string {
  switch (then) {
    case 'rollback':
      return 'The policy says: take it out.';
    case 'stepBack':
      return 'The policy says: step back.';
    case 'hold':
      return 'The policy says: hold.';
    case 'retrain':
      return 'The policy says: ask for a new model.';
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

/** Whoever has passed a smoke stage with a probe had every case right; how many there were is known in that look only. */
function goldenWords(cases: number, context: RolloutContext): string {
  if (!hasProbe(context)) return '';
  return ` Its golden set was answered through the real route: ${cases > 0 ? `${count(cases)} of ${count(cases)} right` : 'all of it right'}.`;
}

/** `No harm was seen in 1,240 requests of v42.` */
function passedWords(stage: string, decision: Decision, context: RolloutContext): string {
  if (stage === 'switch') return `The plan says: all traffic in one move.`;
  if (stage === 'approval') return `A person approved ${named(context.candidate)}.`;
  const seen = requestsSeen(decision);
  return seen === 0 ? `Nothing speaks against ${named(context.candidate)}.` : `No harm was seen in ${counted(seen, stage === 'shadow' ? 'copied request' : 'request')} of ${named(context.candidate)}.`;
}
