// Invariant 39: the harm that is reported is the sum of what happened, request by request.
import type { Recording } from '../rollout/recording.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Checker } from './checker.ts';
import { inspection } from './inspection.ts';
import { bookOf } from './reference/book.ts';
import { isBadRequest } from './reference/counted-check.ts';
import { excessOf } from './reference/promise.ts';

const TELLS_OTHERS: ReadonlySet<Scenario['faults'][number]['kind']> = new Set(['duplicated-series', 'extrapolated', 'label-swap', 'backfill', 'unit-change', 'metrics-clock', 'runner-clock', 'zero-denominator', 'metrics-stale', 'counter-reset']);

export const harmAddsUp: Checker = {
  id: '39-harm-adds-up',
  rule: 'The reported bad requests are the sum over all blocks in which users met the candidate, those around a change of the weight included, and no more than really happened.',
  check: (recording) => {
    const found = inspection();
    const { looks } = bookOf(recording);
    for (const { event, atMs, seen } of looks) {
      const excess = excessOf(seen);
      if (excess === 'unknown') continue;
      const told = event.decision.harm;
      found.expect(Math.abs(told.excess - excess) <= 1e-6 * Math.max(1, Math.abs(excess)), atMs, `${told.excess} bad requests are reported, the blocks have ${excess}`);
      found.expect(told.budget === seen.policy.promise.badRequestsMax, atMs, `the budget is told as ${told.budget}`);
    }
    againstTruth(recording, found.expect);
    return found.checked();
  },
};

function againstTruth(recording: Recording, expect: (holds: boolean, atMs: number, seen: string) => void): void {
  const { trial, truth, weights, states } = recording;
  const harmful = trial.policy.checks.filter(isBadRequest);
  const [check] = harmful;
  const isMirrored = weights.some(({ mirrorPpm }) => mirrorPpm > 0);
  const rollouts = states.filter(({ rollout }, index) => rollout.kind === 'live' && states[index - 1]?.rollout.kind !== 'live').length;
  const last = bookOf(recording).looks.at(-1);
  if (check === undefined || harmful.length > 1 || isMirrored || rollouts !== 1 || last === undefined || trial.scenario.faults.some(({ kind }) => TELLS_OTHERS.has(kind)) || trial.scenario.traffic.retries.probability > 0) return;
  if (check.signal.kind !== 'share' || check.signal.unit !== 'requests') return;
  const counted = last.seen.checks[check.name];
  const told = counted?.told.candidate.events ?? 0;
  expect(told <= truth.bad.candidate, last.atMs, `${told} bad requests of the candidate are in the evidence of ${check.name}, and there were ${truth.bad.candidate}`);
}
