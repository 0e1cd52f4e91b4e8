// One process of a step, from its environment to what it left in its files.
import { createFileCommands } from './file-commands.ts';
import type { FileCommandResults } from './file-commands.ts';
import type { StepWork } from './job-runtime.ts';
import type { JsonObject } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import { runProcess } from './process.ts';
import type { ProcessEnd } from './process.ts';
import { stepEnvironment } from './step-env.ts';
import type { ActionEnd } from './step-result.ts';
import { stepGitHub } from './step-scope.ts';

export interface StepProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly inputs: readonly (readonly [string, string])[];
  /** Added to the `github` context of the process. */
  readonly github: JsonObject;
}

export async function runStepProcess(request: StepProcessRequest, work: StepWork): Promise<ActionEnd> {
  const { job } = work;
  const files = createFileCommands(job.folders.temp);
  const runner = job.contexts['runner'];
  const end = await runProcess({
    file: request.file,
    args: request.args,
    workingDirectory: request.workingDirectory,
    env: stepEnvironment({
      machine: job.machineEnv,
      env: work.env,
      state: Object.fromEntries(work.actionState),
      inputs: request.inputs,
      pathAdditions: job.state.pathAdditions,
      github: stepGitHub(job, work.frame, { action: work.stepId, ...request.github, ...files.context }),
      runner: isJsonObject(runner) ? runner : {},
    }),
    onLine: work.console.accept,
    signal: work.signal,
    timers: job.timers,
    patience: job.patience,
  });
  // Read in every case: a process that was killed may have written its outputs before.
  const results = files.read();
  applyResults(results, work);
  const isGood = end.kind === 'exited' && end.code === 0 && results.mistakes.length === 0;
  if (end.kind === 'not-started') work.console.annotate('error', `${request.file} could not be started: ${end.why}`);
  return { result: isGood ? 'success' : 'failure', exit: stepExit(end), outputs: Object.fromEntries(results.outputs) };
}

function applyResults(results: FileCommandResults, { job, console, actionState, addSummary }: StepWork): void {
  for (const [name, value] of results.env) job.state.env.set(name, value);
  for (const [name, value] of results.state) actionState.set(name, value);
  for (const folder of results.path) {
    job.state.pathAdditions = [...job.state.pathAdditions.filter((each) => each !== folder), folder];
  }
  if (results.summary !== '') addSummary(results.summary);
  for (const message of [...results.mistakes, ...results.complaints]) console.annotate('error', message);
}

function stepExit(end: ProcessEnd): ActionEnd['exit'] {
  return end.kind === 'not-started' ? { kind: 'no-process' } : end;
}
