// An absolute limit as a clause: `the limit is 5 %`, `at most 1 % may take longer than 80 ms`.
import type { Check } from '@rampart/rollout-policy';
import { duration, percentOfRatio } from '../text/quantity.ts';
import { measureOf, SHARE_OF_REQUESTS, valueWords } from './measure.ts';

/** `max` as a decision carries it: a ratio, or the value of a gauge. */
export function limitSentence(check: Check | undefined, max: number): string {
  if (check?.limit.kind === 'time') return `at most ${percentOfRatio(max)} may take longer than ${duration(check.limit.msMax)}`;
  const value = valueWords(check === undefined ? SHARE_OF_REQUESTS : measureOf(check), max);
  return check?.better === 'higher' ? `the least allowed is ${value}` : `the limit is ${value}`;
}
