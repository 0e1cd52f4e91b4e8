// People of a simulation: who is asked answers in their own time, and who finds an old job runs it again.
import { newRandom, purposeOf } from '../chance/index.ts';
import type { JobInputs } from './release-jobs.ts';
import type { Simulation } from './simulation.ts';
import { JOBS_NEXT } from './virtual-time.ts';

/** Whoever is asked answers once, `afterMs` later. What is still open then is asked again, but nobody says the same more often than the schedule ticks. */
export function answerWhenAsked(sim: Simulation, says: (word: 'approves' | 'aborts') => void): void {
  const { person } = sim.trial.scenario.runner;
  if (person.kind === 'never') return;
  const { tickMs } = sim.trial.policy.expert;
  let answersNextMs = 0;
  let isAnswering = false;
  sim.whenAsked(() => {
    if (isAnswering) return;
    isAnswering = true;
    const answersAtMs = Math.max(sim.time.nowMs + person.afterMs, answersNextMs);
    answersNextMs = answersAtMs + tickMs;
    sim.time.plan(answersAtMs, JOBS_NEXT, () => {
      isAnswering = false;
      says(person.kind);
    });
  });
}

const WHICH = purposeOf('which old job is run again');

/** One of the jobs that ran. Those with a rollout or a word in their inputs are the ones that could do harm, and come first. */
export function drawOldJob<Past extends { readonly inputs: JobInputs }>({ trial, time }: Simulation, past: readonly Past[]): Past | undefined {
  const telling = past.filter(({ inputs }) => inputs.kind !== 'step' || inputs.request.kind !== 'none');
  const among = telling.length > 0 ? telling : past;
  const { seed, run } = trial.scenario;
  return among[newRandom().at(seed, run, time.nowMs, WHICH).u32() % Math.max(1, among.length)];
}
