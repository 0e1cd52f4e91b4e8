// One step from its condition to its conclusion, for the steps of a job and for those inside a composite action.
import { resolveActionInputs } from './action-inputs.ts';
import type { ActionManifest, ActionRuns } from './action-manifest.ts';
import type { Frame, JobRuntime, StepWork } from './job-runtime.ts';
import { actionContext, performNodeStage } from './node-action.ts';
import { performScript } from './script-step.ts';
import type { Conclusion, RunningStatus } from './status-functions.ts';
import type { StepConsole } from './step-console.ts';
import { performUntilEnded } from './step-ending.ts';
import type { EndedBy } from './step-ending.ts';
import { failed } from './step-result.ts';
import type { ActionEnd, StepExit } from './step-result.ts';
import { stepScope } from './step-scope.ts';
import type { MappingTemplate } from './template.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateNumber,
  evaluateText,
  evaluateTextEntries,
  TemplateMistake,
} from './template-value.ts';
import { findAction } from './use-action.ts';
import type { UsedAction } from './use-action.ts';
import type { StepDefinition } from './workflow-document.ts';

export interface StepAttempt {
  readonly job: JobRuntime;
  readonly frame: Frame;
  readonly definition: StepDefinition;
  readonly console: StepConsole;
  readonly actionState: Map<string, string>;
  readonly addSummary: (markdown: string) => void;
  /** Ends the step together with the composite action that it is part of. */
  readonly signal: AbortSignal;
}

export interface StepEnd {
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly exit: StepExit;
  readonly outputs: Readonly<Record<string, string>>;
}

export async function performStep(attempt: StepAttempt): Promise<StepEnd> {
  const { definition, frame } = attempt;
  const end = await attemptStep(attempt);
  if (definition.isNamed) {
    frame.steps.set(definition.id, { outputs: end.outputs, outcome: end.outcome, conclusion: end.conclusion });
  }
  return end;
}

/** The name as it is shown, with its expressions evaluated where that is possible before the step runs. */
export function stepName(definition: StepDefinition, job: JobRuntime, frame: Frame): string {
  const moment = { stepId: definition.id, env: Object.fromEntries(job.state.env) };
  try {
    const name = evaluateText(definition.name, stepScope(job, frame, moment));
    if (name !== '') return job.masks.hide(name);
    if (definition.action.kind === 'uses') return `Run ${definition.action.reference}`;
    const script = evaluateText(definition.action.script, stepScope(job, frame, moment));
    return job.masks.hide(`Run ${script.trimStart().split('\n')[0] ?? ''}`);
  } catch (cause) {
    if (!(cause instanceof TemplateMistake)) throw cause;
    return definition.id;
  }
}

async function attemptStep(attempt: StepAttempt): Promise<StepEnd> {
  const { job, frame, definition, console } = attempt;
  const surroundings = { ...Object.fromEntries(job.state.env), ...frame.env };
  try {
    const env = { ...surroundings, ...evaluateEnv(definition.env, attempt, surroundings) };
    const isDue = (): boolean => {
      const scope = stepScope(job, frame, { stepId: definition.id, env });
      return evaluateCondition(definition.condition.text, definition.condition.at, scope);
    };
    if (!isDue()) return { outcome: 'skipped', conclusion: 'skipped', exit: { kind: 'no-process' }, outputs: {} };

    const scope = stepScope(job, frame, { stepId: definition.id, env });
    const timeoutMinutes = evaluateNumber(definition.timeoutMinutes, scope, 0);
    const failedCommandsBefore = console.failedCommandCount();
    const { end, endedBy } = await performUntilEnded({ ...attempt, isDue, timeoutMinutes }, (signal) =>
      performAction({ ...attempt, signal, env, stepId: definition.id, stepName: stepName(definition, job, frame) }, definition),
    );
    const result = console.failedCommandCount() > failedCommandsBefore ? 'failure' : end.result;
    return conclude(attempt, { ...end, result }, endedBy, env);
  } catch (cause) {
    if (!(cause instanceof TemplateMistake)) throw cause;
    console.annotate('error', cause.message);
    return { outcome: 'failure', conclusion: 'failure', exit: { kind: 'no-process' }, outputs: {} };
  }
}

