// The command line: finds the command, reads its options strictly, runs it. Returns the exit code; ends nothing by itself.
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import type { Command, ExitCode, Invocation } from './command.ts';
import { adopt } from './commands/adopt.ts';
import { alerts } from './commands/alerts.ts';
import { backtest } from './commands/backtest.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { doctor } from './commands/doctor.ts';
import { dora } from './commands/dora.ts';
import { drill } from './commands/drill.ts';
import { expand } from './commands/expand.ts';
import { fit } from './commands/fit.ts';
import { frozen } from './commands/frozen.ts';
import { history } from './commands/history.ts';
import { init } from './commands/init.ts';
import { pause, resume } from './commands/pause.ts';
import { replay } from './commands/replay.ts';
import { retry } from './commands/retry.ts';
import { rollback } from './commands/rollback.ts';
import { runbook } from './commands/runbook.ts';
import { scenarios } from './commands/scenarios.ts';
import { search } from './commands/search.ts';
import { simulate } from './commands/simulate.ts';
import { stat } from './commands/stat.ts';
import { status } from './commands/status.ts';
import { tick } from './commands/tick.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { why } from './commands/why.ts';
import { commandHelp, generalHelp, usageOf } from './help.ts';
import { policiesHere, policiesNamed } from './policies-named.ts';
import { secretive, secretsHiddenBy } from './secretive-console.ts';
import { tellMistakes } from './targets.ts';

const COMMANDS: readonly Command[] = [init, validate, expand, adopt, doctor, drill, tick, retry, rollback, pause, resume, status, frozen, history, verify, dora, check, simulate, compare, search, replay, why, scenarios, stat, fit, backtest, alerts, runbook];

export async function rampart(argv: readonly string[], around: Omit<Invocation, 'files' | 'words' | 'values' | 'hideSecrets'>): Promise<ExitCode> {
  const [name = 'help', ...rest] = argv;
  const hideSecrets = secretsHiddenBy(around.env);
  const surroundings = { ...secretive(around, hideSecrets), hideSecrets };
  const { console, cwd } = surroundings;
  if (name === '--version' || name === '-V') {
    console.out(`rampart ${manifest.version}`);
    return 0;
  }
  if (name === 'help' || name === '--help' || name === '-h') {
    const asked = COMMANDS.find((known) => known.name === rest[0]);
    console.out(asked === undefined ? generalHelp(COMMANDS) : commandHelp(asked));
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) {
    console.err(`rampart: there is no command ${JSON.stringify(name)}. Commands are ${COMMANDS.map((known) => known.name).join(', ')}; rampart help says what they do.`);
    return 2;
  }
  const parsed = parseCommandLine(command, rest);
  if (parsed.kind === 'help') {
    console.out(commandHelp(command));
    return 0;
  }
  if (parsed.kind === 'mistake') {
    console.err(`rampart ${name}: ${parsed.text}\nusage: ${usageOf(command)}\nrampart help ${name} says more.`);
    return 2;
  }
  const { words, values } = parsed;
  if (command.policies === 'none') return runGuarded(command, { ...surroundings, files: [], words, values });
  const named = words.length === 0 ? { kind: 'files' as const, files: await policiesHere(cwd) } : await policiesNamed(words, cwd);
  const invocation: Invocation = { ...surroundings, files: named.kind === 'files' ? named.files : [], words, values };
  if (named.kind === 'mistakes') {
    tellMistakes(invocation, named.mistakes);
    return 2;
  }
  return runGuarded(command, invocation);
}

/** Work that was stopped from outside says so. Everything else is our own bug: told in one sentence with its code, and with what a report of it needs. */
async function runGuarded(command: Command, invocation: Invocation): Promise<ExitCode> {
  try {
    return await command.run(invocation);
  } catch (error) {
    const { console, signal } = invocation;
    console.overwrite('');
    if (signal.aborted) {
      console.err(`rampart ${command.name}: interrupted`);
      return 1;
    }
    console.err(`RMP900 rampart ${command.name}: a fault of Rampart itself. Nothing advances; please report it with these lines.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

type CommandLine =
  | { readonly kind: 'parsed'; readonly words: readonly string[]; readonly values: Invocation['values'] }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly text: string };

function parseCommandLine(command: Command, args: readonly string[]): CommandLine {
  const own = Object.entries(command.options).map(([name, { value }]) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true as const }] as const);
  const options = { ...Object.fromEntries(own), json: { type: 'boolean' as const, multiple: true as const }, help: { type: 'boolean' as const, short: 'h', multiple: true as const } };
  let parsed: { readonly values: Readonly<Record<string, readonly (string | boolean)[] | undefined>>; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return { kind: 'mistake', text: firstSentence(error) };
  }
  if (parsed.values['help'] !== undefined) return { kind: 'help' };
  const values: Record<string, string | boolean | readonly string[]> = {};
  for (const [name, [value = '', ...more] = []] of Object.entries(parsed.values)) {
    const repeats = command.options[name]?.repeats === true;
    if (more.length > 0 && !repeats) return { kind: 'mistake', text: `--${name} is given twice` };
    // An empty shell variable must not turn an order into another one: --abort "$WHY" without a reason would go on.
    if ([value, ...more].includes('')) return { kind: 'mistake', text: `--${name} is empty; write ${command.options[name]?.value ?? 'a value'} after it` };
    values[name] = repeats ? [value, ...more].filter((each) => typeof each === 'string') : value;
  }
  const { positionals } = parsed;
  if (command.policies === 'none' && command.words === undefined && positionals.length > 0) return { kind: 'mistake', text: `takes options only, got ${positionals.join(', ')}` };
  if (command.policies !== 'none' && positionals.length === 0 && values['all'] !== true) return { kind: 'mistake', text: `name a policy, e.g. rampart/fraud.yaml${command.options['all'] === undefined ? '' : ', or --all'}` };
  if (command.policies === 'one' && positionals.length > 1) return { kind: 'mistake', text: `takes one policy, got ${String(positionals.length)}: ${positionals.join(', ')}` };
  return { kind: 'parsed', words: positionals, values };
}

/** What follows in Node's own words is how to pass file names that begin with a dash. */
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\.(?:\s|$)/)[0] ?? message;
}
