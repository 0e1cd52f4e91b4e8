// Runs the command line in this process, in a folder, with what it says collected.
import type { ExitCode } from '../src/command.ts';
import { consoleOf } from '../src/console.ts';
import { rampart } from '../src/rampart.ts';

export interface Said {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface Shell {
  (...argv: readonly string[]): Promise<Said>;
}

export function aShell(cwd: string, { env = {}, isTTY = false, input }: { readonly env?: Readonly<Record<string, string>>; readonly isTTY?: boolean; readonly input?: string } = {}): Shell {
  return async (...argv) => {
    const said = { out: '', err: '' };
    const stdout = { isTTY, columns: 100, write: (text: string) => void (said.out += text) };
    const stderr = { write: (text: string) => void (said.err += text) };
    const exitCode = await rampart(argv, { console: consoleOf({ stdout, stderr }, env), readInput: async () => (input === undefined ? { kind: 'none' } : { kind: 'text', text: input }), env: { USER: 'ada', ...env }, cwd, signal: new AbortController().signal });
    return { exitCode, ...said };
  };
}
