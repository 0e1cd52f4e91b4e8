// The weights that a stage may have, after the router has rounded them down, and the highest that one step may reach (docs/policies/ramp.md).
import type { Policy, Stage } from '@rampart/rollout-policy';

const ALL = 1_000_000;

/** The most that a stage ever serves, in ppm, whatever the promise bears; 0 before traffic. */
export function capOf(stage: Stage | undefined): number {
  switch (stage?.kind) {
    case 'ramp':
      return stage.steps.kind === 'ladder' ? Math.min(stage.weightMax, Math.max(0, ...stage.steps.weights)) : stage.weightMax;
    case 'split':
      return stage.weight;
    default:
      return 0;
  }
}

/** What is left for the candidate once it is promoted: everything less the holdback; all where the router knows nothing between. */
export function promotedCap({ plan }: Policy, step: number): number {
  const holdback = plan.find((stage) => stage.kind === 'bake')?.holdback ?? 0;
  const rounded = floorTo(ALL - holdback, step);
  return rounded === 0 ? ALL : rounded;
}

/** The highest weight of a ramp or split that its router can make. */
export function topOf(stage: Stage | undefined, step: number): number {
  if (stage?.kind === 'ramp' && stage.steps.kind !== 'promise') return Math.max(0, ...rungs(stage, step).filter((rung) => rung <= stage.weightMax));
  return floorTo(capOf(stage), step);
}

/** The highest weight that one decision may go to from `weight`. */
export function oneStepUp(policy: Policy, stage: Stage | undefined, weight: number, step: number): number {
  const top = topOf(stage, step);
  const grown = Math.max(weight === 0 ? top / policy.expert.growthMax : weight * policy.expert.growthMax, weight + step);
  if (stage?.kind !== 'ramp' || stage.steps.kind === 'promise') return Math.min(top, grown);
  const next = rungs(stage, step).find((rung) => rung > weight) ?? top;
  return Math.min(top, stage.steps.kind === 'ladder' ? next : Math.max(next, grown));
}

function rungs({ steps }: Extract<Stage, { kind: 'ramp' }>, step: number): readonly number[] {
  if (steps.kind === 'promise') return [];
  const shares = steps.kind === 'ladder' ? steps.weights : Array.from({ length: steps.count }, (_, index) => Math.floor(((index + 1) * ALL) / steps.count));
  return shares.map((share) => floorTo(share, step));
}

function floorTo(weight: number, unit: number): number {
  return Math.floor(weight / unit) * unit;
}
