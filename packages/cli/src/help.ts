// What `rampart help` says.
import type { Command } from './command.ts';

export function generalHelp(commands: readonly Command[]): string {
  return [
    'rampart: safe rollouts of machine-learning models',
    '',
    'usage: rampart <command> <policy> [options]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'A policy is a file (rampart/fraud.yaml), a pattern in quotes (\'rampart/*.yaml\'), or the name of a target whose policy is here or in rampart/.',
    'rampart help <command> lists its options. --json prints for programs, rampart --version the version.',
    'RAMPART_LEDGER says once what --ledger is, RAMPART_TOKEN is used for ledger and registry (GITHUB_TOKEN on GitHub), RAMPART_ROUTER_TOKEN for the router.',
    'Exit codes: 0 held, 1 broken or a person is needed, 2 usage or a mistake in a file, 3 inconclusive.',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const options: Command['options'] = { ...command.options, json: { does: 'prints for programs' }, help: { does: 'prints this' } };
  const rows = Object.entries(options).map(([name, { value, does }]) => [value === undefined ? `--${name}` : `--${name} ${value}`, does] as const);
  return [`usage: ${usageOf(command)}`, command.summary, '', ...columns(rows)].join('\n');
}

export function usageOf({ name, policies, words }: Command): string {
  if (words !== undefined) return `rampart ${name} ${words} [options]`;
  return policies === 'none' ? `rampart ${name} [options]` : `rampart ${name} <policy>${policies === 'some' ? '...' : ''} [options]`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
