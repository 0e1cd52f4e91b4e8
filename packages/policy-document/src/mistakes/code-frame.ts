// The line a mistake stands on, the one before it, and a caret under it.
import type { Place } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import { shownLine } from './shown.ts';

const WIDTH = 100;

/**
 * Two or three lines of text without a line break at the end:
 *
 *     6 | promise:
 *     7 |   falseAlarms: 5
 *       |                ^
 */
export function codeFrame(source: SourceFile, place: Place): string {
  const from = Math.max(0, Math.min(place.column - 1 - WIDTH / 2, lengthOf(source, place.line) - WIDTH));
  const digits = String(place.line).length;
  const before = place.line > 1 ? [numbered(source, place.line - 1, digits, from)] : [];
  const caret = `${' '.repeat(digits)} | ${' '.repeat(place.column - 1 - from)}${'^'.repeat(Math.min(place.endColumn - place.column, WIDTH))}`;
  return [...before, numbered(source, place.line, digits, from), caret].join('\n');
}

function numbered(source: SourceFile, line: number, digits: number, from: number): string {
  const text = shownLine((source.lines[line - 1] ?? '').replace(/\r$/, '').slice(from, from + WIDTH));
  return `${String(line).padStart(digits)} | ${text}`.trimEnd();
}

function lengthOf(source: SourceFile, line: number): number {
  return (source.lines[line - 1] ?? '').length;
}
