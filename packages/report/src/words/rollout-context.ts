// What a sentence needs to know besides the decision: names, the checks and how they stand, and whether the router has what was decided.
import { newCheckState, PPM_ALL, PPM_NONE, type Check, type CheckState, type Decision, type LedgerEvent, type Policy, type Ppm, type QuietTime, type ReleasePromise, type Rollout, type Stage, type TargetState } from '@rampart/rollout-policy';

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
  readonly startedAtMs: number;
  /** When it was decided to take the candidate out; 0 where that was not decided, or the history does not say it. */
  readonly takenOutAtMs: number;
  /** A bad version that was let in on purpose. */
  readonly drill: boolean;
  /** 1 for the first try of this artefact. */
  readonly attempt: number;
  readonly plan: readonly Stage[];
  readonly quiet: readonly QuietTime[];
  readonly promise: Pick<ReleasePromise, 'falseAlarmRatio' | 'decideWithinMs' | 'ifUndecided'>;
}

export interface CheckFacts {
  readonly check: Check;
  readonly state: CheckState;
}

/**
 * The context of the live rollout, or of the last one that ended. `state` is the fold including the decision's own event; a decision that was not
 * recorded is told with the state that it was made on. `history` is where the policy of an ended rollout is found; without it less is said.
 */
export function contextOf(state: TargetState, history: readonly LedgerEvent[] = []): RolloutContext {
  const { rollout } = state;
  if (rollout.kind === 'none') return contextOfEnded(state, history);
  return {
    target: state.target,
    rolloutId: rollout.id,
    stable: state.stable.version,
    candidate: rollout.candidate.version,
    checks: factsOfAll(rollout.policy, rollout.checks),
    weight: rollout.weight,
    weightSinceMs: rollout.weightSinceMs,
    pending: rollout.pending.kind !== 'none',
    startedAtMs: rollout.startedAtMs,
    takenOutAtMs: takenOutAt(history, rollout.id),
    drill: rollout.drill === true,
    attempt: rollout.attempt,
    plan: rollout.policy.plan,
    quiet: rollout.policy.quiet,
    promise: rollout.policy.promise,
  };
}

function factsOfAll(policy: Policy, states: Rollout['checks']): readonly CheckFacts[] {
  return policy.checks.flatMap((check) => {
    const state = Object.hasOwn(states, check.name) ? states[check.name] : undefined;
    return state === undefined ? [] : [{ check, state }];
  });
}

function contextOfEnded(state: TargetState, history: readonly LedgerEvent[]): RolloutContext {
  const last = state.ended.at(-1);
  const started = history.findLast((event) => event.kind === 'started' && event.rolloutId === last?.id);
  const policy = started?.kind === 'started' ? started.policy : undefined;
  return {
    target: state.target,
    rolloutId: last?.id ?? '',
    stable: state.stable.version,
    candidate: last?.candidate.version ?? '',
    // What the checks had counted is gone with the rollout; what a decision says of them is all there is.
    checks: policy === undefined ? [] : policy.checks.map((check) => ({ check, state: newCheckState(check, 0) })),
    weight: last?.outcome === 'promoted' ? PPM_ALL : PPM_NONE,
    weightSinceMs: last?.endedAtMs ?? 0,
    pending: false,
    startedAtMs: started?.atMs ?? 0,
    takenOutAtMs: takenOutAt(history, last?.id ?? ''),
    drill: last?.drill === true,
    attempt: started?.kind === 'started' ? started.attempt : 1,
    plan: policy?.plan ?? [],
    quiet: policy?.quiet ?? [],
    promise: policy?.promise ?? { falseAlarmRatio: 0, decideWithinMs: 0, ifUndecided: 'ask' },
  };
}

/** The first such decision: those after it only carry it out. */
function takenOutAt(history: readonly LedgerEvent[], rolloutId: string): number {
  const decided = history.find((event) => event.kind === 'ticked' && event.rolloutId === rolloutId && event.decision.kind === 'rollback');
  return decided?.kind === 'ticked' ? decided.situation.nowMs : 0;
}

/** Before its first traffic a golden set is answered. */
export function hasProbe({ plan }: RolloutContext): boolean {
  return plan.some((stage) => stage.kind === 'smoke' && stage.probe.kind !== 'none');
}

/** The plan asks for a person in this stage; anywhere else a step back does. */
export function isPlannedApproval({ stageIndex }: Pick<Decision, 'stageIndex'>, { plan }: RolloutContext): boolean {
  return plan[stageIndex]?.kind === 'approval';
}

/** Without one, nothing runs beside the promoted version. */
export function hasHoldback({ plan }: RolloutContext): boolean {
  return plan.every((stage) => stage.kind !== 'bake' || stage.holdback > 0);
}
