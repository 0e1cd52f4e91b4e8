// Releases one version as a team would: pushes its tag, lets GitHub's events run the workflow until the rollout has ended.
import { actionsOfRepository, runWorkflow, type CompletedRun, type StepProgress, type WorkflowEvent } from '@rampart/testing';
import type { Ledger } from '@rampart/rollout-engine';

export const REPOSITORY = 'acme/flight-delay';
const OUR_REPOSITORY = 'rampart-actions/rampart';
const CRON = '7,22,37,52 * * * *';

export interface ReleaseWorld {
  readonly target: string;
  readonly ledger: Ledger;
  readonly workflowFile: string;
  /** The bare repository that is `origin`. */
  readonly originDir: string;
  /** This repository: where the actions and their bundles are. */
  readonly rampartDir: string;
  readonly runsDir: string;
  readonly signal: AbortSignal;
  readonly onStep: (progress: StepProgress) => void;
}

export interface Release {
  readonly version: string;
  readonly commit: string;
}

/** More than this many scheduled runs for one release mean that it is stuck. */
const RUNS_MAX = 40;

/** Resolves when the release's rollout has ended; rejects when a run fails as no rollout should. */
export async function release({ version, commit }: Release, world: ReleaseWorld): Promise<void> {
  await runOnce({ name: 'push', ref: `refs/tags/flight-delay@${version}`, sha: commit, payload: { ref: `refs/tags/flight-delay@${version}` } }, world);
  for (let run = 1; !(await hasEnded(version, world)); run += 1) {
    if (world.signal.aborted) return;
    if (run > RUNS_MAX) throw new Error(`${version} has not ended after ${String(RUNS_MAX)} runs of the workflow`);
    await runOnce({ name: 'schedule', ref: 'refs/heads/main', sha: commit, payload: { schedule: CRON } }, world);
  }
}

async function runOnce(event: WorkflowEvent, world: ReleaseWorld): Promise<void> {
  const run = await runWorkflow({
    workflow: { kind: 'file', path: world.workflowFile },
    event,
    repository: REPOSITORY,
    root: world.runsDir,
    actions: actionsOfRepository(OUR_REPOSITORY, world.rampartDir),
    repositories: { [REPOSITORY]: world.originDir },
    machineEnv: machineEnv(),
    signal: world.signal,
    onStep: world.onStep,
  });
  if (world.signal.aborted) return;
  if (run.kind === 'refused') throw new Error(`the workflow is refused: ${run.problems.map((problem) => JSON.stringify(problem)).join('; ')}`);
  if (run.kind === 'not-triggered') throw new Error(`the workflow does not run on ${event.name}: ${run.why}`);
  if (run.conclusion !== 'success') throw new Error(`the workflow ended with ${run.conclusion}:\n${failedSteps(run)}`);
}

function machineEnv(): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8', USER: 'demo' };
}

function failedSteps(run: CompletedRun): string {
  const failed = run.jobs.flatMap((job) => job.steps.filter((step) => step.conclusion === 'failure').map((step) => JSON.stringify({ job: job.key, step: step.name, log: step.log }, null, 2)));
  return failed.join('\n') || run.jobs.filter((job) => job.conclusion === 'failure').map((job) => `${job.key}: ${job.why}`).join('\n');
}

async function hasEnded(version: string, world: ReleaseWorld): Promise<boolean> {
  const view = await world.ledger.read(world.target);
  return view.kind === 'ok' && view.value.kind === 'present' && view.value.state.rollout.kind === 'none' && view.value.state.ended.some((ended) => ended.candidate.version === version);
}
