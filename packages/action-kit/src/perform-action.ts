// One run of an action against a Runner: mask, read inputs, run, publish. Returns the exit code; ends nothing by itself.
import type { ActionResult, Annotation, Closing } from './action-result.ts';
import { camelCase } from './contract.ts';
import type { Contract, InputsOf } from './contract.ts';
import { OUTPUT_TOO_LARGE, OWN_FAULT } from './error-codes.ts';
import { fitAnnotations, fitOutputs, fitSummary } from './limits.ts';
import { ActionError, formatMistake } from './mistake.ts';
import type { Mistake } from './mistake.ts';
import { readInputs, secretsOf } from './read-inputs.ts';
import type { Environment } from './read-inputs.ts';
import type { Runner } from './runner.ts';

export type ExitCode = 0 | 1 | 2;

/** What an action is given besides its inputs. */
export interface ActionContext {
  readonly env: Environment;
  /** Aborts when the job is cancelled: seconds remain. */
  readonly signal: AbortSignal;
  /** Progress for people; safe for foreign text. */
  readonly log: (text: string) => void;
}

/** Binds adapters by the inputs (connect) and runs the action on them. */
export type ConnectAndRun<C extends Contract> = (inputs: InputsOf<C>, context: ActionContext) => Promise<ActionResult<C>>;

export interface ActionWorld {
  readonly env: Environment;
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

export async function performAction<C extends Contract>(contract: C, world: ActionWorld, connectAndRun: ConnectAndRun<C>): Promise<ExitCode> {
  const { env, runner, signal } = world;
  for (const secret of secretsOf(contract, env)) runner.mask(secret);
  const reading = readInputs(contract, env);
  if (reading.kind === 'mistakes') return reportMistakes(runner, reading.mistakes, 2);
  try {
    const result = await connectAndRun(reading.inputs, { env, signal, log: (text) => runner.log(text) });
    await publish(contract, runner, result);
    return result.exitCode;
  } catch (error) {
    if (error instanceof ActionError) return reportMistakes(runner, error.mistakes, error.exitCode);
    return signal.aborted ? reportInterruption(contract, runner, error) : reportFault(contract, runner, error);
  }
}

async function publish<C extends Contract>(contract: C, runner: Runner, result: ActionResult<C>): Promise<void> {
  const values: Readonly<Record<string, string>> = result.outputs;
  const named = Object.fromEntries(Object.keys(contract.outputs).map((name) => [name, values[camelCase(name)] ?? '']));
  const { outputs, dropped } = fitOutputs(named);
  for (const [name, value] of Object.entries(outputs)) await runner.setOutput(name, value);
  publishAnnotations(runner, [...result.annotations, ...dropped.map(droppedOutput)]);
  if (result.summary !== '') await runner.writeSummary(fitSummary(result.summary));
  logClosing(runner, result.closing);
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
  return {
    level: 'warning',
    title: 'Output left empty',
    message: `${OUTPUT_TOO_LARGE.code} ${name}: the value is larger than the runner takes as outputs, so it was left empty. The job summary has its content.`,
    place: { kind: 'nowhere' },
  };
}
