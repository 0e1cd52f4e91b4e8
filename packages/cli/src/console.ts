// Where a command speaks: standard output for results, standard error for trouble. Plain without a terminal, or with NO_COLOR.
import type { TerminalStyle } from '@rampart/report';

export interface Console {
  readonly style: TerminalStyle;
  /** Of standard error, which may be a terminal where standard output is none, and the other way round. */
  readonly errStyle: TerminalStyle;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Shows `text` on one line of a terminal's standard error, over what was shown so before; empty takes it away. Nothing without a terminal. */
  readonly overwrite: (text: string) => void;
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

/** A terminal that does not say how wide it is (a recorder, a remote shell) says 0. */
function columnsOf({ columns = 0 }: Stream): number {
  return columns === 0 ? 100 : Math.max(40, columns);
}

export function consoleOf({ stdout, stderr }: Streams, env: Readonly<Record<string, string | undefined>>): Console {
  // https://no-color.org: any value but the empty one turns colour off.
  const mayColor = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const styleOf = (stream: Stream): TerminalStyle => ({ color: stream.isTTY === true && mayColor, width: stream.isTTY === true ? columnsOf(stream) : COLUMNS_OF_A_PIPE });
  const writeTo = (stream: Stream) => (text: string) => void stream.write(text.endsWith('\n') ? text : `${text}\n`);
  const overwrite = (text: string): void => {
    if (stderr.isTTY === true) stderr.write(`\r\u001B[2K${text.slice(0, columnsOf(stderr) - 1)}`);
  };
  return { style: styleOf(stdout), errStyle: styleOf(stderr), out: writeTo(stdout), err: writeTo(stderr), overwrite };
}
