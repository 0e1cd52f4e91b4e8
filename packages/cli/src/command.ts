// What every command is: its words for people, its options, and a function from both to an exit code.
import type { HideSecrets } from '@rampart/action-kit';
import { reasonOf } from '@rampart/ports-from-policy';
import type { Console } from './console.ts';
import type { Input } from './standard-input.ts';

/** 0 held, 1 broken or a person is needed, 2 usage or a mistake in a file, 3 inconclusive. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Invocation {
  readonly files: readonly string[];
  /** What stands on the line beside options, for a command that takes no policies. */
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly console: Console;
  readonly readInput: () => Promise<Input>;
  /** Puts a question to whoever sits at the terminal, and gives the line that was typed; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For what goes elsewhere than to the console: ports, the ledger, files. What the console is told is clean without it. */
  readonly hideSecrets: HideSecrets;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface Option {
  /** What stands for its value in the help, e.g. `"why"`; a flag has none. */
  readonly value?: string;
  /** May be given several times; its values are a list. */
  readonly repeats?: true;
  readonly does: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** How many policies it takes. With an option `all`, that stands for every policy of this folder. */
  readonly policies: 'none' | 'one' | 'some';
  /** What may stand on the line instead of policies, for the help; left out, nothing may. */
  readonly words?: string;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

export function textValue({ values }: Invocation, name: string, otherwise = ''): string {
  const value = values[name];
  return typeof value === 'string' ? value : otherwise;
}

/** What a person gives as a reason, as it is recorded for ever. */
export function reasonValue(invocation: Invocation, name: string, otherwise = ''): string {
  return reasonOf(invocation.hideSecrets(textValue(invocation, name, otherwise)));
}

export function textValues({ values }: Invocation, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'object' ? value : [];
}

/** Where the history is kept, as a person said it: with --ledger, or once for every command with RAMPART_LEDGER; else empty. */
export function ledgerNamed(invocation: Invocation): string {
  return textValue(invocation, 'ledger', invocation.env['RAMPART_LEDGER'] ?? '');
}

export function isSet({ values }: Invocation, name: string): boolean {
  return values[name] === true;
}

/** Where ledger and registry are; the same words as the actions' inputs. */
export const REPOSITORY_OPTIONS = {
  ledger: { value: 'where', does: 'where the history is kept: github:owner/name, a remote of this checkout, an address or a folder (default: RAMPART_LEDGER, else origin)' },
  registry: { value: 'where', does: 'where the model\'s versions are tagged: a remote of this checkout, an address or a folder (default: origin)' },
} as const satisfies Command['options'];
