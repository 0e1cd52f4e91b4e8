// When the time for a decision is over, and when that ends the rollout by itself.
import type { Look } from './look.ts';

export function policyDeadlinePassed({ rollout, policy, situation }: Look): boolean {
  return situation.nowMs - rollout.startedAtMs >= policy.promise.decideWithinMs;
}

/** The time is over and the policy sends the undecided back: neither a spent budget nor blindness keeps the rollout from ending. */
export function endsByPolicy(look: Look): boolean {
  return look.rollout.phase === 'trial' && policyDeadlinePassed(look) && look.policy.promise.ifUndecided === 'rollback';
}
