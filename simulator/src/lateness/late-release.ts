// One release under a schedule that comes late, driven in one of the ways a job can be: what users met, when it was seen, and what the jobs cost.
import { trialOf, type SimulatedTask } from '../claims/simulated-task.ts';
import { badRequestsCounted, caughtAtMs } from '../claims/claims-of.ts';
import { release, type Released } from '../rollout/release.ts';
import type { Behaviour, RunnerModel, Trial } from '../scenario/scenario.ts';
import { worldOf } from '../world/world-of.ts';

export type DrivenBy = RunnerModel['mode'];

export interface LateTask {
  readonly task: SimulatedTask;
  readonly mode: DrivenBy;
  readonly late: LateSchedule;
  /** In place of what the task releases. */
  readonly candidate: { readonly kind: 'as drawn' } | { readonly kind: 'behaves'; readonly behaviours: readonly Behaviour[] };
}

/** Half of the scheduled jobs come later than the median, one in forty later than four times it; `missing` of them never come. */
export interface LateSchedule {
  readonly medianMs: number;
  readonly missing: number;
}

export interface LateRelease {
  /** As the promise on bad requests counts them. */
  readonly bad: number;
  readonly isBroken: boolean;
  /** Since the candidate's first request: out of traffic, or a person asked. */
  readonly caughtAfterMs: number | 'never';
  readonly isPromoted: boolean;
  readonly jobs: Released['jobs'];
}

export function simulateLate(asked: LateTask, run: number): LateRelease {
  const trial = lateTrial(asked, run);
  const { policy } = trial;
  const released = release(trial, worldOf(trial));
  const { ending, truth, firstTrafficAtMs, promotedAtMs, jobs } = released;
  const bad = badRequestsCounted(policy.plan)(truth);
  const caught = caughtAtMs(ending);
  return {
    bad,
    isBroken: bad > policy.promise.badRequestsMax,
    caughtAfterMs: caught === 'never' || firstTrafficAtMs === 'never' ? 'never' : Math.max(0, caught - firstTrafficAtMs),
    isPromoted: promotedAtMs !== 'never',
    jobs,
  };
}

export function lateTrial({ task, mode, late, candidate }: LateTask, run: number): Trial {
  const { policy, scenario } = trialOf(task, run);
  const runner = { ...scenario.runner, mode, lateMedianMs: late.medianMs, missing: late.missing };
  return { policy, scenario: { ...scenario, runner, behaviours: candidate.kind === 'behaves' ? candidate.behaviours : scenario.behaviours } };
}
