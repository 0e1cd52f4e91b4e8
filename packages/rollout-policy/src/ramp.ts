// The next weight of a ramp: as much as its steps and the promise allow, never more than a growth cap at once, rounded down.
import type { Expert, Stage } from './policy.ts';
import { ppm, type Ppm } from './units.ts';

export type RampStep =
  | { readonly kind: 'raise'; readonly to: Ppm }
  /** The promise allows no more yet. */
  | { readonly kind: 'wait'; readonly next: Ppm }
  | { readonly kind: 'top' };

/** A raise by less than this is not worth a weight change, which costs the evidence around it. */
const WORTH_IT = 1.25;

export function nextRampStep(
  stage: Extract<Stage, { kind: 'ramp' }>,
  expert: Expert,
  now: { readonly weight: Ppm; readonly allowed: Ppm; readonly step: Ppm },
): RampStep {
  if (now.weight >= topOf(stage, now.step)) return { kind: 'top' };
  switch (stage.steps.kind) {
    case 'ladder': {
      const next = stage.steps.weights.find((weight) => weight > now.weight && weight <= stage.weightMax);
      if (next === undefined) return { kind: 'top' };
      return next <= now.allowed ? { kind: 'raise', to: next } : { kind: 'wait', next };
    }
    case 'instances':
      return grow(stage, expert, now, Math.floor(1_000_000 / stage.steps.count));
    case 'promise':
      return grow(stage, expert, now, now.step);
  }
}

/** Exposing more than this times what is allowed is too much; less is left, so that the weight does not move up and down with every block. */
const TOLERATED = 2;

/** Where the ramp goes back to when far less is allowed than is exposed: what is allowed, on the steps of the ramp, but never to nothing. */
export function lowerRampWeight(stage: Extract<Stage, { kind: 'ramp' }>, now: { readonly weight: Ppm; readonly allowed: Ppm; readonly step: Ppm }): Ppm {
  if (now.weight <= now.allowed * TOLERATED) return now.weight;
  if (stage.steps.kind === 'ladder') {
    const { weights } = stage.steps;
    return weights.findLast((weight) => weight <= now.allowed) ?? weights[0] ?? now.weight;
  }
  const unit = stage.steps.kind === 'instances' ? Math.floor(1_000_000 / stage.steps.count) : now.step;
  return floorTo(Math.max(now.allowed, unit), unit);
}

/** The weight at which the ramp has nothing left to do. */
function topOf(stage: Extract<Stage, { kind: 'ramp' }>, step: Ppm): number {
  const last = stage.steps.kind === 'ladder' ? (stage.steps.weights.at(-1) ?? stage.weightMax) : stage.weightMax;
  const unit = stage.steps.kind === 'instances' ? Math.floor(1_000_000 / stage.steps.count) : step;
  return Math.min(last, floorTo(stage.weightMax, unit));
}

function grow(stage: Extract<Stage, { kind: 'ramp' }>, expert: Expert, now: { readonly weight: Ppm; readonly allowed: Ppm; readonly step: Ppm }, unit: number): RampStep {
  const top = topOf(stage, now.step);
  const capped = now.weight === 0 ? top : Math.min(top, Math.max(now.weight * expert.growthMax, now.weight + unit));
  const to = floorTo(Math.min(capped, now.allowed), unit);
  const worth = to >= now.weight * WORTH_IT || to === top;
  return to > now.weight && worth ? { kind: 'raise', to } : { kind: 'wait', next: floorTo(capped, unit) };
}

function floorTo(weight: number, unit: number): Ppm {
  return ppm(Math.floor(weight / unit) * unit);
}
