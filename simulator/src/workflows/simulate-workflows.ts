// Depth `run`: each action's run() in simulated workflows. Runs are started by a pushed tag, by a schedule that is late and by people, wait in concurrency
// groups, are cancelled, and are run again with their old inputs.
import { newRandom, purposeOf } from '../chance/index.ts';
import { concluded } from '../ports/conclude.ts';
import { planHappenings } from '../ports/happenings.ts';
import { hasEnded } from '../ports/has-ended.ts';
import { outsideOf } from '../ports/outside-of.ts';
import { answerWhenAsked, drawOldJob } from '../ports/people.ts';
import type { Outside } from '../ports/reality.ts';
import { simulation, type Simulation } from '../ports/simulation.ts';
import { JOBS_NEXT } from '../ports/virtual-time.ts';
import type { Recording } from '../rollout/recording.ts';
import { scheduledTicks } from '../rollout/schedule.ts';
import type { Trial } from '../scenario/scenario.ts';
import { concurrencyGroup, type Concurrency, type ConcurrencyGroup, type Queued } from './concurrency.ts';
import { firstJobs, PUSH, SCHEDULE, type PlannedJob, type WorkflowEvent } from './workflow.ts';
import { workflowRun } from './workflow-run.ts';

export interface WorkflowOptions {
  /** Of the whole workflow. The documented one needs none: two runs at once are safe. */
  readonly concurrency?: Concurrency;
  readonly outside?: Outside;
}

export async function simulateWorkflows(trial: Trial, { concurrency = { kind: 'none' }, outside = outsideOf(trial) }: WorkflowOptions = {}): Promise<Recording> {
  const sim = simulation(trial, outside);
  const service: Service = { sim, group: concurrencyGroup(concurrency), runs: new Set(), past: [] };
  const waiting = planHappenings(sim, {
    says: ({ kind }) => {
      if (kind !== 'none') dispatch(service, kind === 'abort' ? 'aborts' : 'approves');
    },
    registered: () => void sim.time.plan(sim.time.nowMs, JOBS_NEXT, () => trigger(service, PUSH)),
    reRuns: () => {
      const old = drawOldJob(sim, service.past);
      if (old !== undefined) enter(service, [old]);
    },
    cancels: () => {
      for (const run of service.runs) run.cancel();
    },
    // The same workflow in another place: a fork, a second branch, a copy that nobody remembers. It has groups of its own.
    doubled: (forMs) => planSchedule({ ...service, group: concurrencyGroup(concurrency) }, { fromMs: sim.time.nowMs, untilMs: sim.time.nowMs + forMs, startsNow: true }),
  });
  answerWhenAsked(sim, (word) => dispatch(service, word));
  planSchedule(service, { fromMs: 0, untilMs: trial.scenario.horizonMs, startsNow: false });
  sim.time.plan(0, JOBS_NEXT, () => trigger(service, PUSH));
  await sim.run(() => waiting.count > 0 || service.runs.size > 0 || !hasEnded(sim));
  return concluded(sim, 'run');
}

interface Service {
  readonly sim: Simulation;
  readonly group: ConcurrencyGroup;
  /** In progress or waiting. */
  readonly runs: Set<Queued>;
  /** Jobs that began, for those who run them again. */
  readonly past: PlannedJob[];
}

function planSchedule(service: Service, { fromMs, untilMs, startsNow }: { readonly fromMs: number; readonly untilMs: number; readonly startsNow: boolean }): void {
  const { sim } = service;
  const schedule = scheduledTicks(sim.trial);
  const planNext = (afterMs: number): void => {
    const atMs = schedule.nextAfter(afterMs);
    if (atMs >= untilMs) return;
    sim.time.plan(atMs, JOBS_NEXT, () => {
      planNext(atMs);
      trigger(service, SCHEDULE);
      if (sim.faults.on('tick-twice', atMs) === 'none') return;
      sim.notes.marks.add('tick-twice');
      trigger(service, SCHEDULE);
    });
  };
  planNext(fromMs);
  if (startsNow) trigger(service, SCHEDULE);
}

function trigger(service: Service, event: WorkflowEvent): void {
  enter(service, firstJobs(event, service.sim.trial.scenario.runner.mode));
}

function enter(service: Service, first: readonly PlannedJob[]): void {
  const { sim, runs, past } = service;
  const run = workflowRun({ sim, first, began: (job) => void past.push(job), over: () => void runs.delete(run) });
  runs.add(run);
  service.group.enter(run);
}

const BUTTON = purposeOf('which button a person presses');

/** A person who does not want it any more aborts, or rolls back by hand: both are there. */
function dispatch(service: Service, word: 'aborts' | 'approves'): void {
  const { trial, time } = service.sim;
  const isFirst = newRandom().at(trial.scenario.seed, trial.scenario.run, time.nowMs, BUTTON).uniform() < 0.5;
  const presses = word === 'approves' ? 'approve' : isFirst ? 'abort' : 'roll back';
  trigger(service, { trigger: 'dispatch', do: presses, actor: 'grace', reason: word === 'approves' ? '' : 'not convinced' });
}
