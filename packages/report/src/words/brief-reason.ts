// Every reason in a few words, for one-line records. Stands after "v42: holds at 5 %, ".
import { assertNever, type Decision, type Reason } from '@rampart/rollout-policy';
import { count, counted, duration, odds, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { cellTitle } from './cell-words.ts';
import { factsOf } from './comparison-words.ts';
import { named, said, someOf } from './foreign-text.ts';
import { leavingWords } from './leaving-words.ts';
import { armValue, measureFor, seenWords, valueWords } from './measure.ts';
import { quietWords } from './quiet-words.ts';
import { foundWords, requestsSeen } from './regression-words.ts';
import { hasProbe, isPlannedApproval, type RolloutContext } from './rollout-context.ts';

export function briefReason(reason: Reason, decision: Decision, context: RolloutContext): string {
  switch (reason.code) {
    case 'aborted':
      return `${named(reason.actor)} stopped it: ${said(reason.why)}`;
    case 'weight-lowered-outside':
      return `lowered to ${percentOfWeight(reason.observed)} by somebody else`;
    case 'weight-raised-outside':
      return `raised to ${percentOfWeight(reason.observed)} by somebody else`;
    case 'lowered-before-record':
      return `lowered to ${percentOfWeight(reason.observed)} by a run that could not record it`;
    case 'limit-breached': {
      const measure = measureFor(context, reason.check);
      const seen = measure.kind === 'share' ? `in ${count(reason.observed.events)} of ${count(reason.observed.trials)}` : `at ${armValue(measure, reason.observed)}`;
      return `${cellTitle(reason.check, reason.cell, factsOf(context, reason.check)?.check)} ${seen}, limit ${valueWords(measure, reason.max)}`;
    }
    case 'common-mode':
      return `${named(reason.check)} over its limit on both versions`;
    case 'stable-dead':
      return `${named(context.stable)} does not work either`;
    case 'regression':
    case 'check-says-worse':
      return briefComparison(reason, decision, context);
    case 'combined-regression':
      return `${someOf(reason.checks)} together say worse (${odds(reason.odds)})`;
    case 'shared-overload':
      return reason.healed ? `${named(reason.check)} healed by going back: it is to blame` : `${named(reason.check)} over its limit on both since the raise`;
    case 'worse-than-before':
      return `${named(reason.check)} at ${valueWords(measureFor(context, reason.check), reason.observed.events / Math.max(1, reason.observed.trials))}, worse than ${named(context.stable)} was before`;
    case 'sample-ratio':
      return `the split is off: ${percentOfRatio(reason.candidate / Math.max(1, reason.stable + reason.candidate))} of requests, weight ${percentOfWeight(reason.expected)}`;
    case 'harm-budget-spent':
      return `${count(reason.excess)} of ${counted(reason.budget, 'promised bad request')} spent`;
    case 'blind':
      return `nothing measured for ${duration(reason.forMs)}`;
    case 'no-data':
      return `no data for ${named(reason.check)} (${said(reason.why)})`;
    case 'frozen-data-changed':
      return `frozen data changed: ${someOf(reason.paths)}`;
    case 'frozen-data-unreadable':
      return `frozen data could not be checked (${said(reason.why)})`;
    case 'router-unreadable':
      return `the router could not be read (${said(reason.why)})`;
    case 'candidate-not-ready':
      return `not ready (${said(reason.why)})`;
    case 'candidate-digest-differs':
      return 'the slot holds other bytes than were released';
    case 'insufficient':
      return reason.check === 'any' ? 'too early' : `too early for ${named(reason.check)} (${count(reason.trials)} of ${seenWords(measureFor(context, reason.check), reason.trialsNeeded)})`;
    case 'traffic-unknown':
      return 'the traffic is not known yet';
    case 'dwell':
      return `watched until ${utcClock(reason.untilMs)} UTC`;
    case 'budget-too-small':
    case 'promise-allows-less':
      return `the promise allows ${percentOfWeight(reason.allowed)} now`;
    case 'weight-held-by-promise':
      return reason.allowed > decision.from ? `the promise allows ${percentOfWeight(reason.allowed)} so far` : 'the promise allows no more yet';
    case 'not-certified':
      return `not certain yet in ${named(reason.check)} (${odds(reason.sameOdds)} of ${odds(reason.oddsNeeded)})`;
    case 'undecided':
      return `not decided after ${duration(reason.afterMs)}`;
    case 'approval-needed':
      return isPlannedApproval(decision, context) ? 'approval needed' : 'approval needed to go up again';
    case 'quiet':
      return quietWords(reason.untilMs, context.quiet);
    case 'paused':
      return `paused by ${named(reason.by)}${reason.why === '' ? '' : ` (${said(reason.why)})`}`;
    case 'smoke-passed':
      return hasProbe(context) ? `in place and ready, ${reason.cases > 0 ? `${count(reason.cases)} of ${counted(reason.cases, 'golden case')}` : 'every golden case'} right` : 'in place and ready';
    case 'smoke-failed':
      return `${count(reason.failed)} of ${counted(reason.cases, 'golden case')} wrong`;
    case 'smoke-unavailable':
      return `golden cases could not be tried (${said(reason.why)})`;
    case 'router-cannot-mirror':
      return 'the router cannot copy requests';
    case 'shadowing':
      return `answers copies only, ${duration(reason.leftMs)} left`;
    case 'split-won':
      return `won in ${named(reason.check)} (${odds(reason.odds)})`;
    case 'split-futile':
      return `cannot win in ${named(reason.check)} any more`;
    case 'split-open':
      return `open in ${named(reason.check)} (${odds(reason.odds)} of ${odds(reason.oddsNeeded)}), ${duration(reason.leftMs)} left`;
    case 'stage-passed':
      return requestsSeen(decision) === 0 ? 'nothing against it' : `no harm seen in ${counted(requestsSeen(decision), 'request')}`;
    case 'all-certified':
      return `as good as ${named(context.stable)} in every check`;
    case 'baked':
      return `watched for ${duration(reason.forMs)} after promotion`;
    case 'baking':
      return `watched after promotion, ${duration(reason.leftMs)} left`;
    case 'awaiting-promotion':
      return 'waits for the promote job';
    case 'superseded':
      return `${named(reason.by)} takes its place`;
    case 'leaving':
      return leavingWords(reason.why, context);
    default:
      return assertNever(reason);
  }
}

/** `failed 6.1 times as often as v1`: the subject is named before. */
function briefComparison(reason: { readonly check: string; readonly cell: string }, decision: Decision, context: RolloutContext): string {
  const words = foundWords(reason, decision, context);
  const subject = `${named(context.candidate)} `;
  return words.startsWith(subject) ? words.slice(subject.length) : words;
}
