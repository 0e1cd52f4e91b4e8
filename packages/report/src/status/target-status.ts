// How a target stands, as values: what is released at which weight, what it waits for, by when somebody looks again, and what it has cost.
import { excessHarm, type Pause, type Rollout, type TargetState } from '@rampart/rollout-policy';

export interface TargetStatus {
  readonly target: string;
  readonly stable: string;
  readonly pause: Pause;
  readonly release: { readonly kind: 'none' } | ReleaseStatus;
}

export interface ReleaseStatus {
  readonly kind: 'live';
  readonly rolloutId: string;
  readonly version: string;
  readonly phase: Rollout['phase'];
  readonly stage: string;
  readonly weightPpm: number;
  readonly mirrorPpm: number;
  readonly weightSinceMs: number;
  readonly waitsFor: WaitsFor;
  /** Bad requests beyond what stable would have had, of those that the policy promises. */
  readonly harm: { readonly excess: number; readonly budget: number };
  /** The newest moment that anything recorded is about. */
  readonly seenMs: number;
  /** By the schedule of the policy the next look has come by then. */
  readonly nextLookByMs: number;
  /** Three looks in a row did not come, as far as the ledger tells. */
  readonly isOverdue: boolean;
}

/** Whose move it is. `codes`: why, as the last recorded decision has it. */
export interface WaitsFor {
  readonly whom: 'approval' | 'person' | 'resume' | 'promote-job' | 'rollback-job' | 'router' | 'evidence';
  readonly codes: readonly string[];
}

const LOOKS_MISSED_MAX = 3;

export function targetStatus(state: TargetState, nowMs: number): TargetStatus {
  const { target, stable, pause, rollout } = state;
  return { target, stable: stable.version, pause, release: rollout.kind === 'none' ? { kind: 'none' } : releaseStatus(rollout, nowMs) };
}

function releaseStatus(rollout: Rollout, nowMs: number): ReleaseStatus {
  const { policy, checks } = rollout;
  const seenMs = Math.max(rollout.startedAtMs, rollout.stageEnteredAtMs, rollout.weightSinceMs, ...Object.values(checks).map(({ watermarkMs }) => watermarkMs));
  // A look of a schedule sees blocks that closed the lag before it.
  const dueMs = Math.max(policy.expert.tickMs, policy.expert.lookMs) + policy.expert.lagMs;
  return {
    kind: 'live',
    rolloutId: rollout.id,
    version: rollout.candidate.version,
    phase: rollout.phase,
    stage: policy.plan[rollout.stageIndex]?.kind ?? 'bake',
    weightPpm: rollout.weight,
    mirrorPpm: rollout.mirror,
    weightSinceMs: rollout.weightSinceMs,
    waitsFor: waitsFor(rollout),
    harm: { excess: excessHarm(policy, checks), budget: policy.promise.badRequestsMax },
    seenMs,
    nextLookByMs: seenMs + dueMs,
    isOverdue: nowMs > seenMs + LOOKS_MISSED_MAX * dueMs,
  };
}

/** The ruling as the fold keeps it: kind, needs, and the codes of the reasons. */
function waitsFor({ lastRuling, phase, pending, pause, waitsForApproval, weight, mirror }: Rollout): WaitsFor {
  const [, needs = 'nothing', said = ''] = lastRuling.split('/');
  const codes = said.split('+').filter((code) => code !== '');
  if (phase === 'leaving') return { whom: weight === 0 && mirror === 0 && pending.kind === 'none' ? 'rollback-job' : 'router', codes };
  if (needs === 'human') return { whom: 'person', codes };
  if (needs === 'approval' || waitsForApproval) return { whom: 'approval', codes };
  if (pause.kind === 'paused') return { whom: 'resume', codes: [] };
  if (pending.kind !== 'none') return { whom: 'router', codes };
  return { whom: phase === 'awaiting-promotion' ? 'promote-job' : 'evidence', codes };
}