function evaluateEnv(
  env: MappingTemplate,
  { job, frame, definition }: StepAttempt,
  surroundings: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(evaluateTextEntries(env, stepScope(job, frame, { stepId: definition.id, env: surroundings })));
}

function conclude(
  { job, frame, definition }: StepAttempt,
  end: ActionEnd,
  endedBy: EndedBy,
  env: Readonly<Record<string, string>>,
): StepEnd {
  const outcome = endedBy === 'cancelled' ? 'cancelled' : endedBy === 'timed-out' ? 'failure' : end.result;
  const goesOn =
    outcome === 'failure' &&
    evaluateBoolean(definition.continueOnError, stepScope(job, frame, { stepId: definition.id, env }), false);
  return { outcome, conclusion: goesOn ? 'success' : outcome, exit: end.exit, outputs: end.outputs };
}

async function performAction(work: StepWork, { action }: StepDefinition): Promise<ActionEnd> {
  if (action.kind === 'run') return performScript(action, work);
  const used = await findAction(action.reference, work.job);
  return performUse(used, action.inputs, work);
}

async function performUse(used: UsedAction, inputs: MappingTemplate, work: StepWork): Promise<ActionEnd> {
  switch (used.kind) {
    case 'refused':
      work.console.annotate('error', used.why);
      return failed();
    case 'built-in': {
      const values = Object.fromEntries(evaluateTextEntries(inputs, stepScope(work.job, work.frame, work)));
      const unexpected = Object.keys(values).filter((name) => !used.action.inputs.includes(name));
      if (unexpected.length > 0) {
        work.console.annotate('warning', `The built-in action ignores ${unexpected.join(', ')}: it knows ${used.action.inputs.join(', ')}`);
      }
      return used.action.perform(values, work);
    }
    case 'manifest': {
      const { manifest, reference } = used;
      if (manifest.runs.kind === 'composite') return performComposite(manifest, manifest.runs, reference, inputs, work);
      if (manifest.runs.pre !== '' && reference.kind === 'local') {
        work.console.annotate('warning', `\`pre\` execution is not supported for local action from '${reference.path}'`);
      }
      return performNodeStage({ manifest, runs: manifest.runs, reference, inputs }, 'main', work);
    }
  }
}

/** The steps of a composite action run in its place: one log, one summary, but their own `steps`, `inputs` and status. */
async function performComposite(
  manifest: ActionManifest,
  runs: Extract<ActionRuns, { kind: 'composite' }>,
  reference: Parameters<typeof actionContext>[0],
  given: MappingTemplate,
  work: StepWork,
): Promise<ActionEnd> {
  const inputs = resolveActionInputs(manifest, given, stepScope(work.job, work.frame, work));
  for (const warning of inputs.warnings) work.console.annotate('warning', warning);
  let status: RunningStatus = 'success';
  const frame: Frame = {
    contexts: {
      inputs: Object.fromEntries(inputs.values),
      github: { action_path: manifest.folder, ...actionContext(reference) },
    },
    steps: new Map(),
    env: work.env,
    status: () => (work.job.cancelled.aborted ? 'cancelled' : status),
    runDefaults: { shell: '', workingDirectory: '' },
  };
  for (const definition of runs.steps) {
    const end = await performStep({ ...work, frame, definition, actionState: new Map() });
    if (end.conclusion === 'failure' || end.conclusion === 'cancelled') status = end.conclusion;
  }
  const scope = stepScope(work.job, frame, work);
  const outputs = Object.fromEntries(runs.outputs.map(({ name, value }) => [name, evaluateText(value, scope)]));
  return { result: status === 'success' ? 'success' : 'failure', exit: { kind: 'no-process' }, outputs };
}

