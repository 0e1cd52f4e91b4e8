// What a rule says, and the few ways to say it.
import type { Decision, DecisionKind, Reason } from '../decision.ts';
import type { Look } from './look.ts';
import type { CheckAction } from '../policy.ts';
import { PPM_NONE, type Ppm } from '../units.ts';

export interface Ruling {
  readonly kind: DecisionKind;
  readonly reasons: readonly Reason[];
  readonly needs?: Decision['needs'];
  /** Only where the weight changes. */
  readonly to?: Ppm;
  /** Only where the candidate gets copies of requests from now on. */
  readonly mirror?: Ppm;
  readonly stageIndex?: number;
}

/** A rule that does not apply is silent; the first that speaks decides. */
export type Rule = (look: Look) => Ruling | 'silent';

export function hold(reason: Reason, needs: Decision['needs'] = 'nothing'): Ruling {
  return { kind: 'hold', reasons: [reason], needs };
}

export function promote(reasons: readonly Reason[]): Ruling {
  return { kind: 'promote', reasons };
}

export function takeOut(reasons: readonly Reason[]): Ruling {
  return { kind: 'rollback', to: PPM_NONE, reasons };
}

export function takeOutUnlessStableIsDead(look: Look, reason: Reason): Ruling {
  return look.situation.stable === 'dead' ? { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }, reason] } : takeOut([reason]);
}

/** Traffic is not stepped back onto a stable that is known to be dead: a person has to say where it goes. A person's own word goes through. */
export function notOntoDeadStable({ situation: { stable } }: Look, ruling: Ruling): Ruling {
  return ruling.kind === 'stepBack' && stable === 'dead' ? { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }, ...ruling.reasons] } : ruling;
}

/**
 * Back to the first weight. Where that is no step down from what the router shows, or a promoted candidate bakes, hold. A job that died between this very
 * step and its record has made it already: then it is recorded, with its reason.
 */
export function stepBack({ rollout: { firstWeight, phase, weight }, situation: { router } }: Look, reason: Reason, needs: Decision['needs']): Ruling {
  const isMade = router.kind === 'read' && router.ours && firstWeight < weight && router.weight <= firstWeight && router.weight > firstWeight - router.step;
  const isStepDown = isMade || (router.kind === 'read' && firstWeight < router.weight);
  return isStepDown && firstWeight > 0 && phase !== 'baking' ? { kind: 'stepBack', to: firstWeight, needs, reasons: [reason] } : hold(reason, needs);
}

export function actOn(look: Look, check: string, reason: Reason): Ruling {
  switch (actionOf(look, check)) {
    case 'rollback':
      return takeOutUnlessStableIsDead(look, reason);
    case 'stepBack':
      return stepBack(look, reason, 'approval');
    case 'hold':
    case 'retrain':
    case 'tell':
      return hold(reason, 'approval');
  }
}

export function actionOf(look: Look, check: string): CheckAction {
  return look.policy.checks.find((known) => known.name === check)?.then ?? 'hold';
}
