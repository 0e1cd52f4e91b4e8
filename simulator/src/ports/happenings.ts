// What a scenario lets happen at a moment: what people say and do, versions that are registered, jobs that are cancelled or run again.
import type { TickInput } from '@rampart/rollout-engine';
import { floorPpm } from '@rampart/rollout-policy';
import type { Job } from './job.ts';
import type { Simulation } from './simulation.ts';
import { JOBS_NEXT, WORLD_FIRST } from './virtual-time.ts';

/** What the one who sends jobs has to do about it. */
export interface Sender {
  /** A person says something, by hand. */
  says(request: TickInput['request']): void;
  /** A newer version is in the registry. */
  registered(): void;
  /** Somebody presses "re-run" on a job that is over. */
  reRuns(): void;
  /** Somebody cancels everything that is running. */
  cancels(): void;
  /** Another copy of the same automation is at work for so long. */
  doubled(forMs: number): void;
}

/** Returns how many re-runs are still to come: they may come after the end. */
export function planHappenings({ faults, time, ports, notes, trial }: Simulation, sender: Sender): { count: number } {
  const { lookMs } = trial.policy.expert;
  const waiting = { count: 0 };
  for (const { atMs } of faults.all('person-aborts')) time.plan(atMs, JOBS_NEXT, () => sender.says({ kind: 'abort', actor: 'grace', why: 'stop it' }));
  for (const { atMs } of faults.all('person-approves')) time.plan(atMs, JOBS_NEXT, () => sender.says({ kind: 'approve', actor: 'grace' }));
  for (const { atMs, weight } of faults.all('person-sets-weight')) {
    time.plan(atMs, WORLD_FIRST, () => {
      notes.marks.add('weight-by-hand');
      ports.router.moveByHand(floorPpm(weight));
    });
  }
  for (const { atMs } of faults.all('new-version')) {
    time.plan(atMs, WORLD_FIRST, () => {
      ports.registry.registerNext();
      sender.registered();
    });
  }
  for (const { atMs } of faults.all('job-cancelled')) time.plan(atMs, WORLD_FIRST, () => sender.cancels());
  // Both look at the same moments, as two runners that one schedule woke.
  for (const { atMs, forMs } of faults.all('two-controllers')) time.plan(Math.ceil(atMs / lookMs) * lookMs, JOBS_NEXT, () => sender.doubled(forMs));
  for (const { atMs } of faults.all('old-job-re-run')) {
    if (atMs >= trial.scenario.horizonMs) continue;
    waiting.count += 1;
    time.plan(atMs, JOBS_NEXT, () => {
      waiting.count -= 1;
      notes.marks.add('re-run');
      sender.reRuns();
    });
  }
  return waiting;
}

/** A cancelled process has so long to end by itself. */
const GRACE_MS = 10_000;

export function cancelJob({ time, notes }: Simulation, job: Job): void {
  notes.marks.add('cancelled');
  job.cancel();
  time.plan(time.nowMs + GRACE_MS, WORLD_FIRST, () => job.die());
}
