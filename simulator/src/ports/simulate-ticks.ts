// Depth `tick`: the real tick, promote and rollback of the engine, in jobs that come as the scenario's runner sends them, over simulated ports.
import type { Recording } from '../rollout/recording.ts';
import { scheduledTicks } from '../rollout/schedule.ts';
import type { Trial } from '../scenario/scenario.ts';
import { concluded } from './conclude.ts';
import { cancelJob, planHappenings } from './happenings.ts';
import { hasEnded } from './has-ended.ts';
import { outsideOf } from './outside-of.ts';
import { answerWhenAsked, drawOldJob } from './people.ts';
import type { Outside } from './reality.ts';
import { BY_HAND, JOB_MS, NOTHING_SAID, perform, type JobInputs, type JobResult } from './release-jobs.ts';
import { simulation, type KillPoint, type Simulation } from './simulation.ts';
import { JOBS_NEXT } from './virtual-time.ts';

export async function simulateTicks(trial: Trial, outside: Outside = outsideOf(trial)): Promise<Recording> {
  return concluded(await runTicks(trial, outside, { kind: 'never' }), 'tick');
}

/** `kill`: the job that makes that call dies there. A job that dies is started again at once; one that was cancelled is not. */
export async function runTicks(trial: Trial, outside: Outside, kill: KillPoint): Promise<Simulation> {
  const sim = simulation(trial, outside, kill);
  const runner: Runner = { sim, past: [], steps: 0 };
  const says = (request: StepInputs['request']): void => void startJob(runner, stepInputs(runner, { request }));
  const waiting = planHappenings(sim, {
    says,
    // The next tick asks the registry.
    registered: () => undefined,
    reRuns: () => {
      const old = drawOldJob(sim, runner.past);
      if (old !== undefined) void startJob(runner, old.inputs);
    },
    cancels: () => {
      for (const job of sim.alive) cancelJob(sim, job);
    },
    doubled: (forMs) => void startJob(runner, stepInputs(runner, { mode: 'watch', deadlineMs: forMs })),
  });
  answerWhenAsked(sim, (word) => says(word === 'approves' ? { kind: 'approve', actor: 'ada' } : { kind: 'abort', actor: 'ada', why: 'not convinced' }));
  planTicks(runner);
  sim.time.plan(0, JOBS_NEXT, () => startStep(runner));
  await sim.run(() => waiting.count > 0 || sim.alive.size > 0 || !hasEnded(sim));
  return sim;
}

interface Runner {
  readonly sim: Simulation;
  readonly past: { readonly inputs: JobInputs }[];
  /** Steps of the schedule that are running. */
  steps: number;
}

type StepInputs = Extract<JobInputs, { kind: 'step' }>;

function planTicks(runner: Runner): void {
  const { time, trial } = runner.sim;
  const schedule = scheduledTicks(trial);
  const planNext = (afterMs: number): void => {
    const atMs = schedule.nextAfter(afterMs);
    if (atMs >= trial.scenario.horizonMs) return;
    time.plan(atMs, JOBS_NEXT, () => {
      planNext(atMs);
      // A step that stays does the work of those that come meanwhile.
      if (runner.steps === 0) scheduledTick(runner);
    });
  };
  planNext(0);
}

function scheduledTick(runner: Runner): void {
  const { faults, time, notes } = runner.sim;
  startStep(runner);
  if (faults.on('tick-twice', time.nowMs) === 'none') return;
  notes.marks.add('tick-twice');
  startStep(runner);
}

function startStep(runner: Runner): void {
  runner.steps += 1;
  void startJob(runner, stepInputs(runner)).finally(() => (runner.steps -= 1));
}

function stepInputs({ sim }: Runner, parts: Partial<StepInputs> = {}): JobInputs {
  return { kind: 'step', mode: sim.trial.scenario.runner.mode, starts: true, request: NOTHING_SAID, deadlineMs: JOB_MS, ...parts };
}

async function startJob(runner: Runner, inputs: JobInputs): Promise<void> {
  const { sim, past } = runner;
  past.push({ inputs });
  const end = await sim.start(inputs.kind === 'step' ? 'canary-step' : inputs.kind, (job) => perform(sim, job, inputs));
  if (end.kind === 'finished') return handOver(runner, end.value);
  if (end.kind === 'died') await startJob(runner, inputs);
}

/** The jobs that go on are there after a while. */
function handOver(runner: Runner, { toPromote, toRollBack }: JobResult): void {
  const { time, trial } = runner.sim;
  const later = (inputs: JobInputs): void => void time.plan(time.nowMs + trial.scenario.runner.jobDelayMs, JOBS_NEXT, () => void startJob(runner, inputs));
  for (const rolloutId of toPromote) later({ kind: 'promote', rolloutId });
  for (const rolloutId of toRollBack) later({ kind: 'roll-back', rolloutId, why: BY_HAND });
}
