// Which edits could keep a promise: ladders of ever larger steps in one direction each. What a step really does is for the simulator to say.
import type { Policy } from '@rampart/rollout-policy';
import type { Claim, ClaimName } from '../claim.ts';
import type { ClaimFigures } from '../check-report.ts';
import type { PolicyEdit } from './change.ts';
import { ignoredLimits, independentChecks, largerMargins, lowerMinimum, higherMinimum, usersUnderSticky } from './check-edits.ts';
import { bakes, promisedRamp, shadows } from './plan-edits.ts';
import { largerEffects, largerFalseAlarms, longerToDecide, longerWithin, moreBadRequests } from './promise-edits.ts';

/** Smallest step first; empty where nothing can be changed that way. */
export type Ladder = readonly PolicyEdit[];

export function laddersFor({ name }: Pick<Claim, 'name'>, policy: Policy, { excessIn99 }: Pick<ClaimFigures, 'excessIn99'>): readonly Ladder[] {
  const seenBad = excessIn99.kind === 'bound' ? excessIn99.value : 0;
  switch (name) {
    case 'goodSentBack':
      return [independentChecks(policy), usersUnderSticky(policy), higherMinimum(policy), largerMargins(policy), ignoredLimits(policy), largerFalseAlarms(policy)];
    case 'badRequests':
      return [promisedRamp(policy), shadows(policy), moreBadRequests(policy, seenBad)];
    case 'decideWithin':
      return [lowerMinimum(policy), ...policy.promise.catches.map(({ check }) => largerEffects(policy, check)), largerMargins(policy), longerToDecide(policy), moreBadRequests(policy, 0)];
    case 'afterPromotion':
      return [bakes(policy)];
    default: {
      const check = checkOf(name);
      return [largerEffects(policy, check), longerWithin(policy, check), shadows(policy), moreBadRequests(policy, 0)];
    }
  }
}

function checkOf(name: ClaimName): string {
  return name.slice('catches:'.length);
}
