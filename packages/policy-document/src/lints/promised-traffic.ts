// What the bad-request promise leaves before anything is known: the core's own formula with the worst rate 1.
import { countsAsHarm, judgedAfterMs as exposedMs, plannedBudget, type Check, type Policy } from '@rampart/rollout-policy';

export { countsAsHarm, plannedBudget };

/** How long a new weight is exposed before the check can act on it, in a job that stays. */
export function judgedAfterMs(policy: Policy, check: Check): number {
  return exposedMs(policy, check, policy.expert.lookMs);
}

/** The most requests per second, of both arms, at which the ramp leaves 0 % for `weightRatio`; infinite where no check counts harm. */
export function trafficMaxPerSecond(policy: Policy, weightRatio: number): number {
  const horizonMs = policy.checks.filter(countsAsHarm).reduce((sum, check) => sum + judgedAfterMs(policy, check), 0);
  return horizonMs === 0 ? Number.POSITIVE_INFINITY : (Math.max(0, plannedBudget(policy)) / (weightRatio * horizonMs)) * 1_000;
}
