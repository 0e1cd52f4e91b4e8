// Where a command speaks: standard output for results, standard error for trouble. Plain without a terminal, or with NO_COLOR.
import type { TerminalStyle } from '@rampart/report';

export interface Console {
  readonly style: TerminalStyle;
  /** Of standard error, which may be a terminal where standard output is none, and the other way round. */
  readonly errStyle: TerminalStyle;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** Whoever reads a pipe breaks lines as he likes: nothing is cut off. */
const COLUMNS_OF_A_PIPE = 1_000;

export function consoleOf({ stdout, stderr }: Streams, env: Readonly<Record<string, string | undefined>>): Console {
  // https://no-color.org: any value but the empty one turns colour off.
  const mayColor = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const styleOf = ({ isTTY = false, columns = 100 }: Stream): TerminalStyle => ({ color: isTTY && mayColor, width: isTTY ? Math.max(40, columns) : COLUMNS_OF_A_PIPE });
  const writeTo = (stream: Stream) => (text: string) => void stream.write(text.endsWith('\n') ? text : `${text}\n`);
  return { style: styleOf(stdout), errStyle: styleOf(stderr), out: writeTo(stdout), err: writeTo(stderr) };
}
