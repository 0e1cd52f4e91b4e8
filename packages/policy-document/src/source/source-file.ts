// The text of one file with what is needed to point into it.
import { LineCounter } from 'yaml';
import type { Place } from './place.ts';

export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly lineCounter: LineCounter;
}

export function openSource(file: string, text: string): SourceFile {
  const lineCounter = new LineCounter();
  lineCounter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineCounter.addNewLine(at + 1);
  return { file, text, lines: text.split('\n'), lineCounter };
}

/** `from`, `to`: offsets into the text. A span over several lines is cut at the end of its first one. */
export function placeOf(source: SourceFile, from: number, to: number): Place {
  const { line, col } = source.lineCounter.linePos(Math.min(Math.max(0, from), source.text.length));
  const lineLength = (source.lines[line - 1] ?? '').replace(/\r$/, '').length;
  const endColumn = Math.min(col + Math.max(1, to - from), Math.max(lineLength + 1, col + 1));
  return { kind: 'file', file: source.file, line, column: col, endColumn };
}
