// Entry of the command line: binds it to this process. bin/rampart.mjs starts it, on a Node that can.
import { askAt } from './ask-at.ts';
import { consoleOf } from './console.ts';
import { rampart } from './rampart.ts';
import { readStandardInput } from './standard-input.ts';

const cancellation = new AbortController();
process.once('SIGINT', () => cancellation.abort());
process.once('SIGTERM', () => cancellation.abort());
// `rampart history x | head` closes the pipe when it has seen enough. That is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await rampart(process.argv.slice(2), { console: consoleOf(process, process.env), readInput: () => readStandardInput(process.stdin), ...askAt(process, cancellation.signal), env: process.env, cwd: process.cwd(), signal: cancellation.signal });
