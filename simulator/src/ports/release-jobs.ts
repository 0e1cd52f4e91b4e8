// What the jobs of a release do: each is the `run` of its action, with simulated ports. What a step hands over to other jobs is told as its outputs would.
import { run as runStep, type Mode, type StepResult } from '@rampart/canary-step/run';
import { run as runPromote } from '@rampart/promote/run';
import { run as runRollback } from '@rampart/rollback/run';
import type { TickInput, TickOutcome } from '@rampart/rollout-engine';
import type { Job } from './job.ts';
import type { Simulation } from './simulation.ts';

/** The inputs of a job: all that a re-run repeats. */
export type JobInputs =
  | {
      readonly kind: 'step';
      readonly mode: Mode;
      /** Whether it starts the release of a newer version; otherwise it only goes on with one that is live. */
      readonly starts: boolean;
      readonly request: TickInput['request'];
      readonly deadlineMs: number;
    }
  | { readonly kind: 'promote'; readonly rolloutId: string }
  | { readonly kind: 'roll-back'; readonly rolloutId: string; readonly why: string };

/** What a job leaves to its workflow: rollouts that other jobs go on with, `to-promote` and `to-roll-back`, and whether it is red. */
export interface JobResult {
  readonly toPromote: readonly string[];
  readonly toRollBack: readonly string[];
  readonly isRed: boolean;
}

/** As `deadline` of canary-step. */
export const JOB_MS = 5 * 3_600_000;
export const NOTHING_SAID: TickInput['request'] = { kind: 'none' };
/** The default of the input `reason`. */
export const BY_HAND = 'rolled back by hand';

export async function perform(sim: Simulation, job: Job, inputs: JobInputs): Promise<JobResult> {
  switch (inputs.kind) {
    case 'step':
      return performStep(sim, job, inputs);
    case 'promote':
      return performPromote(sim, job, inputs);
    case 'roll-back':
      return performRollback(sim, job, inputs);
  }
}

async function performStep(sim: Simulation, job: Job, { mode, starts, request, deadlineMs }: Extract<JobInputs, { kind: 'step' }>): Promise<JobResult> {
  const ports = job.ports();
  const target = { policyFile: 'policy.yaml', pinned: { policy: sim.trial.policy, digest: 'simulated' }, ports, breakGlass: () => '' };
  const results = await runStep(
    { mode, wanted: { kind: starts ? 'newest' : 'nothing' }, validation: { kind: 'not-demanded' }, request, actor: job.name, deadlineMs },
    { targets: [target], clock: ports.clock, signal: job.signal, told: ({ outcome }) => told(sim, job, outcome) },
  );
  return stepResult(results);
}

function told(sim: Simulation, job: Job, outcome: TickOutcome): void {
  const { notes, startMs, time } = sim;
  if (outcome.kind !== 'decided') return void notes.marks.add(outcome.kind);
  const { decision } = outcome;
  notes.looks.push({ atMs: startMs + time.nowMs, job: job.name, decision });
  notes.marks.add(`decision:${decision.kind}`);
  for (const { code } of decision.reasons) notes.marks.add(`reason:${code}`);
  if (decision.needs !== 'nothing') sim.asked();
}

/** As the action presents it, which a test holds it to: what to promote, what is leaving, and red where a person is needed or the inputs are wrong. */
export function stepResult(results: readonly StepResult[]): JobResult {
  return { toPromote: results.flatMap(toPromote), toRollBack: results.flatMap(toRollBack), isRed: results.some(isRed) };
}

function toPromote({ outcome }: StepResult): readonly string[] {
  if (outcome.kind !== 'decided' || outcome.decision.kind !== 'promote') return [];
  const { rollout } = outcome.state;
  return rollout.kind === 'live' ? [rollout.id] : [];
}

function toRollBack({ outcome }: StepResult): readonly string[] {
  if (outcome.kind !== 'decided') return [];
  const { rollout } = outcome.state;
  return rollout.kind === 'live' && rollout.phase === 'leaving' ? [rollout.id] : [];
}

function isRed({ outcome, mode }: StepResult): boolean {
  if (mode !== 'observe' && outcome.followed.some(({ kind }) => kind === 'told')) return true;
  switch (outcome.kind) {
    case 'decided':
      return outcome.decision.needs === 'human' || (outcome.decision.kind === 'rollback' && outcome.todo.length > 0);
    case 'refused':
      return true;
    case 'no-ledger':
      return outcome.error.code !== 'unavailable' && outcome.error.code !== 'conflict';
    default:
      return false;
  }
}

async function performPromote(sim: Simulation, job: Job, { rolloutId }: Extract<JobInputs, { kind: 'promote' }>): Promise<JobResult> {
  const outcome = await runPromote({ target: sim.trial.policy.target, actor: job.name, rolloutId }, job.ports());
  sim.notes.marks.add(`promote:${outcome.kind}`);
  const asks = outcome.kind === 'held' && outcome.needs === 'human';
  if (asks) sim.asked();
  return { toPromote: [], toRollBack: [], isRed: asks || outcome.kind === 'refused' };
}

async function performRollback(sim: Simulation, job: Job, { rolloutId, why }: Extract<JobInputs, { kind: 'roll-back' }>): Promise<JobResult> {
  const outcome = await runRollback({ target: sim.trial.policy.target, actor: job.name, why, rolloutId, stableVersion: '', routerOnly: false }, job.ports());
  sim.notes.marks.add(`rollback:${outcome.kind}`);
  if (outcome.kind === 'unconfirmed') sim.asked();
  return { toPromote: [], toRollBack: [], isRed: outcome.kind === 'unconfirmed' || outcome.kind === 'refused' };
}
