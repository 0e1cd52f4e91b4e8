// What a policy accepts of a check, as short as in the policy: `1.25 x`, `within 15 %`, `at most 5 %`, `p99 80 ms`, `8 GiB`.
import type { Check } from '@rampart/rollout-policy';
import { decimal, duration, percentOfRatio } from '../text/quantity.ts';
import { differenceWords, measureOf, valueWords } from './measure.ts';

/** The limit first, since it acts first; empty where the check only informs. */
export function allowedWords(check: Check): string {
  return [limitWords(check), marginWords(check), gapWords(check), growthWords(check)].filter((part) => part !== '').join(', ');
}

export function limitWords(check: Check): string {
  const { limit } = check;
  switch (limit.kind) {
    case 'none':
      return '';
    case 'share':
      return `${check.better === 'lower' ? 'at most' : 'at least'} ${valueWords(measureOf(check), limit.ratioMax)}`;
    case 'time':
      return `${quantileName(limit.quantile)} ${duration(limit.msMax)}`;
    case 'level':
      return valueWords(measureOf(check), limit.max);
  }
}

/** `p99` */
export function quantileName(quantile: number): string {
  return `p${decimal(quantile * 100, 3)}`;
}

export function marginWords(check: Check): string {
  const { worseBy, sides, better } = check;
  if (worseBy.kind === 'none') return '';
  const both = sides === 'both' || check.signal.kind === 'calibration';
  if (worseBy.kind === 'points') {
    const difference = differenceWords(measureOf(check), worseBy.ratio);
    return both ? `within ${difference}` : better === 'lower' ? `+${difference}` : `-${difference}`;
  }
  if (both) return `within ${decimal((worseBy.factor - 1) * 100, 1)} %`;
  return better === 'lower' ? `${decimal(worseBy.factor, 3)} x` : `${decimal(1 / worseBy.factor, 3)} x at least`;
}

function gapWords(check: Check): string {
  return check.gap.kind === 'none' ? '' : `${differenceWords(measureOf(check), check.gap.ratio)} between parts`;
}

function growthWords({ signal }: Check): string {
  return signal.kind !== 'level' || signal.growth.kind === 'none' ? '' : `+${percentOfRatio(signal.growth.ratioMax)} an hour`;
}
