// What a person has to do now. Mostly nothing; where something, the one thing that gets the rollout going again.
import { assertNever, type Decision, type Reason } from '@rampart/rollout-policy';
import { percentOfWeight } from '../text/quantity.ts';
import { named } from './foreign-text.ts';
import { retryCommand } from './retry-command.ts';
import { isPlannedApproval, type RolloutContext } from './rollout-context.ts';

export function nextStepWords(decision: Decision, context: RolloutContext): string {
  const lowering = decision.to < decision.from;
  if (lowering && context.pending) return `You need to act now: the router has not confirmed ${percentOfWeight(decision.to)}. Use the break-glass command, or run the job again.`;
  switch (decision.needs) {
    case 'nothing':
      return `You need to do nothing.${againWords(decision, context)}`;
    case 'approval':
      return `You need to decide about ${named(context.candidate)}: ${decision.reasons[0] === undefined ? 'approve it or roll it back' : choiceOf(decision.reasons[0], decision, context)}.`;
    case 'human':
      return `You need to act: ${decision.reasons[0] === undefined ? 'look at the rollout' : remedyOf(decision.reasons[0], decision, context)}.`;
    default:
      return assertNever(decision.needs);
  }
}

/** What gave way to a newer version, and what was let in as a drill, nobody wants to see again. */
function againWords({ kind, reasons }: Decision, { target, drill }: RolloutContext): string {
  return kind !== 'rollback' || drill || reasons[0]?.code === 'superseded' ? '' : ` Again: ${retryCommand(target)} --reason ...`;
}

/** What an approval does here, and the way out. */
function choiceOf(reason: Reason, decision: Decision, context: RolloutContext): string {
  const upAgain = 'approve it to let it go up again, or roll it back';
  switch (reason.code) {
    case 'approval-needed':
      return isPlannedApproval(decision, context) ? 'approve it or roll it back' : upAgain;
    case 'frozen-data-changed':
      return 'approve it to go on with the changed data, restore the data, or roll it back';
    case 'check-says-worse':
    case 'limit-breached':
      return decision.kind === 'stepBack' ? upAgain : `approve it to go on in spite of ${named(reason.check)}, or roll it back`;
    case 'shared-overload':
      return decision.kind === 'stepBack' ? upAgain : 'approve it or roll it back';
    default:
      return 'approve it or roll it back';
  }
}

function remedyOf(reason: Reason, decision: Decision, context: RolloutContext): string {
  const [stable, candidate] = [named(context.stable), named(context.candidate)];
  switch (reason.code) {
    case 'weight-raised-outside':
      return `set ${candidate} back to ${percentOfWeight(reason.recorded)} at the router, or roll it back`;
    case 'common-mode':
      return `find what hits both ${stable} and ${candidate}; the rollout goes on by itself when it is over`;
    case 'stable-dead':
      return `get ${stable} to work again, or say which version is to serve`;
    case 'blind':
    case 'no-data':
      return `look at the metric source; the rollout goes on by itself when it answers`;
    case 'frozen-data-changed':
      return `restore the frozen data, approve ${candidate} to go on with the changed data, or roll it back`;
    case 'limit-breached':
    case 'regression':
    case 'combined-regression':
    case 'lowered-before-record':
      return `look at what ${candidate} does, then roll it back or release a better one`;
    case 'check-says-worse':
      return `look at what ${candidate} does, then approve it to go on in spite of ${named(reason.check)}, or roll it back`;
    case 'harm-budget-spent':
      return `roll ${candidate} back or release a better one: it is not raised again, and an approval does not change that`;
    case 'shared-overload':
      return `give both versions more of what ${named(reason.check)} measures, or release a lighter one`;
    case 'worse-than-before':
      return `find out whether ${candidate} or something that hits everything is the cause; then roll it back, or approve it to be watched anew`;
    case 'sample-ratio':
      return `find out why the router splits otherwise than asked (retries, caches, sessions that stick); then approve ${candidate} to count anew, or roll it back`;
    case 'smoke-failed':
      return `look at the golden case that failed, then release a repaired version`;
    case 'smoke-unavailable':
      return `get the golden cases to be answered; the rollout goes on by itself then`;
    case 'router-cannot-mirror':
      return `take shadow out of the plan, or use a router that copies requests`;
    case 'router-unreadable':
      return `get the router to answer; the rollout goes on by itself then`;
    case 'frozen-data-unreadable':
      return `put right what is said of the frozen data, or lift its freeze (freeze-data, mode: release); the rollout goes on by itself then`;
    case 'candidate-not-ready':
      return `get ${candidate} ready in its slot; the rollout goes on by itself then`;
    case 'candidate-digest-differs':
      return `find out who changed the slot of ${candidate}, then release it anew`;
    case 'undecided':
    case 'approval-needed':
      return reason.code === 'approval-needed' && !isPlannedApproval(decision, context) ? `approve ${candidate} to let it go up again, or roll it back` : `approve ${candidate} or roll it back`;
    case 'budget-too-small':
      return `allow more bad requests in the policy, or let the router take smaller steps`;
    case 'split-futile':
      return `keep ${stable}, or release a better one`;
    case 'aborted':
    case 'weight-lowered-outside':
    case 'insufficient':
    case 'traffic-unknown':
    case 'dwell':
    case 'promise-allows-less':
    case 'weight-held-by-promise':
    case 'not-certified':
    case 'quiet':
    case 'paused':
    case 'smoke-passed':
    case 'shadowing':
    case 'split-won':
    case 'split-open':
    case 'stage-passed':
    case 'all-certified':
    case 'baked':
    case 'baking':
    case 'awaiting-promotion':
    case 'superseded':
    case 'leaving':
      return `look at the rollout of ${candidate}`;
    default:
      return assertNever(reason);
  }
}
