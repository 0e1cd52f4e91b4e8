// What a further try of the same artefact costs: every try spends an error budget of its own, and says so.
import { count, nthTry, timesIn } from '../text/quantity.ts';
import { named } from './foreign-text.ts';
import type { RolloutContext } from './rollout-context.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Empty for the first try. The chances of several tries add up at most. */
export function attemptWords({ attempt, candidate, promise }: RolloutContext): string {
  if (!(attempt > 1)) return '';
  const tries = NUMBERS[attempt - 1] ?? count(attempt);
  return `${nthTry(attempt)} of ${named(candidate)}: it spends a new budget; over ${tries} tries a good release is sent back at most ${timesIn(attempt * promise.falseAlarmRatio)} times.`;
}
