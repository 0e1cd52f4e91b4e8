// What an action's main.ts calls, once. Binds performAction to this process: environment, signals, exit code.
import type { Contract } from './contract.ts';
import { performAction } from './perform-action.ts';
import type { ConnectAndRun } from './perform-action.ts';

/** Runs an action to its end and sets `process.exitCode` to 0, 1 or 2. The toolkit is loaded here and nowhere earlier. */
export async function runAction<C extends Contract>(contract: C, connectAndRun: ConnectAndRun<C>): Promise<void> {
  const { toolkitRunner } = await import('./toolkit-runner.ts');
  const cancellation = new AbortController();
  // The runner sends SIGINT on cancel, SIGTERM 7.5 s later, and kills 2.5 s after that.
  const cancel = (): void => cancellation.abort(new Error('the job was cancelled'));
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    process.exitCode = await performAction(contract, { env: process.env, runner: toolkitRunner(), signal: cancellation.signal }, connectAndRun);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}
