// What a sentence needs to know besides the decision: names, the checks and how they stand, and whether the router has what was decided.
import { PPM_NONE, type Check, type CheckState, type Ppm, type TargetState } from '@rampart/rollout-policy';

export interface RolloutContext {
  readonly target: string;
  /** Empty where no rollout was ever live. */
  readonly rolloutId: string;
  /** Version that serves what the candidate does not. Equals `candidate` once that has taken over. */
  readonly stable: string;
  readonly candidate: string;
  readonly checks: readonly CheckFacts[];
  /** The candidate's recorded share, since when, and whether a change of it is still on its way. */
  readonly weight: Ppm;
  readonly weightSinceMs: number;
  readonly pending: boolean;
  readonly decideWithinMs: number;
}

export interface CheckFacts {
  readonly check: Check;
  readonly state: CheckState;
}

/**
 * The context of the live rollout, or of the last one that ended. `state` is the fold including the decision's own event; a decision that was not
 * recorded is told with the state that it was made on.
 */
export function contextOf(state: TargetState): RolloutContext {
  const { rollout } = state;
  if (rollout.kind === 'none') return contextOfEnded(state);
  return {
    target: state.target,
    rolloutId: rollout.id,
    stable: state.stable.version,
    candidate: rollout.candidate.version,
    checks: rollout.policy.checks.flatMap((check) => {
      const known = rollout.checks[check.name];
      return known === undefined ? [] : [{ check, state: known }];
    }),
    weight: rollout.weight,
    weightSinceMs: rollout.weightSinceMs,
    pending: rollout.pending.kind !== 'none',
    decideWithinMs: rollout.policy.promise.decideWithinMs,
  };
}

function contextOfEnded(state: TargetState): RolloutContext {
  const last = state.ended.at(-1);
  return {
    target: state.target,
    rolloutId: last?.id ?? '',
    stable: state.stable.version,
    candidate: last?.candidate.version ?? '',
    checks: [],
    weight: last?.outcome === 'promoted' ? (1_000_000 as Ppm) : PPM_NONE,
    weightSinceMs: last?.endedAtMs ?? 0,
    pending: false,
    decideWithinMs: 0,
  };
}
