// The next weight of a ramp: as much as its steps and the promise allow, never more than a growth cap at once, rounded down.
import type { Expert, Stage } from '../policy.ts';
import { PPM_ALL, ppm, type Ppm } from '../units.ts';

export type RampStep =
  | { readonly kind: 'raise'; readonly to: Ppm }
  /** The promise allows no more yet. */
  | { readonly kind: 'wait'; readonly next: Ppm }
  | { readonly kind: 'top' };

export type Ramp = Extract<Stage, { kind: 'ramp' }>;

interface RampPosition {
  readonly weight: Ppm;
  readonly allowed: Ppm;
  /** Smallest step of the router. */
  readonly step: Ppm;
}

/** A split is reached by a ramp's steps up to its weight, never by a jump. */
export function rampOf(stage: Extract<Stage, { kind: 'ramp' | 'split' }>): Ramp {
  return stage.kind === 'ramp' ? stage : { kind: 'ramp', steps: { kind: 'promise' }, weightMax: stage.weight, sticky: 'none' };
}

/** A raise by less than this is not worth a weight change, which costs the evidence around it. */
const WORTH_IT = 1.25;

export function nextRampStep(stage: Ramp, expert: Expert, now: RampPosition): RampStep {
  const { weight, allowed, step } = now;
  const top = rungAtMost(stage, step, PPM_ALL);
  // A router whose smallest step is above the whole ramp.
  if (top === 0) return { kind: 'wait', next: step };
  if (weight >= top) return { kind: 'top' };
  const next = rungAbove(stage, step, weight);
  // What is known of the traffic may be one quiet minute: the first step is no larger than any other.
  const grown = weight === 0 ? top / expert.growthMax : weight * expert.growthMax;
  const reach = stage.steps.kind === 'ladder' ? next : rungAtMost(stage, step, Math.max(grown, next));
  const to = rungAtMost(stage, step, Math.min(reach, allowed));
  const isWorthIt = stage.steps.kind === 'ladder' || to === top || to >= weight * WORTH_IT;
  return to > weight && isWorthIt ? { kind: 'raise', to } : { kind: 'wait', next: reach };
}

/** Exposing more than this times what is allowed is too much; less is left, so that the weight does not move up and down with every block. */
const TOLERATED = 2;

/** Where the ramp goes back to when far less is allowed than is exposed: what is allowed, on the steps of the ramp, but never to nothing. */
export function lowerRampWeight(stage: Ramp, { weight, allowed, step }: RampPosition): Ppm {
  if (weight <= allowed * TOLERATED) return weight;
  const lowest = rungAbove(stage, step, 0);
  const to = Math.max(lowest, rungAtMost(stage, step, allowed));
  return to < weight ? ppm(to) : weight;
}

/** Where the ramp goes back to while nobody looks: on its steps, and to nothing where its first is too much. */
export function unwatchedRampWeight(stage: Ramp, { weight, allowed, step }: RampPosition): Ppm {
  return weight <= allowed ? weight : rungAtMost(stage, step, allowed);
}

/** The highest weight of the ramp that is not above `weight`, as the router can make it; 0 where there is none. */
function rungAtMost(stage: Ramp, step: Ppm, weight: number): Ppm {
  const most = Math.min(weight, stage.weightMax);
  if (stage.steps.kind === 'promise') return floorTo(most, step);
  return rungsOf(stage.steps, step).findLast((rung) => rung <= most) ?? ppm(0);
}

/** The lowest weight of the ramp that is above `weight`; what is above all of them where there is none. */
function rungAbove(stage: Ramp, step: Ppm, weight: number): Ppm {
  if (stage.steps.kind === 'promise') return ppm(Math.min(PPM_ALL, floorTo(weight, step) + step));
  return rungsOf(stage.steps, step).find((rung) => rung > weight) ?? PPM_ALL;
}

/** Written weights and shares of instances, rounded down to what the router can make: a weight that it cannot make would be asked for without end. */
function rungsOf(steps: Exclude<Ramp['steps'], { kind: 'promise' }>, step: Ppm): readonly Ppm[] {
  const shares = steps.kind === 'ladder' ? steps.weights : Array.from({ length: steps.count }, (_, index) => Math.floor(((index + 1) * PPM_ALL) / steps.count));
  return shares.map((share) => floorTo(share, step));
}

function floorTo(weight: number, unit: number): Ppm {
  return ppm(Math.floor(weight / unit) * unit);
}
