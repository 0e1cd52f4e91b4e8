// From a decision to the one effect that carries it out, as data: absolute, with an id that makes repeating it harmless.
import type { Decision } from './decision.ts';
import type { Situation } from './event.ts';
import type { Policy } from './policy.ts';
import type { Effect, Rollout } from './state.ts';
import { PPM_ALL, PPM_NONE, ppm, type Ppm } from './units.ts';

export type PlannedEffect = { readonly kind: 'none' } | Effect;

/**
 * `sequence` is that of the event that records the decision: effect and record share it, so either finds the other. What the ledger and the
 * router (`observed`) both already have needs no effect.
 */
export function planEffect(rollout: Rollout, decision: Decision, sequence: number, observed: Ppm | 'unknown'): PlannedEffect {
  switch (decision.kind) {
    case 'advance':
      return effect(rollout, sequence, decision, 'advance');
    case 'stepBack':
      return effect(rollout, sequence, decision, 'stepBack');
    case 'rollback':
      if (rollout.weight === 0 && rollout.mirror === 0 && observed === 0 && rollout.pending.kind === 'none' && rollout.phase === 'leaving') return { kind: 'none' };
      return effect(rollout, sequence, decision, 'rollback');
    case 'finished':
      return effect(rollout, sequence, { to: decision.to, mirror: PPM_NONE }, 'finish');
    case 'promote':
    case 'hold':
    case 'halt':
      return { kind: 'none' };
  }
}

/** What the promote job does: everything less the holdback that the bake measures against, rounded down to the router's step. */
export function planPromotion(rollout: Rollout, sequence: number, step: Ppm): Effect {
  return effect(rollout, sequence, { to: promotedWeight(rollout.policy, step), mirror: PPM_NONE }, 'promote');
}

/** A router that only knows all or nothing keeps no holdback. */
export function promotedWeight(policy: Policy, step: Ppm): Ppm {
  const bake = policy.plan.find((stage) => stage.kind === 'bake');
  const rounded = ppm(Math.floor((PPM_ALL - (bake?.holdback ?? 0)) / step) * step);
  return rounded === 0 ? PPM_ALL : rounded;
}

/** A mirror is part of the name: two jobs that plan different effects at one sequence must not share a key. */
function effect(rollout: Rollout, sequence: number, { to, mirror }: { readonly to: Ppm; readonly mirror: Ppm }, purpose: Effect['purpose']): Effect {
  const id = `${rollout.id}/${String(sequence)}/${String(to)}${mirror === 0 ? '' : `+${String(mirror)}`}`;
  return { kind: 'set-weight', id, rolloutId: rollout.id, sequence, weight: to, mirror, purpose };
}

/** Raising exposure, copying requests, and finishing wait for the record; everything else is a lowering and waits for nothing. */
export function waitsForRecord(rollout: Rollout, effect: Effect): boolean {
  return effect.weight > rollout.weight || effect.mirror > rollout.mirror || effect.purpose === 'finish';
}

/** The router copies more requests than the ledger has confirmed: a shadow that was begun and is not in effect yet. */
export function copiesMore(router: Situation['router'], rollout: Pick<Rollout, 'mirror'>): boolean {
  return router.kind === 'read' && router.mirror !== 'cannot' && router.mirror > rollout.mirror;
}
