// One run of the workflow: its jobs in the order of their needs, each a job of the simulation. A job that died or was cancelled has no followers; one that is red has:
// what it concluded is made all the same.
import { cancelJob } from '../ports/happenings.ts';
import type { Job } from '../ports/job.ts';
import { perform } from '../ports/release-jobs.ts';
import type { Simulation } from '../ports/simulation.ts';
import { JOBS_NEXT } from '../ports/virtual-time.ts';
import type { Queued } from './concurrency.ts';
import { jobsAfter, type PlannedJob } from './workflow.ts';

export interface RunParts {
  readonly sim: Simulation;
  /** Jobs without needs. A re-run of one job is that job again, with its old inputs, and what follows from it. */
  readonly first: readonly PlannedJob[];
  readonly began: (job: PlannedJob) => void;
  /** It is over, or was cancelled before it began. */
  readonly over: () => void;
}

export function workflowRun({ sim, first, began, over }: RunParts): Queued {
  const jobs = new Set<Job>();
  let state: 'waiting' | 'running' | 'cancelled' = 'waiting';

  /** Returns the jobs that follow from it. */
  const runJob = async ({ name, inputs }: PlannedJob): Promise<readonly PlannedJob[]> => {
    if (state === 'cancelled') return [];
    began({ name, inputs });
    const end = await sim.start(name === 'step' ? 'canary-step' : name, async (job) => {
      jobs.add(job);
      try {
        return await perform(sim, job, inputs);
      } finally {
        jobs.delete(job);
      }
    });
    if (end.kind !== 'finished' || isCancelled()) return [];
    if (end.value.isRed) sim.notes.marks.add(`red:${name}`);
    return jobsAfter(end.value);
  };
  const isCancelled = (): boolean => state === 'cancelled';

  return {
    run: async () => {
      state = 'running';
      const followers = await Promise.all(first.map(runJob));
      const { time, trial } = sim;
      await Promise.all(
        followers.flat().map(async (job) => {
          await time.until(time.nowMs + trial.scenario.runner.jobDelayMs, JOBS_NEXT);
          await runJob(job);
        }),
      );
      over();
    },
    cancel: () => {
      const wasWaiting = state === 'waiting';
      state = 'cancelled';
      for (const job of jobs) cancelJob(sim, job);
      if (!wasWaiting) return;
      sim.notes.marks.add('pending-cancelled');
      over();
    },
  };
}
