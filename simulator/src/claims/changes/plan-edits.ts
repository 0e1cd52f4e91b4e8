// Edits of the plan: looking before the first user, exposing no more than the promise bears, looking after the promotion.
import { PPM_ALL, ppm, type Policy, type Stage } from '@rampart/rollout-policy';
import { formatDuration, formatShare } from '@rampart/policy-document';
import type { PolicyEdit } from './change.ts';
import { longerThan } from './steps.ts';

const DAY = 86_400_000;
const BAKE_HOLDBACK = ppm(10_000);

/** Copies of all requests before the first user: nobody is harmed, and both versions see the same. */
export function shadows(policy: Policy): readonly PolicyEdit[] {
  const index = policy.plan.findIndex(({ kind }) => kind === 'ramp' || kind === 'switch' || kind === 'split');
  if (index < 0 || policy.plan.some(({ kind }) => kind === 'shadow')) return [];
  return [DAY / 4, DAY, 2 * DAY, 4 * DAY].filter((durationMs) => durationMs < policy.promise.decideWithinMs).map((durationMs): PolicyEdit => ({
    policy: { ...policy, plan: policy.plan.toSpliced(index, 0, { kind: 'shadow', durationMs, share: ppm(PPM_ALL) }) },
    path: ['plan', index],
    from: '',
    to: `shadow: {for: ${formatDuration(durationMs)}, share: 100%}`,
    cost: 'time',
    size: durationMs / DAY,
    why: `${formatDuration(durationMs)} of copied requests before the first user: what is seen there harms nobody. The router has to copy requests`,
  }));
}

/** Weights that follow from the promise instead of written ones. */
export function promisedRamp(policy: Policy): readonly PolicyEdit[] {
  return policy.plan.flatMap((stage, index): PolicyEdit[] => {
    const isFixed = stage.kind === 'switch' || (stage.kind === 'ramp' && stage.steps.kind === 'ladder');
    if (!isFixed) return [];
    const ramp: Stage = { kind: 'ramp', steps: { kind: 'promise' }, weightMax: ppm(PPM_ALL / 2), sticky: stage.kind === 'ramp' ? stage.sticky : 'none' };
    return [
      {
        policy: { ...policy, plan: policy.plan.with(index, ramp) },
        path: ['plan', index],
        from: stageText(stage),
        to: ramp.sticky === 'user' ? 'ramp: {sticky: user}' : 'ramp',
        cost: 'time',
        size: 1,
        why: 'let the weights follow from the promise: never more users than the budget of bad requests bears',
      },
    ];
  });
}

/** A bake where there is none, else a longer one, else one with more of the old version beside it. */
export function bakes(policy: Policy): readonly PolicyEdit[] {
  const index = policy.plan.findIndex(({ kind }) => kind === 'bake');
  const bake = policy.plan[index];
  if (bake?.kind !== 'bake') return newBakes(policy);
  const longer = longerThan(bake.durationMs).map((durationMs): Stage & { readonly kind: 'bake' } => ({ ...bake, durationMs }));
  const wider = [50_000, 100_000].filter((holdback) => holdback > bake.holdback).map((holdback): Stage & { readonly kind: 'bake' } => ({ ...bake, holdback: ppm(holdback) }));
  return [...longer, ...wider].map((changed): PolicyEdit => ({
    policy: { ...policy, plan: policy.plan.with(index, changed) },
    path: ['plan', index],
    from: stageText(bake),
    to: stageText(changed),
    cost: 'time',
    size: (changed.durationMs / bake.durationMs) * (changed.holdback / Math.max(1, bake.holdback)),
    why: 'watch the promoted version for longer, or beside more of the old one',
  }));
}

function newBakes(policy: Policy): readonly PolicyEdit[] {
  const follow = policy.plan.findIndex(({ kind }) => kind === 'follow');
  const index = follow < 0 ? policy.plan.length : follow;
  return [DAY, 3 * DAY].map((durationMs): PolicyEdit => ({
    policy: { ...policy, plan: policy.plan.toSpliced(index, 0, { kind: 'bake', durationMs, holdback: BAKE_HOLDBACK }) },
    path: ['plan', index],
    from: '',
    to: `bake: ${formatDuration(durationMs)}`,
    cost: 'time',
    size: durationMs / DAY,
    why: 'watch the version after its promotion, while the old one can still take over',
  }));
}

/** As a person would write it. */
function stageText(stage: Stage): string {
  if (stage.kind === 'bake') return stage.holdback === BAKE_HOLDBACK ? `bake: ${formatDuration(stage.durationMs)}` : `bake: {for: ${formatDuration(stage.durationMs)}, holdback: ${formatShare(stage.holdback)}}`;
  if (stage.kind === 'ramp' && stage.steps.kind === 'ladder') return `ramp: {weights: [${stage.steps.weights.map(formatShare).join(', ')}], every: ${formatDuration(stage.steps.everyMs)}}`;
  return stage.kind;
}
