// Executes one job (or one combination of its matrix): the stages before, its steps in order, the stages after, its outputs.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EndReason, Frame, JobRuntime, JobState } from './job-runtime.ts';
import type { JobLeg } from './job-plan.ts';
import type { JobRun } from './job-result.ts';
import { createJobConsole, performMainStage, performPostStage, performPreStage, worsen } from './job-stages.ts';
import type { JobExecution } from './job-stages.ts';
import { isJsonObject } from './json-value.ts';
import { endOrphanProcesses, trackingVariable } from './orphan-processes.ts';
import type { StepProgress } from './step-progress.ts';
import { stepScope } from './step-scope.ts';
import { entry } from './template.ts';
import { evaluateText, evaluateTextEntries, TemplateMistake } from './template-value.ts';
import { findAction } from './use-action.ts';
import type { UsedAction } from './use-action.ts';
import type { RunDefaults, StepDefinition, WorkflowDocument } from './workflow-document.ts';

export interface JobRequest {
  readonly leg: JobLeg;
  readonly document: WorkflowDocument;
  /** All but what the job itself adds. */
  readonly runtime: Omit<JobRuntime, 'state'>;
  readonly onStep: (progress: StepProgress) => void;
}

export async function runJob(request: JobRequest): Promise<JobRun> {
  const { leg, onStep, runtime } = request;
  const trackingId = `github_${randomUUID()}`;
  const timeout = new AbortController();
  const state: JobState = { status: 'success', env: new Map(), pathAdditions: [], postStages: [] };
  const markCancelled = (): void => {
    state.status = 'cancelled';
  };
  const cancelled = AbortSignal.any([runtime.cancelled, timeout.signal]);
  if (cancelled.aborted) markCancelled();
  // First in line: steps look at the status when they hear of the cancellation.
  cancelled.addEventListener('abort', markCancelled);

  const job = createRuntime(request, { state, cancelled, trackingId });
  const console = createJobConsole(job, (line) => onStep({ kind: 'line', job: leg.key, step: '', line }));
  const stopTimer = runtime.timers.after(leg.timeoutMinutes * 60_000, () => {
    console.annotate('error', `The job has exceeded the maximum execution time of ${leg.timeoutMinutes} minutes.`);
    timeout.abort('cancelled' satisfies EndReason);
  });
  const environment = leg.environment.kind === 'none' ? leg.environment : { ...leg.environment, url: '' };
  const execution: JobExecution = { leg, job, console, onStep, steps: [], outputs: new Map(), actionStates: new Map(), environment };
  try {
    await performJob(execution, request.document);
    return describeJob(execution);
  } finally {
    stopTimer();
    endOrphanProcesses(trackingId);
  }
}

function createRuntime(
  { leg, document, runtime }: JobRequest,
  own: Pick<JobRuntime, 'state' | 'cancelled'> & { readonly trackingId: string },
): JobRuntime {
  const { folders } = runtime;
  const github = isJsonObject(runtime.contexts['github']) ? runtime.contexts['github'] : {};
  const eventFolder = join(folders.temp, '_github_workflow');
  const eventPath = join(eventFolder, 'event.json');
  mkdirSync(eventFolder, { recursive: true });
  writeFileSync(eventPath, JSON.stringify(github['event'] ?? {}));
  return {
    ...runtime,
    contexts: {
      ...runtime.contexts,
      github: { ...github, job: leg.definition.id, workspace: folders.workspace, event_path: eventPath, workflow: document.name },
      strategy: leg.strategy,
      matrix: leg.matrix,
    },
    machineEnv: { ...runtime.machineEnv, HOME: folders.home, [trackingVariable]: own.trackingId },
    cancelled: own.cancelled,
    state: own.state,
  };
}

