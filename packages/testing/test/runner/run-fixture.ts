// Runs a workflow for a test: in a folder that is removed afterwards, with the fixture actions at hand as `fixtures/actions/<name>@v1`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionsOfRepository } from '../../src/runner/action-reference.ts';
import type { JobRun } from '../../src/runner/job-result.ts';
import { runWorkflow } from '../../src/runner/run-workflow.ts';
import type { StepRun } from '../../src/runner/step-result.ts';
import type { CompletedRun, WorkflowRequest } from '../../src/runner/workflow-request.ts';

export const fixtureFolder = fileURLToPath(new URL('.', import.meta.url));

export const pushToMain = { name: 'push', ref: 'refs/heads/main', sha: '0123456789abcdef0123456789abcdef01234567' };

/** A workflow with these jobs, started by a push. */
export function runJobs(jobs: string, request: Partial<WorkflowRequest> = {}): Promise<CompletedRun> {
  return runText(`on: push\njobs:\n${jobs}`, request);
}

export async function runText(text: string, request: Partial<WorkflowRequest> = {}): Promise<CompletedRun> {
  return runFixture({ workflow: { kind: 'text', name: '.github/workflows/test.yml', text }, ...request });
}

export async function runFixture(request: Pick<WorkflowRequest, 'workflow'> & Partial<WorkflowRequest>): Promise<CompletedRun> {
  const root = request.root ?? mkdtempSync(join(tmpdir(), 'runner-harness-'));
  try {
    const run = await runWorkflow({
      repository: 'o/models',
      event: pushToMain,
      actions: actionsOfRepository('fixtures/actions', join(fixtureFolder, 'actions')),
      ...request,
      root,
    });
    if (run.kind !== 'completed') throw new Error(`the workflow did not run: ${JSON.stringify(run)}`);
    return run;
  } finally {
    if (request.root === undefined) rmSync(root, { recursive: true, force: true });
  }
}

/** The job with this key; the only one if there is no key. */
export function jobOf(run: CompletedRun, key?: string): JobRun {
  const job = key === undefined ? run.jobs[0] : run.jobs.find((each) => each.key === key);
  if (job === undefined) throw new Error(`no job ${key ?? ''} among ${run.jobs.map((each) => each.key).join(', ')}`);
  return job;
}

export function stepOf(run: CompletedRun, id: string, stage: StepRun['stage'] = 'main'): StepRun {
  const step = run.jobs.flatMap((job) => job.steps).find((each) => each.id === id && each.stage === stage);
  if (step === undefined) throw new Error(`no ${stage} step ${id}`);
  return step;
}

export function conclusions(run: CompletedRun): Readonly<Record<string, string>> {
  return Object.fromEntries(run.jobs.map((job) => [job.key, job.conclusion]));
}
