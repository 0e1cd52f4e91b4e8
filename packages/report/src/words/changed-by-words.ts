// What would have changed a decision: a few events in the newest counts where that is so, else what its first reason turns on.
import { assertNever, type Decision, type Reason } from '@rampart/rollout-policy';
import { count, duration, odds, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { worthwhileWords } from './effect-words.ts';
import { factsOf } from './comparison-words.ts';
import { named, shortDigest, someOf } from './foreign-text.ts';
import { limitSentence } from './limit-sentence.ts';
import { measureFor, seenWords } from './measure.ts';
import { backWords } from './quiet-words.ts';
import { resumeCommand } from './paused-words.ts';
import { hasHoldback, hasProbe, isPlannedApproval, type RolloutContext } from './rollout-context.ts';
import { turningWords } from './turning-words.ts';

/** One or two sentences for every decision. */
export function changedByWords(decision: Decision, context: RolloutContext): string {
  const turning = turningWords(decision.turning, context);
  if (turning !== '') return turning;
  const [reason] = decision.reasons;
  if (reason === undefined) return '';
  const hinge = hingeOf(reason, decision, context);
  return `${hinge.charAt(0).toUpperCase()}${hinge.slice(1)}.`;
}

/** What had to be otherwise, as a sentence that begins with a word of ours. */
function hingeOf(reason: Reason, decision: Decision, context: RolloutContext): string {
  const [stable, candidate] = [named(context.stable), named(context.candidate)];
  switch (reason.code) {
    case 'aborted':
      return `only ${named(reason.actor)} could have decided otherwise`;
    case 'weight-lowered-outside':
    case 'weight-raised-outside':
      return `with ${percentOfWeight(reason.recorded)} still at the router, as recorded, it would have gone on`;
    case 'lowered-before-record':
      return 'the lower share was already in force';
    case 'limit-breached':
      return `within the limit it would have gone on (${limitSentence(factsOf(context, reason.check)?.check, reason.max)})`;
    case 'common-mode':
      return `with ${stable} within the limit, ${candidate} would have been to blame`;
    case 'stable-dead':
      return `with ${stable} at work, all traffic would have gone back to it`;
    case 'regression':
    case 'combined-regression':
      return `with odds under ${odds(reason.oddsNeeded)} it would have gone on being watched`;
    case 'check-says-worse':
      return `with ${named(reason.check)} no worse than allowed it would have gone on`;
    case 'shared-overload':
      return reason.healed ? `had going back not helped, ${candidate} would not have been to blame` : `with ${named(reason.check)} within its limit it would have gone on`;
    case 'worse-than-before':
      return `at ${percentOfRatio(reason.ratioMax)} or less it would have gone on`;
    case 'sample-ratio':
      return `with about ${percentOfWeight(reason.expected)} of the requests on ${candidate} it would have gone on`;
    case 'harm-budget-spent':
      return reason.excess < reason.budget ? 'with fewer bad requests too many, or less luck in them, it would have gone on' : `with fewer than ${count(reason.budget)} bad requests too many it would have gone on`;
    case 'blind':
      return 'one usable measurement would have been enough to stay';
    case 'no-data':
      return `with usable data for ${named(reason.check)} it would have been judged`;
    case 'frozen-data-changed':
      return 'with the frozen data unchanged it would have gone on';
    case 'frozen-data-unreadable':
      return 'with the frozen data readable and unchanged it would have gone on';
    case 'router-unreadable':
      return 'with an answer from the router it would have been judged';
    case 'candidate-not-ready':
      return `with ${candidate} ready to serve it would have gone on`;
    case 'candidate-digest-differs':
      return `with ${shortDigest(reason.expected)} in the slot it would have gone on`;
    case 'insufficient':
      return `with ${seenWords(measureFor(context, reason.check), Math.max(0, reason.trialsNeeded - reason.trials))} more it could have been judged`;
    case 'traffic-unknown':
      return 'a first count of requests would have been enough';
    case 'dwell':
      return `after ${utcClock(reason.untilMs)} UTC a larger share can follow`;
    case 'budget-too-small':
      return `a larger budget, or a router with finer steps than ${percentOfWeight(reason.next)}, would have let it start`;
    case 'promise-allows-less':
      return 'the more requests it has answered without harm, the larger a share is allowed';
    case 'weight-held-by-promise':
      return 'more requests answered without harm allow a larger share';
    case 'not-certified':
      return `with odds of ${odds(reason.oddsNeeded)} in ${someOf(notCertified(decision))} it would have gone on`;
    case 'undecided':
      return `every check sure within ${duration(context.promise.decideWithinMs)} would have decided it`;
    case 'approval-needed':
      return isPlannedApproval(decision, context) ? 'a person\'s approval lets it go on' : 'a person\'s approval lets it go up again';
    case 'quiet':
      return `from ${backWords(reason.untilMs, context.quiet)} it goes on by itself`;
    case 'paused':
      return `with ${resumeCommand(context.target)} it is decided by its evidence again`;
    case 'smoke-passed':
      return `other bytes in its slot, or no answer, would have held it up${hasProbe(context) ? '; one golden case wrong would have taken it out' : ''}`;
    case 'smoke-failed':
      return `with all ${count(reason.cases)} golden cases right it would have gone on`;
    case 'smoke-unavailable':
      return 'with an answer to the golden set it would have gone on';
    case 'router-cannot-mirror':
      return 'a router that copies requests, or a plan without shadow, would have let it go on';
    case 'shadowing':
      return `only time is left, ${duration(reason.leftMs)} of it`;
    case 'split-won':
      return 'with weaker evidence the comparison would have gone on';
    case 'split-futile':
      return `with ${worthwhileWords(reason, context)} still possible the comparison would have gone on`;
    case 'split-open':
      return `odds of ${odds(reason.oddsNeeded)} decide it; else it ends in ${duration(reason.leftMs)}`;
    case 'stage-passed':
    case 'all-certified':
      return decision.kind === 'promote' ? 'one check that was not sure yet would have held it up' : 'one check against it would have held it up';
    case 'baked':
      return 'one check against it would have sent it back';
    case 'baking':
      return hasHoldback(context) ? 'one check against it sends it back' : `a broken limit, or doing worse than ${stable} did before, sends it back`;
    case 'awaiting-promotion':
      return 'the promote job can move it at any time';
    case 'superseded':
      return `without ${named(reason.by)} it would have gone on`;
    case 'leaving':
      return `nothing brings ${candidate} back in this rollout`;
    default:
      return assertNever(reason);
  }
}

function notCertified({ reasons }: Decision): readonly string[] {
  return reasons.flatMap((reason) => (reason.code === 'not-certified' ? [reason.check] : []));
}
