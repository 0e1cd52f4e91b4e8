// The command line: finds the command, reads its options strictly, runs it. Returns the exit code; ends nothing by itself.
import { parseArgs } from 'node:util';
import type { Command, ExitCode, Invocation } from './command.ts';
import { adopt } from './commands/adopt.ts';
import { expand } from './commands/expand.ts';
import { history } from './commands/history.ts';
import { rollback } from './commands/rollback.ts';
import { status } from './commands/status.ts';
import { tick } from './commands/tick.ts';
import { validate } from './commands/validate.ts';

const COMMANDS: readonly Command[] = [validate, expand, adopt, tick, rollback, status, history];

export async function rampart(argv: readonly string[], surroundings: Omit<Invocation, 'files' | 'values'>): Promise<ExitCode> {
  const [name = 'help', ...rest] = argv;
  const { console } = surroundings;
  if (name === 'help' || name === '--help' || name === '-h') {
    console.out(help());
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) {
    console.err(`rampart: there is no command ${JSON.stringify(name)}.\n\n${help()}`);
    return 2;
  }
  const parsed = parseCommandLine(command, rest);
  if (parsed.kind === 'mistake') {
    console.err(`rampart ${name}: ${parsed.text}\nusage: ${command.usage}`);
    return 2;
  }
  if (parsed.values['help'] === true) {
    console.out(`usage: ${command.usage}\n${command.summary}`);
    return 0;
  }
  return command.run({ ...surroundings, files: parsed.files, values: parsed.values });
}

type CommandLine = { readonly kind: 'parsed'; readonly files: readonly string[]; readonly values: Invocation['values'] } | { readonly kind: 'mistake'; readonly text: string };

function parseCommandLine(command: Command, args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
    const plain = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? undefined : value]));
    if (values['help'] !== true && positionals.length === 0) return { kind: 'mistake', text: 'name a policy file' };
    if (command.files === 'one' && positionals.length > 1) return { kind: 'mistake', text: `takes one policy file, got ${String(positionals.length)}` };
    return { kind: 'parsed', files: positionals, values: plain };
  } catch (error) {
    return { kind: 'mistake', text: error instanceof Error ? error.message : String(error) };
  }
}

function help(): string {
  const lines = COMMANDS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return ['rampart: safe rollouts of machine-learning models', '', ...lines, '', 'Every command takes --json. --ledger and --registry name a remote, an address or a folder (default: origin).', 'Exit codes: 0 held, 1 broken or a person is needed, 2 usage or a mistake in a file, 3 inconclusive.'].join('\n');
}
