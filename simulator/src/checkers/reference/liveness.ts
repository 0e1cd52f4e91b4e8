// How long a rollout may take to end, or to ask, once nothing fails any more.
import type { Trial } from '../../scenario/scenario.ts';

/** Late schedules have long tails: this many medians. */
const LATE_MEDIANS = 24;

/** Offset by which the release must have ended or have asked somebody; `unknown` where the horizon comes first or nothing bounds the schedule. */
export function endsBefore({ policy, scenario }: Trial): number | 'unknown' {
  const { healsAtMs, runner, faults, behaviours, horizonMs } = scenario;
  if (runner.missing > 0.2 || behaviours.some(({ kind }) => kind === 'overload' || kind === 'feedback')) return 'unknown';
  const lastFaultMs = Math.max(0, ...faults.map(({ atMs, forMs }) => atMs + forMs));
  const wellFromMs = healsAtMs === 'never' ? lastFaultMs : Math.min(healsAtMs, lastFaultMs);
  const lookMs = Math.max(policy.expert.tickMs, policy.expert.lookMs) + runner.lateMedianMs * LATE_MEDIANS + runner.jobDelayMs + scenario.router.settlesAfterMs;
  const waitsMs = policy.plan.reduce((sum, stage) => sum + (stage.kind === 'bake' || stage.kind === 'shadow' ? stage.durationMs : 0), 0);
  const quietMs = policy.quiet.length === 0 ? 0 : 7 * 86_400_000;
  const boundMs = wellFromMs + policy.promise.decideWithinMs + 2 * waitsMs + quietMs + 12 * lookMs + policy.expert.blindMs + 6 * 3_600_000;
  return boundMs <= horizonMs ? boundMs : 'unknown';
}
