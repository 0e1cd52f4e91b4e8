// From a decision to the one effect that carries it out, as data: absolute, with an id that makes repeating it harmless.
import type { Decision } from './decision.ts';
import type { Policy } from './policy.ts';
import type { Effect, Rollout } from './state.ts';
import { PPM_ALL, ppm, type Ppm } from './units.ts';

export type PlannedEffect = { readonly kind: 'none' } | Effect;

/**
 * `sequence` is that of the event that records the decision: effect and record share it, so either finds the other. What the ledger and the
 * router (`observed`) both already have needs no effect.
 */
export function planEffect(rollout: Rollout, decision: Decision, sequence: number, observed: Ppm | 'unknown'): PlannedEffect {
  switch (decision.kind) {
    case 'advance':
      return effect(rollout, sequence, decision.to, 'advance');
    case 'stepBack':
      return effect(rollout, sequence, decision.to, 'stepBack');
    case 'rollback':
      if (rollout.weight === 0 && observed === 0 && rollout.pending.kind === 'none' && rollout.phase === 'leaving') return { kind: 'none' };
      return effect(rollout, sequence, decision.to, 'rollback');
    case 'finished':
      return effect(rollout, sequence, decision.to, 'finish');
    case 'promote':
    case 'hold':
    case 'halt':
      return { kind: 'none' };
  }
}

/** What the promote job does: everything less the holdback that the bake measures against, rounded down to the router's step. */
export function planPromotion(rollout: Rollout, sequence: number, step: Ppm): Effect {
  return effect(rollout, sequence, promotedWeight(rollout.policy, step), 'promote');
}

/** A router that only knows all or nothing keeps no holdback. */
export function promotedWeight(policy: Policy, step: Ppm): Ppm {
  const bake = policy.plan.find((stage) => stage.kind === 'bake');
  const rounded = ppm(Math.floor((PPM_ALL - (bake?.holdback ?? 0)) / step) * step);
  return rounded === 0 ? PPM_ALL : rounded;
}

function effect(rollout: Rollout, sequence: number, weight: Ppm, purpose: Effect['purpose']): Effect {
  return { kind: 'set-weight', id: `${rollout.id}/${String(sequence)}/${String(weight)}`, rolloutId: rollout.id, sequence, weight, purpose };
}

/** Raising exposure, and finishing, wait for the record; everything else is a lowering and waits for nothing. */
export function waitsForRecord(rollout: Rollout, effect: Effect): boolean {
  return effect.weight > rollout.weight || effect.purpose === 'finish';
}
