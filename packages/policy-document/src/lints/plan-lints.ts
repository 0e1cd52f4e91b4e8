// Can the plan be carried out within the promise?
import { floorPpm, labelsQuestionOf, PPM_ALL, type Check, type Policy, type Stage } from '@rampart/rollout-policy';
import type { Traffic } from '../profile/traffic-profile.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { formatRate, formatRoughly } from './format-roughly.ts';
import { note, warning, type Remark } from './lint.ts';
import { plannedBudget, countsAsHarm, judgedAfterMs, trafficMaxPerSecond } from './promised-traffic.ts';

/** A target with more traffic than this should know beforehand that its first weight will wait. */
const BUSY_PER_SECOND = 10;

export function planLints(policy: Policy, traffic: Traffic): readonly Remark[] {
  return policy.plan.flatMap((stage, index) => stageLints(policy, stage, index, traffic));
}

function stageLints(policy: Policy, stage: Stage, index: number, traffic: Traffic): readonly Remark[] {
  switch (stage.kind) {
    case 'ramp':
      return [...firstWeightWaits(policy, stage, index, traffic), ...ladderTooLong(policy, stage, index)];
    case 'switch':
      return switchSpendsPromise(policy, index);
    case 'bake':
      return [...bakeWithoutHoldback(stage, index), ...bakeBeforeLabels(policy, stage, index)];
    case 'follow':
      return followBeforeLabels(policy, stage, index);
    case 'smoke':
    case 'shadow':
    case 'split':
    case 'approval':
      return [];
  }
}

/** Without a profile a warning for busy targets; with one it is known whether this one is. */
function firstWeightWaits(policy: Policy, { steps }: Extract<Stage, { kind: 'ramp' }>, index: number, traffic: Traffic): readonly Remark[] {
  if (steps.kind === 'promise' && traffic.kind === 'unknown') return [];
  const first = steps.kind === 'ladder' ? (steps.weights[0] ?? PPM_ALL) : steps.kind === 'instances' ? floorPpm(1 / steps.count) : traffic.kind === 'measured' ? traffic.profile.routerStep : PPM_ALL;
  const perSecond = trafficMaxPerSecond(policy, first / PPM_ALL);
  const today = traffic.kind === 'measured' ? traffic.profile.requestsPerMinute.mean / 60 : BUSY_PER_SECOND;
  if (perSecond >= today) return [];
  const { badRequestsMax } = policy.promise;
  const seen = traffic.kind === 'measured' ? `; there are ${formatRate(today)} today` : '';
  const needed = traffic.kind === 'measured' ? `, badRequests: ${badRequestsNeeded(policy, today / perSecond)}` : '';
  return warning(
    'first-weight-waits',
    ['plan', index, 'ramp', ...(steps.kind === 'ladder' ? ['weights', 0] : steps.kind === 'instances' ? ['instances'] : [])],
    `At the first weight of ${formatShare(first)} nothing is known yet, so every request of the new version may be one of the ${badRequestsMax} bad ones promised:`,
    `with more than ${formatRate(perSecond)} (both versions together) the rollout waits at 0%${seen}. ${steps.kind === 'promise' ? 'The router makes no smaller step: promise' : 'Begin lower, or promise'} more${needed}.`,
  );
}

/** The planned budget grows by `times`, luck included; two digits, upwards. */
function badRequestsNeeded(policy: Policy, times: number): number {
  if (!Number.isFinite(times)) return 3;
  const of = (badRequestsMax: number): number => plannedBudget({ ...policy, promise: { ...policy.promise, badRequestsMax } });
  const wanted = of(policy.promise.badRequestsMax) * times;
  let exact = policy.promise.badRequestsMax;
  while (of(exact) < wanted) exact = Math.ceil(exact * 1.02) + 1;
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.ceil(exact / digit) * digit;
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
    'With holdback: 0% the old version serves nothing, so the bake compares with nothing: limits act, and a watch on the new version alone asks a person.',
    '1% is enough.',
  );
}

function bakeBeforeLabels(policy: Policy, { durationMs }: Extract<Stage, { kind: 'bake' }>, index: number): readonly Remark[] {
  const late = policy.checks.find((check) => matureMsOf(check) >= durationMs);
  if (late === undefined) return [];
  return note(
    'bake-before-labels',
    ['plan', index, 'bake', 'for'],
    `Labels of ${late.name} are final ${formatRoughly(matureMsOf(late))} after the request, the bake takes ${formatRoughly(durationMs)}:`,
    'it ends before it has seen one answer of its own.',
  );
}

/** Pairs come from the shadow alone, and are all in by then. */
function followBeforeLabels(policy: Policy, { durationMs }: Extract<Stage, { kind: 'follow' }>, index: number): readonly Remark[] {
  const late = policy.checks.find((check) => check.signal.kind !== 'pairs' && matureMsOf(check) >= durationMs);
  if (late === undefined) return [];
  return warning(
    'follow-before-labels',
    ['plan', index, 'follow', 'for'],
    `Labels of ${late.name} are final ${formatRoughly(matureMsOf(late))} after the request, the follow takes ${formatRoughly(durationMs)}:`,
    'no answer of its own time is ever judged.',
    `Write for: ${formatDuration(2 * matureMsOf(late))}, or anything above ${formatDuration(matureMsOf(late))}.`,
  );
}

function matureMsOf({ signal }: Check): number {
  const asked = labelsQuestionOf(signal);
  return asked.kind === 'asked' ? asked.question.matureMs : 0;
}
