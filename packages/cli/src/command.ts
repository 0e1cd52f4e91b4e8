// What every command is: its words for people, its options, and a function from both to an exit code.
import type { ParseArgsConfig } from 'node:util';
import type { Console } from './console.ts';

/** 0 held, 1 broken, 2 usage, 3 inconclusive. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Invocation {
  readonly files: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly console: Console;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many policy files it takes. */
  readonly files: 'one' | 'some';
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

export function textValue({ values }: Invocation, name: string, otherwise = ''): string {
  const value = values[name];
  return typeof value === 'string' ? value : otherwise;
}

export function isSet({ values }: Invocation, name: string): boolean {
  return values[name] === true;
}

/** Where ledger and registry are; the same words as the actions' inputs. */
export const REPOSITORY_OPTIONS = { ledger: { type: 'string' }, registry: { type: 'string' } } as const;
