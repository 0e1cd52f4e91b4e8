// One line of the log per look of a job that stays.
import { contextOf, percentOfWeight, sentence } from '@rampart/report';
import type { TargetResult } from './run.ts';

export function progressLine({ target, outcome, looks }: TargetResult): string {
  const head = `${target.pinned.policy.target} look ${String(looks)}`;
  if (outcome.kind !== 'decided') return `${head}: ${outcome.kind}`;
  const { rollout } = outcome.state;
  const weight = rollout.kind === 'live' ? percentOfWeight(rollout.weight) : '';
  return `${head}: ${outcome.decision.kind} ${weight} ${sentence(outcome.decision, contextOf(outcome.state))}`;
}
