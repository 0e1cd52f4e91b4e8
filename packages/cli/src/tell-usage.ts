// Options that cannot be: all of them at once, and where more is said.
import type { ExitCode, Invocation } from './command.ts';

export function tellUsage({ console }: Invocation, command: string, mistakes: readonly string[]): ExitCode {
  console.err([...mistakes.map((mistake) => `rampart ${command}: ${mistake}.`), `rampart help ${command} says more.`].join('\n'));
  return 2;
}
