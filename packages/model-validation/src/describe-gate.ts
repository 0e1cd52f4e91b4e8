// One line for people about one gate result, with its figures.
import type { GateResult } from './judge-gates.ts';
import { assertNever } from '@rampart/rollout-policy';

/** `accuracy of region=west at least 0.75` */
export function describeRule({ metric, cell, rule }: Pick<GateResult, 'metric' | 'cell' | 'rule'>): string {
  const what = cell === 'all' ? metric : `${metric} of ${cell}`;
  switch (rule.kind) {
    case 'min':
      return `${what} at least ${figure(rule.value)}`;
    case 'max':
      return `${what} at most ${figure(rule.value)}`;
    case 'worseByAtMost':
      return `${what} at most ${rule.margin.kind === 'absolute' ? figure(rule.margin.amount) : `${figure(rule.margin.ratio * 100)} % of stable`} ${rule.better === 'higher' ? 'below' : 'above'} stable`;
    default:
      return assertNever(rule);
  }
}

/** `0.81 (surely 0.788 at 95%)`, `0.81, which is 0.012 worse than stable`, or why it cannot be decided. */
export function describeOutcome({ rule, outcome }: Pick<GateResult, 'rule' | 'outcome'>): string {
  if (outcome.kind === 'undecidable') return outcome.why;
  const { observed, compared, basis } = outcome;
  const sure = basis === 'point' ? '' : `, ${basis} sure`;
  if (rule.kind !== 'worseByAtMost') return basis === 'point' ? figure(observed) : `${figure(observed)} (${rule.kind === 'min' ? 'at least' : 'at most'} ${figure(compared)}${sure})`;
  const difference = compared > 0 ? `${figure(compared)} worse than stable` : compared < 0 ? `${figure(-compared)} better than stable` : 'the same as stable';
  return `${figure(observed)}, ${basis === 'point' ? difference : `at most ${compared > 0 ? difference : `equal to stable, or ${difference}`}${sure}`}`;
}

/** Up to five significant digits, without trailing zeros. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(5)));
}
