// One run of an action against a Runner: mask, read inputs, run, publish. Returns the exit code; ends nothing by itself.
import type { ActionResult, Annotation, Closing } from './action-result.ts';
import { camelCase } from './contract.ts';
import type { Contract, InputsOf } from './contract.ts';
import { OUTPUT_TOO_LARGE, OUTPUTS_NOT_WRITTEN, OWN_FAULT, SUMMARY_NOT_WRITTEN } from './error-codes.ts';
import { hideSecrets, secretsInEnvironment, type HideSecrets } from './hidden-secrets.ts';
import { inertOutput } from './inert-output.ts';
import { fitAnnotations, fitOutputs, fitSummary } from './limits.ts';
import { ActionError, formatMistake } from './mistake.ts';
import type { Mistake } from './mistake.ts';
import { readInputs, secretsOf } from './read-inputs.ts';
import type { Environment } from './read-inputs.ts';
import type { Runner } from './runner.ts';
import { secretiveRunner } from './secretive-runner.ts';

export type ExitCode = 0 | 1 | 2;

/** What an action is given besides its inputs. */
export interface ActionContext {
  readonly env: Environment;
  /** Aborts when the job is cancelled: seconds remain. */
  readonly signal: AbortSignal;
  /** Progress for people; safe for foreign text. */
  readonly log: (text: string) => void;
  /** For what the runner does not mask: whatever goes to another place than to it. What an action gives back is clean without it. */
  readonly hideSecrets: HideSecrets;
}

/** Binds adapters by the inputs (connect) and runs the action on them. */
export type ConnectAndRun<C extends Contract> = (inputs: InputsOf<C>, context: ActionContext) => Promise<ActionResult<C>>;

export interface ActionWorld {
  readonly env: Environment;
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

export async function performAction<C extends Contract>(contract: C, world: ActionWorld, connectAndRun: ConnectAndRun<C>): Promise<ExitCode> {
  const { env, signal } = world;
  const secrets = secretsOf(contract, env);
  const hide = hideSecrets([...secrets, ...secretsInEnvironment(env)]);
  const runner = secretiveRunner(world.runner, hide);
  for (const secret of secrets) runner.mask(secret);
  const reading = readInputs(contract, env);
  if (reading.kind === 'mistakes') return reportMistakes(runner, reading.mistakes, 2);
  try {
    const result = await connectAndRun(reading.inputs, { env, signal, log: (text) => runner.log(text), hideSecrets: hide });
    return publish(contract, runner, withoutSecrets(result, hide));
  } catch (error) {
    if (error instanceof ActionError) return reportMistakes(runner, error.mistakes, error.exitCode);
    return signal.aborted ? reportInterruption(contract, runner, error) : reportFault(contract, runner, error);
  }
}

/** Everything that was to be done is done by now: a runner that takes no files is told of, and changes nothing of it. */
function publish<C extends Contract>(contract: C, runner: Runner, result: ActionResult<C>): ExitCode {
  const values: Readonly<Record<string, string>> = result.outputs;
  const named = Object.fromEntries(Object.keys(contract.outputs).map((name) => [name, inertOutput(values[camelCase(name)] ?? '')]));
  const { outputs, dropped } = fitOutputs(named);
  const handedOn = runner.setOutputs(outputs);
  const shown = result.summary === '' ? DONE : runner.writeSummary(fitSummary(result.summary));
  const troubles = [...(handedOn.kind === 'failed' ? [outputsNotWritten(handedOn.why)] : dropped.map(droppedOutput)), ...(shown.kind === 'failed' ? [summaryNotWritten(shown.why)] : [])];
  // First: of more annotations than the runner shows, these are not the ones to leave out.
  publishAnnotations(runner, [...troubles, ...result.annotations]);
  logClosing(runner, result.closing);
  return handedOn.kind === 'failed' && result.exitCode === 0 ? 1 : result.exitCode;
}

const DONE = { kind: 'done' } as const;

/** Before anything is cut: half a secret is not recognised. */
function withoutSecrets<C extends Contract>(result: ActionResult<C>, hide: HideSecrets): ActionResult<C> {
  const outputs = Object.fromEntries(Object.entries<string>(result.outputs).map(([name, value]) => [name, hide(value)])) as ActionResult<C>['outputs'];
  return { ...result, outputs, summary: hide(result.summary), annotations: result.annotations.map((annotation) => ({ ...annotation, message: hide(annotation.message) })) };
}

function reportMistakes(runner: Runner, mistakes: readonly Mistake[], exitCode: 1 | 2): ExitCode {
  publishAnnotations(
    runner,
    mistakes.map((mistake) => ({ level: 'error', title: mistake.code, message: formatMistake(mistake), place: mistake.place })),
  );
  logClosing(runner, {
    decided: 'Nothing: this step did not start, and it changed nothing.',
    why: mistakes.length === 1 ? 'There is one mistake, named above.' : `There are ${mistakes.length} mistakes, all named above.`,
    next: 'Correct them and run the job again.',
  });
  return exitCode;
}

function reportInterruption(contract: Contract, runner: Runner, error: unknown): ExitCode {
  runner.log(describeError(error));
  logClosing(runner, {
    decided: `Nothing more: ${contract.name} was interrupted.`,
    why: 'The job was cancelled or the runner is shutting down.',
    next: 'What was recorded stays recorded; the next run goes on from there.',
  });
  return 1;
}

/** Our own bug. Nothing advances: raises are recorded before they are done, so the next run sees what was meant. */
function reportFault(contract: Contract, runner: Runner, error: unknown): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  publishAnnotations(runner, [{ level: 'error', title: OWN_FAULT.code, message: `${OWN_FAULT.code} ${contract.name}: a fault of Rampart itself. ${message}`, place: { kind: 'nowhere' } }]);
  runner.log(describeError(error));
  logClosing(runner, {
    decided: `Nothing: ${contract.name} ended by a fault of its own.`,
    why: message,
    next: 'Nothing advances. Run the job again; if it fails again, report it with this log.',
  });
  return 1;
}

/** Stack and every cause, innermost last. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describeError(error.cause)}`;
}

function publishAnnotations(runner: Runner, annotations: readonly Annotation[]): void {
  const { shown, logged } = fitAnnotations(annotations);
  for (const annotation of shown) runner.annotate(annotation);
  for (const annotation of logged) runner.log(`${annotation.level}: ${annotation.message}`);
}

function logClosing(runner: Runner, closing: Closing): void {
  runner.log(`Decided: ${closing.decided}`);
  runner.log(`Why: ${closing.why}`);
  runner.log(`Next: ${closing.next}`);
}

function droppedOutput(name: string): Annotation {
  return about('warning', 'Output left empty', `${OUTPUT_TOO_LARGE.code} ${name}: the value is larger than the runner takes as outputs, so it was left empty. The job summary has its content.`);
}

function outputsNotWritten(why: string): Annotation {
  return about('error', 'Outputs not written', `${OUTPUTS_NOT_WRITTEN.code} the runner's file takes no outputs (${why}), so this step has none of them. What it did and recorded stays; jobs that wait for an output do not start. ${OUTPUTS_NOT_WRITTEN.remedy}`);
}

function summaryNotWritten(why: string): Annotation {
  return about('warning', 'Summary not written', `${SUMMARY_NOT_WRITTEN.code} the runner's file takes no summary (${why}). The log has the decision, its reason and what happens next.`);
}

function about(level: Annotation['level'], title: string, message: string): Annotation {
  return { level, title, message, place: { kind: 'nowhere' } };
}
