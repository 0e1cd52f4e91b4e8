// How the error budget of a release is split.
import type { Check, Policy } from '../policy.ts';

/**
 * Odds at which a check decides alone. The release's error budget (`falseAlarms`) is split evenly over the checks that can roll back; a
 * check that cannot is told from a release that is fine at the same odds, but spends nothing of the budget. Where the bake keeps no holdback, half of the
 * budget is left for the watch after the promotion (lone-watch.ts).
 */
export function oddsNeeded(policy: Policy, check: Check): number {
  let sharing = 0;
  for (const { then } of policy.checks) sharing += then === 'rollback' ? 1 : 0;
  return (check.then === 'rollback' ? sharing : 1) / budgetBeforePromotion(policy);
}

export function budgetBeforePromotion(policy: Policy): number {
  const hasLoneBake = policy.plan.some((stage) => stage.kind === 'bake' && stage.holdback === 0);
  return hasLoneBake ? policy.promise.falseAlarmRatio / 2 : policy.promise.falseAlarmRatio;
}
