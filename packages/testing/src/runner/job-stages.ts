// The stages of a running job: what an action does before the steps, the steps themselves, and what actions left to be done after them.
import type { Frame, JobRuntime, PostStage } from './job-runtime.ts';
import type { JobLeg } from './job-plan.ts';
import type { JobEnvironment } from './job-result.ts';
import { isJsonObject } from './json-value.ts';
import { performNodeStage } from './node-action.ts';
import { performStep, stepName } from './perform-step.ts';
import type { StepEnd } from './perform-step.ts';
import type { Conclusion } from './status-functions.ts';
import { createStepConsole } from './step-console.ts';
import type { StepConsole } from './step-console.ts';
import { performUntilEnded } from './step-ending.ts';
import type { StepProgress } from './step-progress.ts';
import type { StepRun } from './step-result.ts';
import { stepScope } from './step-scope.ts';
import { nowhere } from './template.ts';
import { evaluateCondition, evaluateTextEntries, TemplateMistake } from './template-value.ts';
import type { UsedAction } from './use-action.ts';
import type { StepDefinition } from './workflow-document.ts';

export interface JobExecution {
  readonly leg: JobLeg;
  readonly job: JobRuntime;
  /** For what concerns the job and none of its steps. */
  readonly console: StepConsole;
  readonly onStep: (progress: StepProgress) => void;
  readonly steps: StepRun[];
  readonly outputs: Map<string, string>;
  readonly actionStates: Map<StepDefinition, Map<string, string>>;
  environment: JobEnvironment;
}

export async function performPreStage(execution: JobExecution, frame: Frame, definition: StepDefinition, used: UsedAction): Promise<void> {
  if (used.kind !== 'manifest' || used.manifest.runs.kind !== 'node' || used.manifest.runs.pre === '') return;
  if (definition.action.kind !== 'uses') return;
  const { manifest, reference } = used;
  const { runs } = used.manifest;
  const { inputs } = definition.action;
  await performStage(execution, {
    stage: 'pre',
    stepId: definition.id,
    name: `Pre ${stepName(definition, execution.job, frame)}`,
    condition: runs.preCondition,
    frame,
    env: () => preEnv(execution.job, frame, definition),
    perform: (work) => performNodeStage({ manifest, runs, reference, inputs }, 'pre', work),
    actionState: actionStateOf(execution, definition),
  });
}

export async function performMainStage(execution: JobExecution, frame: Frame, definition: StepDefinition): Promise<void> {
  const name = stepName(definition, execution.job, frame);
  await recordStage(execution, { id: definition.id, name, stage: 'main' }, (console, addSummary) =>
    performStep({
      job: execution.job,
      frame,
      definition,
      console,
      addSummary,
      actionState: actionStateOf(execution, definition),
      signal: new AbortController().signal,
    }),
  );
}

export async function performPostStage(execution: JobExecution, stage: PostStage): Promise<void> {
  const env = (): Readonly<Record<string, string>> => ({ ...Object.fromEntries(execution.job.state.env), ...stage.ownEnv });
  await performStage(execution, { ...stage, stage: 'post', env, actionState: new Map() });
}

function preEnv(job: JobRuntime, frame: Frame, definition: StepDefinition): Readonly<Record<string, string>> {
  const env = Object.fromEntries(job.state.env);
  return { ...env, ...Object.fromEntries(evaluateTextEntries(definition.env, stepScope(job, frame, { stepId: definition.id, env }))) };
}

interface Stage extends Omit<PostStage, 'ownEnv'> {
  readonly stage: 'pre' | 'post';
  readonly env: () => Readonly<Record<string, string>>;
  readonly actionState: Map<string, string>;
}

/** Pre and post have a condition and nothing else of a step: no timeout, no `continue-on-error`, no outputs. */
async function performStage(execution: JobExecution, stage: Stage): Promise<void> {
  const { job } = execution;
  await recordStage(execution, { id: stage.stepId, name: stage.name, stage: stage.stage }, async (console, addSummary) => {
    const { stepId, name: stageName, frame, actionState } = stage;
    try {
      const env = stage.env();
      const isDue = (): boolean => evaluateCondition(stage.condition, nowhere, stepScope(job, frame, { stepId, env }));
      if (!isDue()) return withoutProcess('skipped');
      const { end, endedBy } = await performUntilEnded(
        { job, console, signal: new AbortController().signal, isDue, timeoutMinutes: 0 },
        (signal) => stage.perform({ job, frame, stepId, stepName: stageName, env, console, signal, actionState, addSummary }),
      );
      const result = endedBy === 'cancelled' ? 'cancelled' : console.failedCommandCount() > 0 ? 'failure' : end.result;
      return { outcome: result, conclusion: result, exit: end.exit, outputs: {} };
    } catch (cause) {
      if (!(cause instanceof TemplateMistake)) throw cause;
      console.annotate('error', cause.message);
      return withoutProcess('failure');
    }
  });
}

function withoutProcess(conclusion: Conclusion): StepEnd {
  return { outcome: conclusion, conclusion, exit: { kind: 'no-process' }, outputs: {} };
}

async function recordStage(
  execution: JobExecution,
  what: Pick<StepRun, 'id' | 'name' | 'stage'>,
  perform: (console: StepConsole, addSummary: (markdown: string) => void) => Promise<StepEnd>,
): Promise<void> {
  const { job, leg, onStep } = execution;
  const summaries: string[] = [];
  onStep({ kind: 'started', job: leg.key, step: what.name, stage: what.stage });
  const console = createJobConsole(job, (line) => onStep({ kind: 'line', job: leg.key, step: what.name, line }));
  const end = await perform(console, (markdown) => summaries.push(markdown));
  if (end.conclusion === 'failure') worsen(job);
  const run: StepRun = {
    ...what,
    ...end,
    annotations: console.annotations,
    header: console.header,
    log: console.lines,
    summary: job.masks.hide(summaries.join('\n')),
  };
  execution.steps.push(run);
  onStep({ kind: 'ended', job: leg.key, run });
}

function actionStateOf({ actionStates }: JobExecution, definition: StepDefinition): Map<string, string> {
  const state = actionStates.get(definition) ?? new Map<string, string>();
  actionStates.set(definition, state);
  return state;
}

/** A cancelled job stays cancelled, whatever its last steps do. */
export function worsen(job: JobRuntime): void {
  if (job.state.status === 'success') job.state.status = 'failure';
}

export function createJobConsole(job: JobRuntime, onLine: (line: string) => void): StepConsole {
  const runner = job.contexts['runner'];
  return createStepConsole({
    masks: job.masks,
    workspace: job.folders.workspace,
    showsDebug: isJsonObject(runner) && runner['debug'] === '1',
    onLine,
  });
}
