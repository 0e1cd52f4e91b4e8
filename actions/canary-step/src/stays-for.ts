// How long a job stays with a target, and when somebody looks again.
import { outlastsBudget, type Decision, type Expert, type Rollout, type TargetState } from '@rampart/rollout-policy';

export type Mode = 'observe' | 'auto' | 'tick' | 'watch';

/** Schedules of hosted runners were seen 12 hours late, and nothing bounds it: a day. */
export const SILENCE_MS = 86_400_000;

/** When somebody looks again, as far as it is certain: a job that stays does, a schedule is meant to, and who comes after a job's deadline nobody knows. */
export function nextLookMs(mode: Mode, { lookMs, tickMs }: Expert, { isLast, silenceMs }: { readonly isLast: boolean; readonly silenceMs: number }): number {
  if (mode === 'tick') return tickMs;
  return isLast ? silenceMs : lookMs;
}

/** Whether this job takes another look, or leaves it to the next one. */
export function staysFor(mode: Mode, rollout: TargetState['rollout'], { kind, needs }: Pick<Decision, 'kind' | 'needs'>, { nowMs, silenceMs }: { readonly nowMs: number; readonly silenceMs: number }): boolean {
  if (mode === 'observe' || mode === 'tick') return false;
  if (rollout.kind === 'none' || kind === 'promote' || kind === 'halt' || kind === 'finished') return false;
  // Traffic that could not be taken away is tried again at once; what is out waits for the rollback job.
  if (rollout.phase === 'leaving') return rollout.weight > 0 || rollout.pending.kind !== 'none';
  return mode === 'watch' || isUnseen(rollout, nowMs) || isInSmoke(rollout, kind, needs) || exposesTooMuch(rollout, silenceMs);
}

/** So many looks are enough for the first evidence at a new weight, where there is traffic at all. */
const LOOKS_TO_SEE = 4;

/** Nothing was measured yet at a weight that was just raised: until the next tick nobody would know what it does. */
function isUnseen({ weight, weightSinceMs, checks, policy: { expert } }: Rollout, nowMs: number): boolean {
  const waitsMs = expert.warmUpMs + expert.lagMs + LOOKS_TO_SEE * Math.max(expert.lookMs, expert.blockMs);
  return weight > 0 && nowMs - weightSinceMs < waitsMs && Object.values(checks).every(({ coveredMs }) => coveredMs === 0);
}

/** Smoke takes a look or two. */
function isInSmoke({ weightMax }: Rollout, kind: Decision['kind'], needs: Decision['needs']): boolean {
  return weightMax === 0 && kind === 'hold' && needs === 'nothing';
}

/** `auto`: weight x traffic x time until somebody looks again, at worst, against what is left of the promise. */
function exposesTooMuch({ policy, checks, weight }: Rollout, silenceMs: number): boolean {
  return outlastsBudget(policy, checks, { weight, untilMs: Math.max(policy.expert.tickMs, silenceMs) });
}
