// A JavaScript action: main in its step, post at the end of the job, pre before all steps. One process each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveActionInputs } from './action-inputs.ts';
import type { ActionManifest, ActionRuns } from './action-manifest.ts';
import type { ActionReference } from './action-reference.ts';
import type { StepWork } from './job-runtime.ts';
import type { JsonObject } from './json-value.ts';
import { writeEnvironment } from './script-step.ts';
import { runStepProcess } from './step-process.ts';
import { failed } from './step-result.ts';
import type { ActionEnd } from './step-result.ts';
import { stepScope } from './step-scope.ts';
import type { MappingTemplate } from './template.ts';

export interface NodeAction {
  readonly manifest: ActionManifest;
  readonly runs: Extract<ActionRuns, { kind: 'node' }>;
  readonly reference: ActionReference;
  readonly inputs: MappingTemplate;
}

export type NodeStage = 'pre' | 'main' | 'post';

export async function performNodeStage(action: NodeAction, stage: NodeStage, work: StepWork): Promise<ActionEnd> {
  const script = join(action.manifest.folder, action.runs[stage]);
  if (!existsSync(script)) {
    work.console.annotate('error', `File not found: '${script}'. The ${stage} of an action must be built before it is used.`);
    return failed();
  }
  const inputs = resolveActionInputs(action.manifest, action.inputs, stepScope(work.job, work.frame, work));
  if (stage !== 'post') {
    writeHeader(action, inputs.values, work);
    for (const warning of inputs.warnings) work.console.annotate('warning', warning);
  }
  if (stage === 'main' && action.runs.post !== '') registerPost(action, work);
  return runStepProcess(
    {
      file: work.job.nodePath,
      args: [script],
      workingDirectory: work.job.folders.workspace,
      inputs: inputs.values,
      github: actionContext(action.reference),
    },
    work,
  );
}

/** Post is due as soon as main has begun, whatever becomes of main. */
function registerPost(action: NodeAction, work: StepWork): void {
  const { stepId, stepName, frame, env, actionState } = work;
  const { state } = work.job;
  state.postStages.push({
    stepId,
    name: `Post ${stepName}`,
    condition: action.runs.postCondition,
    // Inside a composite action the end of the job still asks how the job stands, not how the action did.
    frame: { ...frame, status: () => state.status },
    ownEnv: Object.fromEntries(Object.entries(env).filter(([name, value]) => state.env.get(name) !== value)),
    perform: (later) => performNodeStage(action, 'post', { ...later, actionState }),
  });
}

/** GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF, for actions that come from a repository. */
export function actionContext(reference: ActionReference): JsonObject {
  return reference.kind === 'remote' ? { action_repository: reference.repository, action_ref: reference.ref } : {};
}

function writeHeader(action: NodeAction, inputs: readonly (readonly [string, string])[], { console, env }: StepWork): void {
  const { reference } = action;
  console.head(`##[group]Run ${reference.kind === 'remote' ? reference.text : reference.kind === 'local' ? reference.path : ''}`);
  const given = inputs.filter(([, value]) => value !== '');
  if (given.length > 0) console.head('with:');
  for (const [name, value] of given) console.head(`  ${name}: ${value}`);
  writeEnvironment(console.head, env);
  console.head('##[endgroup]');
}
