// Can the plan be carried out within the promise?
import { floorPpm, PPM_ALL, type Policy, type Stage } from '@rampart/rollout-policy';
import { formatShare } from '../units/share.ts';
import { formatRate, formatRoughly } from './format-roughly.ts';
import { note, warning, type Remark } from './lint.ts';
import { countsAsHarm, judgedAfterMs, trafficMaxPerSecond } from './promised-traffic.ts';

/** A target with more traffic than this should know beforehand that its first weight will wait. */
const BUSY_PER_SECOND = 10;

export function planLints(policy: Policy): readonly Remark[] {
  return policy.plan.flatMap((stage, index) => stageLints(policy, stage, index));
}

function stageLints(policy: Policy, stage: Stage, index: number): readonly Remark[] {
  switch (stage.kind) {
    case 'smoke':
      return [];
    case 'ramp':
      return [...firstWeightWaits(policy, stage, index), ...ladderTooLong(policy, stage, index)];
    case 'switch':
      return switchSpendsPromise(policy, index);
    case 'bake':
      return [...bakeWithoutHoldback(stage, index), ...bakeBeforeLabels(policy, stage, index)];
  }
}

function firstWeightWaits(policy: Policy, { steps }: Extract<Stage, { kind: 'ramp' }>, index: number): readonly Remark[] {
  if (steps.kind === 'promise') return [];
  const first = steps.kind === 'ladder' ? (steps.weights[0] ?? PPM_ALL) : floorPpm(1 / steps.count);
  const perSecond = trafficMaxPerSecond(policy, first / PPM_ALL);
  if (perSecond >= BUSY_PER_SECOND) return [];
  const { badRequestsMax } = policy.promise;
  return warning(
    'first-weight-waits',
    ['plan', index, 'ramp', ...(steps.kind === 'ladder' ? ['weights', 0] : ['instances'])],
    `At the first weight of ${formatShare(first)} nothing is known yet, so every request of the new version may be one of the ${badRequestsMax} bad ones promised:`,
    `with more than ${formatRate(perSecond)} (both versions together) the rollout waits at 0%. Begin lower, or promise more.`,
  );
}

function ladderTooLong(policy: Policy, { steps }: Extract<Stage, { kind: 'ramp' }>, index: number): readonly Remark[] {
  if (steps.kind !== 'ladder') return [];
  const leastMs = steps.weights.length * steps.everyMs;
  const { decideWithinMs, ifUndecided } = policy.promise;
  if (leastMs < decideWithinMs) return [];
  return warning(
    'ladder-too-long',
    ['plan', index, 'ramp', 'every'],
    `${steps.weights.length} weights take at least ${formatRoughly(leastMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`,
    `all of them end in ifUndecided (${ifUndecided}).`,
  );
}

function switchSpendsPromise(policy: Policy, index: number): readonly Remark[] {
  const harmful = policy.checks.filter(countsAsHarm);
  if (harmful.length === 0) return [];
  const seenAfterMs = Math.min(...harmful.map((check) => judgedAfterMs(policy, check)));
  const { badRequestsMax } = policy.promise;
  return warning(
    'switch-spends-promise',
    ['plan', index],
    `A switch moves all traffic at once, and a failure is seen after ${formatRoughly(seenAfterMs)} at the earliest:`,
    `with more than ${formatRate((badRequestsMax / seenAfterMs) * 1_000)} a release that fails every request breaks the promise of ${badRequestsMax} bad ones. A ramp keeps it.`,
  );
}

function bakeWithoutHoldback({ holdback }: Extract<Stage, { kind: 'bake' }>, index: number): readonly Remark[] {
  if (holdback > 0) return [];
  return warning(
    'bake-without-holdback',
    ['plan', index, 'bake', 'holdback'],
    'With holdback: 0% the old version serves nothing, so the bake compares with nothing; only limits act.',
    '1% is enough.',
  );
}

function bakeBeforeLabels(policy: Policy, { durationMs }: Extract<Stage, { kind: 'bake' }>, index: number): readonly Remark[] {
  const late = policy.checks.find(({ signal }) => signal.kind === 'labels' && signal.matureMs >= durationMs);
  if (late?.signal.kind !== 'labels') return [];
  return note(
    'bake-before-labels',
    ['plan', index, 'bake', 'for'],
    `Labels of ${late.name} are final ${formatRoughly(late.signal.matureMs)} after the request, the bake takes ${formatRoughly(durationMs)}:`,
    'it ends before it has seen one answer of its own.',
  );
}