async function performJob(execution: JobExecution, document: WorkflowDocument): Promise<void> {
  const { leg, job, console } = execution;
  try {
    const bare = createFrame(job, { shell: '', workingDirectory: '' });
    evaluateJobEnv(execution, document, bare);
    const frame = createFrame(job, evaluateRunDefaults(execution, document, bare));
    const actions = await findRemoteActions(execution);
    if (actions.kind === 'refused') {
      actions.mistakes.forEach((mistake) => console.annotate('error', mistake));
      worsen(job);
      return;
    }
    for (const [definition, used] of actions.used) await performPreStage(execution, frame, definition, used);
    for (const definition of leg.definition.steps) await performMainStage(execution, frame, definition);
    for (let stage = job.state.postStages.pop(); stage !== undefined; stage = job.state.postStages.pop()) {
      await performPostStage(execution, stage);
    }
    evaluateOutputs(execution, frame);
  } catch (cause) {
    if (!(cause instanceof TemplateMistake)) throw cause;
    console.annotate('error', cause.message);
    worsen(job);
  }
}

function createFrame(job: JobRuntime, runDefaults: Frame['runDefaults']): Frame {
  return { contexts: {}, steps: new Map(), env: {}, status: () => job.state.status, runDefaults };
}

function evaluateJobEnv({ leg, job }: JobExecution, document: WorkflowDocument, frame: Frame): void {
  for (const level of [document.env, leg.definition.env]) {
    const env = Object.fromEntries(job.state.env);
    for (const [name, value] of evaluateTextEntries(level, stepScope(job, frame, { stepId: '', env }))) {
      job.state.env.set(name, value);
    }
  }
}

/** Each key on its own: a job may set the shell and take the folder from the workflow. */
function evaluateRunDefaults({ leg, job }: JobExecution, document: WorkflowDocument, frame: Frame): Frame['runDefaults'] {
  const scope = stepScope(job, frame, { stepId: '', env: Object.fromEntries(job.state.env) });
  const levels: readonly RunDefaults[] = [leg.definition.runDefaults, document.runDefaults];
  const first = (key: keyof RunDefaults): string => levels.map((level) => evaluateText(level[key], scope)).find((text) => text !== '') ?? '';
  return { shell: first('shell'), workingDirectory: first('workingDirectory') };
}

type RemoteActions =
  | { readonly kind: 'found'; readonly used: readonly (readonly [StepDefinition, UsedAction])[] }
  | { readonly kind: 'refused'; readonly mistakes: readonly string[] };

/** As on GitHub, actions from repositories are fetched before the first step: one that is missing fails the job at once. */
async function findRemoteActions({ leg, job }: JobExecution): Promise<RemoteActions> {
  const used: (readonly [StepDefinition, UsedAction])[] = [];
  for (const definition of leg.definition.steps) {
    if (definition.action.kind !== 'uses' || definition.action.reference.startsWith('.')) continue;
    used.push([definition, await findAction(definition.action.reference, job)]);
  }
  const mistakes = used.flatMap(([, action]) => (action.kind === 'refused' ? [action.why] : []));
  return mistakes.length > 0 ? { kind: 'refused', mistakes } : { kind: 'found', used };
}

/** Evaluated however the job ended. What looks like a secret does not leave the job. */
function evaluateOutputs(execution: JobExecution, frame: Frame): void {
  const { leg, job, console } = execution;
  const scope = stepScope(job, frame, { stepId: '', env: Object.fromEntries(job.state.env) });
  for (const [name, value] of evaluateTextEntries(leg.definition.outputs, scope)) {
    if (value === '') continue;
    if (job.masks.hide(value) === value) execution.outputs.set(name, value);
    else console.annotate('warning', `Skip output '${name}' since it may contain secret.`);
  }
  if (execution.environment.kind === 'environment') {
    const url = evaluateText(entry(leg.definition.environment, 'url'), scope);
    execution.environment = { ...execution.environment, url: job.masks.hide(url) };
  }
}

function describeJob({ leg, job, steps, outputs, console, environment }: JobExecution): JobRun {
  const conclusion = job.state.status;
  return {
    id: leg.definition.id,
    key: leg.key,
    name: leg.name,
    conclusion,
    isForgiven: conclusion === 'failure' && leg.continueOnError,
    why: '',
    matrix: leg.matrix,
    outputs: Object.fromEntries(outputs),
    steps,
    annotations: console.annotations,
    summary: steps.map((step) => step.summary).filter((summary) => summary !== '').join('\n'),
    runsOn: leg.runsOn,
    permissions: leg.definition.permissions,
    environment,
    concurrency: leg.concurrency,
  };
}
