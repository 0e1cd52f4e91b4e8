// Executes a workflow file for one event, the way GitHub and its runner do together: this file decides which job runs when; run-job.ts
// runs it. What is done and what is not stands in the README of this package.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contextsWith, needsContext } from './contexts.ts';
import type { EndedJob } from './contexts.ts';
import { workflowMatches } from './event-match.ts';
import { githubContext } from './github-context.ts';
import type { RunIdentity } from './github-context.ts';
import { createJobFolders } from './job-folders.ts';
import { ancestorsOf, readyJobs } from './job-graph.ts';
import { jobRuns, planConcurrency, planJob } from './job-plan.ts';
import type { JobCircumstances, JobLeg, JobPlan } from './job-plan.ts';
import { cancelledBeforeStart, endedJob, withoutRun, worst } from './job-result.ts';
import type { JobRun } from './job-result.ts';
import type { EndReason, JobRuntime } from './job-runtime.ts';
import type { JsonObject } from './json-value.ts';
import { createMasks } from './masks.ts';
import { runJob } from './run-job.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';
import { nowhere } from './template.ts';
import { realTimers, runnerPatience } from './timers.ts';
import type { JobDefinition, WorkflowDocument } from './workflow-document.ts';
import { readWorkflow } from './workflow-reader.ts';
import type { CompletedRun, WorkflowRequest, WorkflowRun } from './workflow-request.ts';

export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowRun> {
  const reading = await readWorkflow(sourceOf(request.workflow));
  if (reading.kind === 'refused') return reading;
  const match = workflowMatches(reading.document, request.event);
  if (match.kind === 'differs') return { kind: 'not-triggered', why: match.why };
  if (match.kind === 'wrong-event') return { kind: 'refused', problems: [{ kind: 'event', message: match.why, at: nowhere }] };

  mkdirSync(request.root, { recursive: true });
  const folder = mkdtempSync(join(request.root, 'run-'));
  try {
    const run = createRun(request, reading.document, match.inputs, folder);
    await runJobs(run);
    return describeRun(run);
  } finally {
    if (request.keepsFolders !== true) rmSync(folder, { recursive: true, force: true });
  }
}

function sourceOf(workflow: WorkflowRequest['workflow']): { readonly fileName: string; readonly text: string } {
  return workflow.kind === 'text'
    ? { fileName: workflow.name, text: workflow.text }
    : { fileName: `.github/workflows/${basename(workflow.path)}`, text: readFileSync(workflow.path, 'utf8') };
}

interface Run {
  readonly request: WorkflowRequest;
  readonly document: WorkflowDocument;
  readonly folder: string;
  /** `github`, `inputs`, `vars`, `secrets` and `runner`. */
  readonly contexts: JsonObject;
  readonly slots: Slots;
  readonly ended: Map<string, EndedJob>;
  readonly jobs: Map<string, readonly JobRun[]>;
  readonly signal: AbortSignal;
}

function createRun(request: WorkflowRequest, document: WorkflowDocument, inputs: JsonObject, folder: string): Run {
  const { secrets = {}, vars = {} } = request;
  const identity: RunIdentity = {
    actor: 'octocat',
    runId: 1,
    runNumber: 1,
    runAttempt: 1,
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    ...request.identity,
    repository: request.repository,
    token: secrets['GITHUB_TOKEN'] ?? '',
  };
  return {
    request,
    document,
    folder,
    contexts: {
      github: githubContext({ identity, event: request.event, workflow: document, inputs }),
      inputs,
      vars,
      secrets,
    },
    slots: createSlots(request.jobsAtOnceMax ?? 2),
    ended: new Map(),
    jobs: new Map(),
    signal: request.signal ?? new AbortController().signal,
  };
}

/** Starts every job whose needs have ended, until none is left. */
async function runJobs(run: Run): Promise<void> {
  const started = new Set<string>();
  const running = new Map<string, Promise<string>>();
  for (;;) {
    const progress = { started, ended: new Set(run.ended.keys()) };
    for (const definition of readyJobs(run.document.jobs, progress)) {
      started.add(definition.id);
      running.set(definition.id, settleJob(run, definition));
    }
    if (running.size === 0) return;
    running.delete(await Promise.race(running.values()));
  }
}

