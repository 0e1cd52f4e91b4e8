// What an action's main.ts calls, once. Binds performAction to this process: environment, signals, exit code.
import type { Contract } from './contract.ts';
import { performAction } from './perform-action.ts';
import type { ConnectAndRun } from './perform-action.ts';
import { processRunner } from './process-runner.ts';

/**
 * Runs an action to its end and sets `process.exitCode` to 0, 1 or 2. Let `connectAndRun` import its adapters when it is called, so that a
 * mistake in an input is reported before any of them is loaded.
 */
export async function runAction<C extends Contract>(contract: C, connectAndRun: ConnectAndRun<C>): Promise<void> {
  const cancellation = new AbortController();
  // The runner sends SIGINT on cancel, SIGTERM 7.5 s later, and kills 2.5 s after that.
  const cancel = (): void => cancellation.abort(new Error('the job was cancelled'));
  // Whoever interrupts a second time has waited enough: that ends the process at once. What was recorded is whole, and the next job goes on from it.
  process.once('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    process.exitCode = await performAction(contract, { env: process.env, runner: processRunner(), signal: cancellation.signal }, connectAndRun);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}
