// When the time for a decision is over, and what follows from that.
import type { Reason } from '../decision.ts';
import { isApproved } from './answers.ts';
import type { Look } from './look.ts';
import { mayPromote } from './readiness.ts';
import { hold, promote, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';

export function deadline(look: Look): Ruling | 'silent' {
  const { rollout, policy, stage } = look;
  if (rollout.phase !== 'trial' || !policyDeadlinePassed(look)) return 'silent';
  const reason = undecided(look);
  if (endsByPolicy(look)) return takeOutUnlessStableIsDead(look, reason);
  // What is waited for there is a person, not evidence.
  if (stage.kind === 'approval') return 'silent';
  if (mayPromote(look) && (isApproved(look) || policy.promise.ifUndecided === 'promote')) return promote([reason]);
  // Nothing was exposed: there is nothing that an approval could be about.
  return hold(reason, rollout.weight > 0 ? 'approval' : 'human');
}

export function undecided({ rollout, policy, situation }: Look): Reason {
  return { code: 'undecided', afterMs: situation.nowMs - rollout.startedAtMs, ifUndecided: policy.promise.ifUndecided };
}

function policyDeadlinePassed({ rollout, policy, situation }: Look): boolean {
  return situation.nowMs - rollout.startedAtMs >= policy.promise.decideWithinMs;
}

/** The time is over and the policy sends the undecided back: neither a spent budget nor blindness keeps the rollout from ending. */
export function endsByPolicy(look: Look): boolean {
  return look.rollout.phase === 'trial' && policyDeadlinePassed(look) && look.policy.promise.ifUndecided === 'rollback';
}
