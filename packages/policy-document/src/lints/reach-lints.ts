// Can the plan get where it wants to go: weights that the router or the instances cannot make, and steps that see too few requests.
import { floorPpm, PPM_ALL, type Policy, type Ppm, type Stage } from '@rampart/rollout-policy';
import type { Traffic, TrafficProfile } from '../profile/traffic-profile.ts';
import { formatShare } from '../units/share.ts';
import { formatRate, formatRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';

type RampStage = Extract<Stage, { kind: 'ramp' }>;

export function reachLints(policy: Policy, traffic: Traffic): readonly Remark[] {
  return policy.plan.flatMap((stage, index) => [
    ...(stage.kind === 'ramp' ? instancesAboveTop(stage, index) : []),
    ...(traffic.kind === 'measured' ? [...belowRouterStep(stage, index, traffic.profile), ...samplesNeverReached(policy, stage, index, traffic.profile)] : []),
  ]);
}

/** `instances: 8` with `upTo: 10%`: one instance is 12.5 % already. */
function instancesAboveTop({ steps, weightMax }: RampStage, index: number): readonly Remark[] {
  if (steps.kind !== 'instances') return [];
  const smallest = floorPpm(1 / steps.count);
  if (smallest <= weightMax) return [];
  return warning(
    'weight-unreachable',
    ['plan', index, 'ramp', 'upTo'],
    `One of ${steps.count} instances is ${formatShare(smallest)} of the traffic, above the ${formatShare(weightMax)} that the ramp may reach: it never begins.`,
    `Write upTo: ${formatShare(smallest)} or more, or at least ${Math.ceil(PPM_ALL / weightMax)} instances.`,
  );
}

function belowRouterStep(stage: Stage, index: number, { routerStep }: TrafficProfile): readonly Remark[] {
  const says = (weight: Ppm, where: readonly (string | number)[], then: string): readonly Remark[] =>
    warning(
      'weight-unreachable',
      ['plan', index, ...where],
      `The router makes steps of ${formatShare(routerStep)}${instancesText(routerStep)}, so ${formatShare(weight)} is rounded down to 0%: ${then}`,
      `Write ${formatShare(routerStep)} or a multiple of it.`,
    );
  switch (stage.kind) {
    case 'ramp': {
      const { steps, weightMax } = stage;
      if (steps.kind !== 'ladder') return weightMax < routerStep ? says(weightMax, ['ramp', 'upTo'], 'the ramp never begins.') : [];
      return steps.weights.flatMap((weight, step) => (weight < routerStep ? says(weight, ['ramp', 'weights', step], 'the step is skipped, and the first traffic is a larger one.') : []));
    }
    case 'split':
      return stage.weight < routerStep ? says(stage.weight, ['split', 'share'], 'the split has no second arm.') : [];
    case 'bake':
      return stage.holdback > 0 && stage.holdback < routerStep ? says(stage.holdback, ['bake', 'holdback'], 'the old version keeps nothing, and the bake compares with nothing.') : [];
    default:
      return [];
  }
}

/** Steps of 12.5 % are what eight equal instances make. */
function instancesText(step: Ppm): string {
  const count = PPM_ALL / step;
  return Math.abs(count - Math.round(count)) < 0.01 && count <= 100 ? ` (${Math.round(count)} instances)` : '';
}

function samplesNeverReached(policy: Policy, stage: Stage, index: number, { requestsPerMinute }: TrafficProfile): readonly Remark[] {
  const { samplesMin } = policy.expert;
  const { decideWithinMs, ifUndecided } = policy.promise;
  const perMs = requestsPerMinute.mean / 60_000;
  const neededMs = (weight: number): number => samplesMin / (perMs * (weight / PPM_ALL));
  const says = (where: readonly (string | number)[], totalMs: number, what: string, instead: string): readonly Remark[] =>
    warning(
      'samples-never-reached',
      ['plan', index, ...where],
      `A check says nothing before ${samplesMin} requests of the new version. At ${formatRate(perMs * 1_000)} ${what} ${formatTime(totalMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`,
      `it would end in ifUndecided (${ifUndecided}). ${instead}`,
    );
  switch (stage.kind) {
    case 'ramp': {
      const { steps, weightMax } = stage;
      const weights = steps.kind === 'ladder' ? steps.weights : [weightMax];
      const everyMs = steps.kind === 'ladder' ? steps.everyMs : 0;
      const totalMs = weights.reduce((sum, weight) => sum + Math.max(everyMs, neededMs(weight)), 0);
      // That the steps' own waits are too long is said without any traffic (ladder-too-long).
      if (totalMs <= decideWithinMs || weights.length * everyMs >= decideWithinMs) return [];
      const [first = weightMax] = weights;
      if (steps.kind !== 'ladder') return says(['ramp'], totalMs, `and ${formatShare(weightMax)} these take`, 'Promise a longer decideWithin.');
      return says(['ramp', 'weights', 0], totalMs, `these take ${formatTime(neededMs(first))} at ${formatShare(first)}, and all ${weights.length} weights`, 'Begin with a larger weight, or leave the weights to the promise (`ramp`).');
    }
    case 'split':
      return neededMs(stage.weight) <= stage.durationMs
        ? []
        : says(['split', 'share'], neededMs(stage.weight), `and ${formatShare(stage.weight)} these take`, `The split lasts ${formatRoughly(stage.durationMs)}.`);
    default:
      return [];
  }
}

function formatTime(durationMs: number): string {
  return Number.isFinite(durationMs) ? formatRoughly(durationMs) : 'for ever';
}
