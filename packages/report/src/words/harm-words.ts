// What the candidate has cost so far, in what its checks count, against what the policy promised.
import type { Decision } from '@rampart/rollout-policy';
import { count, counted } from '../text/quantity.ts';
import { isFailure } from './comparison-words.ts';
import { named } from './foreign-text.ts';
import type { RolloutContext } from './rollout-context.ts';

/** `18 failed requests more than v41 would have had (budget 100).` */
export function harmWords({ harm }: Decision, context: RolloutContext): string {
  const stable = named(context.stable);
  const budget = `(budget ${count(harm.budget)})`;
  const noun = nounOf(context);
  if (harm.excess >= 0.5) return `${counted(harm.excess, noun)} more than ${stable} would have had ${budget}.`;
  return harm.excess <= -0.5 ? `none, ${counted(-harm.excess, noun)} fewer than ${stable} would have had ${budget}.` : `none ${budget}.`;
}

/** Checks that can roll back count as harm. Where all of them count the same, it is called by its name. */
function nounOf({ checks }: RolloutContext): string {
  const counting = checks.map(({ check }) => check).filter(({ then }) => then === 'rollback');
  if (counting.length === 0) return 'bad request';
  if (counting.every((check) => check.signal.kind === 'labels' && check.better === 'lower')) return 'wrong answer';
  return counting.every((check) => isFailure(check) && check.signal.kind === 'share' && check.signal.unit === 'requests') ? 'failed request' : 'bad request';
}
