// Where a command speaks: standard output for results, standard error for trouble. Plain without a terminal, or with NO_COLOR.
import type { TerminalStyle } from '@rampart/report';

export interface Console {
  readonly style: TerminalStyle;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface Streams {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

export function consoleOf({ stdout, stderr }: Streams, env: Readonly<Record<string, string | undefined>>): Console {
  const isTerminal = stdout.isTTY === true;
  // https://no-color.org: any value but the empty one turns colour off.
  const color = isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return {
    style: { color, width: isTerminal ? Math.max(40, stdout.columns ?? 100) : 100 },
    out: (text) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    err: (text) => void stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  };
}
