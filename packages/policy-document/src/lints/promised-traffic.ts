// What the bad-request promise leaves before anything is known: the formula of the core's harm.ts with the worst rate 1.
import type { Check, Policy } from '@rampart/rollout-policy';

/** Only failures and wrong answers of checks that can roll back are bad requests. */
export function countsAsHarm(check: Check): boolean {
  return check.then === 'rollback' && check.signal.kind !== 'time';
}

/** Requests of the candidate that may go wrong before the ramp waits: the promise less the luck of one look. */
export function plannedBudget(policy: Policy): number {
  const budget = policy.promise.badRequestsMax;
  return budget - 1.7 * Math.sqrt(budget);
}

/** Time from a request to the first decision that knows it, in a job that stays. */
export function judgedAfterMs(policy: Policy, check: Check): number {
  const { lookMs, blockMs, lagMs } = policy.expert;
  return lookMs + blockMs + lagMs + (check.signal.kind === 'labels' ? check.signal.matureMs + check.signal.everyMs : 0);
}

/** The most requests per second, of both arms, at which the ramp leaves 0 % for `weightRatio`; infinite where no check counts harm. */
export function trafficMaxPerSecond(policy: Policy, weightRatio: number): number {
  const horizonMs = policy.checks.filter(countsAsHarm).reduce((sum, check) => sum + judgedAfterMs(policy, check), 0);
  return horizonMs === 0 ? Number.POSITIVE_INFINITY : (Math.max(0, plannedBudget(policy)) / (weightRatio * horizonMs)) * 1_000;
}
