// A decision in three sentences that stay the same wherever they are shown: what happened and which version serves, why, and what to do.
import { assertNever, PPM_ALL, type Decision, type Stage } from '@rampart/rollout-policy';
import { duration, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { named } from './foreign-text.ts';
import { nextStepWords } from './next-step-words.ts';
import { norWords, reasonWords } from './reason-words.ts';
import type { RolloutContext } from './rollout-context.ts';

export interface DecisionWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

export function decisionWords(decision: Decision, context: RolloutContext): DecisionWords {
  const [first, ...others] = decision.reasons.map((reason, index) => {
    const isAnother = reason.code === 'not-certified' && decision.reasons[index - 1]?.code === 'not-certified';
    return isAnother ? norWords(reason, context) : reasonWords(reason, decision, context);
  });
  const also = others.length === 0 ? '' : ` ${others.join(' ')}`;
  return { what: whatWords(decision, context), why: `${first ?? 'No reason was recorded.'}${also}`, next: nextStepWords(decision, context) };
}

/** What happened, which version serves, and why, in one line. */
export function sentence(decision: Decision, context: RolloutContext): string {
  const { what, why } = decisionWords(decision, context);
  return `${what} Why: ${why}`;
}

function whatWords(decision: Decision, context: RolloutContext): string {
  const [stable, candidate] = [named(context.stable), named(context.candidate)];
  const [from, to] = [percentOfWeight(decision.from), percentOfWeight(decision.to)];
  switch (decision.kind) {
    case 'advance':
      if (decision.from === decision.to) return `${onwardWords(decision, context)}${routerWords(decision, context)}`;
      return `${candidate} goes from ${from} to ${to} of the traffic${restWords(decision.to, stable)}.${routerWords(decision, context)}`;
    case 'hold':
      if (decision.from === 0 && decision.mirror > 0) return copiesWords(decision, context);
      return decision.from === 0 ? `${candidate} gets no traffic ${isSpent(decision) ? 'any more' : 'yet'}. All traffic is on ${stable}.` : `${candidate} stays at ${from} of the traffic${restWords(decision.from, stable)}.`;
    case 'stepBack':
      return `${candidate} goes back from ${from} to ${to} of the traffic${decision.to === 0 ? `. All traffic goes to ${stable}` : restWords(decision.to, stable)}.${routerWords(decision, context)}`;
    case 'promote':
      return `${candidate} is ready to be promoted. Until the promote job has moved it, ${decision.from === 0 ? `all traffic is on ${stable}` : `it stays at ${from}${restWords(decision.from, stable)}`}.`;
    case 'rollback':
      return isThere(decision, context)
        ? `${candidate} is out. All traffic is on ${stable}${decision.from === 0 ? '' : readBackWords(context)}.`
        : `${candidate} is taken out. All traffic goes to ${stable}.${routerWords(decision, context)}`;
    case 'halt':
      return `The rollout of ${candidate} stands still at ${from}: a person is needed now.`;
    case 'finished':
      return `${candidate} serves everything. The rollout is done${followWords(context)}.`;
    default:
      return assertNever(decision.kind);
  }
}

/** It had traffic, and gets none again: all other holds without any are before the first request. */
export function isSpent({ reasons }: Decision): boolean {
  return reasons[0]?.code === 'harm-budget-spent';
}

/** A stage passed without a change of the share. */
function onwardWords(decision: Decision, context: RolloutContext): string {
  if (decision.to === 0 && decision.mirror > 0) return copiesWords(decision, context);
  const stage = context.plan[decision.stageIndex];
  const next = stage === undefined ? 'the end of its plan' : stageName(stage);
  return `${named(context.candidate)} goes on to ${next} at ${percentOfWeight(decision.to)} of the traffic${restWords(decision.to, named(context.stable))}.`;
}

/** `v42 answers copies of 20 % of the requests. All traffic is on v41.` */
function copiesWords({ mirror }: Decision, context: RolloutContext): string {
  return `${named(context.candidate)} answers copies of ${mirror === PPM_ALL ? 'all' : `${percentOfWeight(mirror)} of the`} requests, which no user sees. All traffic is on ${named(context.stable)}.`;
}

/** What the plan calls it, in words that need no plan. */
export function stageName(stage: Stage): string {
  switch (stage.kind) {
    case 'smoke':
      return 'the first look before any traffic';
    case 'shadow':
      return 'copied requests';
    case 'ramp':
      return 'growing shares of traffic';
    case 'switch':
      return 'the switch in one move';
    case 'split':
      return `the comparison at a fixed ${percentOfWeight(stage.weight)}`;
    case 'approval':
      return 'a person\'s approval';
    case 'bake':
      return 'the watch after promotion';
    case 'follow':
      return 'the watch over late labels';
    default:
      return assertNever(stage);
  }
}

function followWords({ plan }: RolloutContext): string {
  const follow = plan.find((stage) => stage.kind === 'follow');
  return follow?.kind === 'follow' ? `; its labels are watched for ${duration(follow.durationMs)} more` : '';
}

/** The other arm's part, unless there is none. */
function restWords(weight: number, stable: string): string {
  return weight === 1_000_000 ? '' : `, ${stable} serves the rest`;
}

/** The record shows the decided weight, and nothing is on its way. */
function isThere(decision: Decision, context: RolloutContext): boolean {
  return !context.pending && context.weight === decision.to;
}

function routerWords(decision: Decision, context: RolloutContext): string {
  if (isThere(decision, context)) return '';
  return context.pending ? ' The router has not confirmed it yet.' : '';
}

function readBackWords(context: RolloutContext): string {
  return context.weightSinceMs === 0 ? '' : ` (read back at the router at ${utcClock(context.weightSinceMs)} UTC${afterDecision(context)})`;
}

/** How long users still met the candidate. */
function afterDecision({ takenOutAtMs, weightSinceMs }: RolloutContext): string {
  const tookMs = weightSinceMs - takenOutAtMs;
  if (takenOutAtMs === 0 || tookMs < 0) return '';
  return tookMs < 1000 ? ', within a second of the decision' : `, ${duration(tookMs)} after the decision`;
}