async function settleJob(run: Run, definition: JobDefinition): Promise<string> {
  const plan = planJob(definition, circumstancesOf(run, definition, run.signal.aborted));
  const jobs = plan.kind === 'run' ? await runLegs(run, definition, plan) : [withoutRun(definition, plan)];
  run.jobs.set(definition.id, jobs);
  run.ended.set(definition.id, endedJob(definition.id, jobs));
  return definition.id;
}

function circumstancesOf(run: Run, definition: JobDefinition, isRunCancelled: boolean): JobCircumstances {
  const { github = {}, inputs = {}, vars = {} } = run.contexts;
  const needs = needsContext(definition.needs, [...run.ended.values()]);
  return {
    fileName: run.document.fileName,
    contexts: { github, inputs, vars, needs },
    ancestors: ancestorsOf(run.document.jobs, definition.id).map((id) => run.ended.get(id)?.result ?? 'skipped'),
    isRunCancelled,
  };
}

/** Runs the combinations of a matrix side by side, within the limits of the matrix and of the machine. */
async function runLegs(run: Run, definition: JobDefinition, plan: Extract<JobPlan, { kind: 'run' }>): Promise<readonly JobRun[]> {
  const ending = new AbortController();
  const onCancelled = (): void => {
    if (!jobRuns(definition, circumstancesOf(run, definition, true))) ending.abort('cancelled' satisfies EndReason);
  };
  // A job that starts after the cancellation was planned with it in mind already.
  if (!run.signal.aborted) run.signal.addEventListener('abort', onCancelled, { once: true });
  const ownSlots = createSlots(plan.legsAtOnceMax);
  const runLeg = async (leg: JobLeg, index: number): Promise<JobRun> => {
    if (ending.signal.aborted) return cancelledBeforeStart(leg);
    const job = await runJob({
      leg,
      document: run.document,
      runtime: createRuntime(run, leg, { signal: ending.signal, index, needs: circumstancesOf(run, definition, false).contexts }),
      onStep: run.request.onStep ?? ((): void => undefined),
    });
    if (job.conclusion === 'failure' && !job.isForgiven && plan.failFast) ending.abort('cancelled' satisfies EndReason);
    return job;
  };
  try {
    return await Promise.all(plan.legs.map((leg, index) => ownSlots.use(() => run.slots.use(() => runLeg(leg, index)))));
  } finally {
    run.signal.removeEventListener('abort', onCancelled);
  }
}

function createRuntime(
  { request, folder, contexts }: Run,
  leg: JobLeg,
  own: { readonly signal: AbortSignal; readonly index: number; readonly needs: JsonObject },
): Omit<JobRuntime, 'state'> {
  const { machineEnv, secrets = {}, vars = {} } = request;
  const folders = createJobFolders({
    runFolder: folder,
    toolCache: join(request.root, 'tool-cache'),
    jobFolder: `${leg.definition.id}-${own.index}`,
    repository: request.repository,
  });
  const showsDebug = (secrets['ACTIONS_STEP_DEBUG'] ?? vars['ACTIONS_STEP_DEBUG']) === 'true';
  const runner = {
    os: process.platform === 'darwin' ? 'macOS' : 'Linux',
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    name: 'runner-harness',
    environment: 'self-hosted',
    temp: folders.temp,
    tool_cache: folders.toolCache,
    workspace: join(folders.workspace, '..'),
    ...(showsDebug ? { debug: '1' } : {}),
  };
  return {
    folders,
    masks: createMasks(Object.values(secrets)),
    contexts: { ...contexts, ...own.needs, runner },
    machineEnv: { PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', USER: 'runner', ...machineEnv },
    resolveAction: request.actions ?? ((): { kind: 'unknown' } => ({ kind: 'unknown' })),
    repositories: request.repositories ?? {},
    nodePath: request.nodePath ?? process.execPath,
    timers: request.timers ?? realTimers,
    patience: request.patience ?? runnerPatience,
    cancelled: own.signal,
  };
}

function describeRun({ document, jobs, ended, folder, contexts, signal }: Run): CompletedRun {
  const results = [...ended.values()].map((job) => job.result);
  const isCancelled = signal.aborted && results.includes('cancelled');
  return {
    kind: 'completed',
    conclusion: isCancelled ? 'cancelled' : worst(results),
    jobs: document.jobs.flatMap((definition) => jobs.get(definition.id) ?? []),
    concurrency: planConcurrency(document.concurrency, { contexts: contextsWith(contexts), functions: {} }),
    folder,
  };
}
