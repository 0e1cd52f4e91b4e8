// Edits of the promise itself: asking for less, or for later, or allowing more.
import type { Catch, Policy } from '@rampart/rollout-policy';
import { EFFECTS, formatDuration, formatFactor, formatPoints, formatRatio } from '@rampart/policy-document';
import type { PolicyEdit } from './change.ts';
import { countsAbove, longerThan } from './steps.ts';

export function largerEffects(policy: Policy, name: string): readonly PolicyEdit[] {
  const promised = policy.promise.catches.find(({ check }) => check === name);
  if (promised === undefined) return [];
  return largerThan(promised.effect).map((effect): PolicyEdit => ({
    policy: withCatches(policy, (one) => (one.check === name ? { ...one, effect } : one)),
    path: ['promise', 'catches', name],
    from: effectText(promised.effect),
    to: effectText(effect),
    cost: 'less',
    size: sizeOf(effect) / sizeOf(promised.effect),
    why: `ask for ${effectText(effect)}, which this traffic can answer in the time`,
  }));
}

/** Checks that are promised within one time are written together, so that they change together. */
export function longerWithin(policy: Policy, name: string): readonly PolicyEdit[] {
  const promised = policy.promise.catches.find(({ check }) => check === name);
  if (promised === undefined) return [];
  return longerThan(promised.withinMs).map((withinMs): PolicyEdit => ({
    policy: withCatches(policy, (one) => (one.withinMs === promised.withinMs ? { ...one, withinMs } : one)),
    path: ['promise', 'catches', 'within'],
    from: formatDuration(promised.withinMs),
    to: formatDuration(withinMs),
    cost: 'less',
    size: withinMs / promised.withinMs,
    why: 'allow the time that this traffic takes to tell such trouble from luck',
  }));
}

export function moreBadRequests(policy: Policy, leastWanted: number): readonly PolicyEdit[] {
  const { badRequestsMax } = policy.promise;
  return countsAbove(badRequestsMax, leastWanted).map((more): PolicyEdit => ({
    policy: { ...policy, promise: { ...policy.promise, badRequestsMax: more } },
    path: ['promise', 'badRequests'],
    from: String(badRequestsMax),
    to: String(more),
    cost: 'harm',
    size: more / badRequestsMax,
    why: 'allow more bad requests per release: the ramp may show the new version to more users sooner',
  }));
}

export function largerFalseAlarms(policy: Policy): readonly PolicyEdit[] {
  const { falseAlarmRatio } = policy.promise;
  return [0.02, 0.05, 0.1].filter((ratio) => ratio > falseAlarmRatio).map((ratio): PolicyEdit => ({
    policy: { ...policy, promise: { ...policy.promise, falseAlarmRatio: ratio } },
    path: ['promise', 'falseAlarms'],
    from: formatRatio(falseAlarmRatio),
    to: formatRatio(ratio),
    cost: 'harm',
    size: ratio / falseAlarmRatio,
    why: 'accept that more good releases are sent back',
  }));
}

export function longerToDecide(policy: Policy): readonly PolicyEdit[] {
  const { decideWithinMs } = policy.promise;
  return longerThan(decideWithinMs).map((longerMs): PolicyEdit => ({
    policy: { ...policy, promise: { ...policy.promise, decideWithinMs: longerMs } },
    path: ['promise', 'decideWithin'],
    from: formatDuration(decideWithinMs),
    to: formatDuration(longerMs),
    cost: 'time',
    size: longerMs / decideWithinMs,
    why: 'allow the time that this traffic takes to show that a release is as good as the one before',
  }));
}

function withCatches(policy: Policy, change: (caught: Catch) => Catch): Policy {
  return { ...policy, promise: { ...policy.promise, catches: policy.promise.catches.map(change) } };
}

function largerThan(effect: Catch['effect']): readonly Catch['effect'][] {
  if (effect.kind === 'factor') return EFFECTS.filter((factor) => factor > effect.factor).map((factor) => ({ kind: 'factor', factor }));
  return [2, 5, 10].map((times) => times * effect.ratio).filter((ratio) => ratio < 1).map((ratio) => ({ kind: 'points', ratio: Math.round(ratio * 1e6) / 1e6 }));
}

function effectText(effect: Catch['effect']): string {
  return effect.kind === 'factor' ? formatFactor(effect.factor) : formatPoints(effect.ratio);
}

function sizeOf(effect: Catch['effect']): number {
  return effect.kind === 'factor' ? effect.factor : effect.ratio;
}
