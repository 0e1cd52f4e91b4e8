// What must always hold of a state and of a step from one to the next: called by the engine before it writes, by tests and by checkers.
import type { LedgerEvent } from './event.ts';
import { waitsForRecord } from './plan.ts';
import type { TargetState } from './state.ts';

export interface Violation {
  readonly rule: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function violationsOf(state: TargetState): readonly Violation[] {
  const { rollout } = state;
  const found: Violation[] = [];
  const must = (holds: boolean, rule: string, facts: Readonly<Record<string, unknown>>): void => {
    if (!holds) found.push({ rule, facts });
  };
  must(state.slots.includes(state.stable.slot), 'stable has a slot of the target', { slot: state.stable.slot });
  if (rollout.kind === 'none') return found;
  must(rollout.pause.kind === state.pause.kind, 'a rollout knows whether its target is paused', { rollout: rollout.pause.kind, target: state.pause.kind });
  must(rollout.candidate.slot !== state.stable.slot, 'candidate and stable have different slots', { slot: state.stable.slot });
  must(rollout.weight >= 0 && rollout.weight <= 1_000_000, 'the weight is a share', { weight: rollout.weight });
  must(rollout.phase !== 'leaving' || rollout.pending.kind === 'none' || rollout.pending.weight === 0, 'a candidate that leaves is never raised', { phase: rollout.phase });
  for (const check of Object.values(rollout.checks)) {
    const shares = Object.values(check.claims).reduce((sum, claim) => sum + claim.share, 0);
    must(shares <= 1 + 1e-9, 'the claims of a check share one error budget', { shares });
  }
  return found;
}

/** Rules of a step. `event` took `before` to `after`. */
export function stepViolations(before: TargetState, event: LedgerEvent, after: TargetState): readonly Violation[] {
  const found: Violation[] = [...violationsOf(after), ...pauseViolations(before, event)];
  const was = before.rollout;
  const is = after.rollout;
  if (was.kind === 'live' && is.kind === 'live' && was.id === is.id) {
    if (was.phase === 'leaving' && is.weight > was.weight) found.push({ rule: 'after a rollback the weight never rises', facts: { from: was.weight, to: is.weight } });
    // Where a lowering was refused the weight stays what it is; it never rises above what the phase allows.
    if (is.weight > was.weight && is.weight > capOf(after)) found.push({ rule: 'the weight rises within what the phase allows', facts: { weight: is.weight, phase: is.phase } });
    if (is.weight > was.weight && event.kind !== 'confirmed') found.push({ rule: 'a raise is in force only once it was confirmed', facts: { event: event.kind } });
    for (const [name, check] of Object.entries(was.checks)) {
      const next = is.checks[name];
      if (next !== undefined && next.watermarkMs < check.watermarkMs) found.push({ rule: 'evidence is used once', facts: { check: name } });
    }
  }
  return found;
}

/** A raise that was recorded before may still be confirmed: the router shows what it shows. */
function pauseViolations({ pause, rollout }: TargetState, event: LedgerEvent): readonly Violation[] {
  const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
  const isRaise = rollout.kind === 'live' && effect !== undefined && waitsForRecord(rollout, effect);
  return pause.kind === 'paused' && isRaise ? [{ rule: 'nothing is raised on a paused target', facts: { effect: effect.id } }] : [];
}

function capOf(state: TargetState): number {
  const { rollout } = state;
  if (rollout.kind === 'none' || rollout.phase === 'baking' || rollout.phase === 'awaiting-promotion' || rollout.phase === 'leaving') return 1_000_000;
  return Math.max(0, ...rollout.policy.plan.map((stage) => (stage.kind === 'ramp' ? stage.weightMax : stage.kind === 'split' ? stage.weight : 0)));
}
