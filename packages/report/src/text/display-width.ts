// How many terminal columns a text takes, and fitting text into a number of columns.
import { bindUnits, unbindUnits } from './bound-units.ts';

/** Wide in terminals: East Asian wide and full-width forms and emoji (Unicode 16 EastAsianWidth W and F, in coarse ranges). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23f3],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270b, 0x270b],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

export function displayWidth(text: string): number {
  let columns = 0;
  for (const char of text) columns += widthOf(char);
  return columns;
}

/** `text` cut (with an ellipsis) or filled with blanks to exactly `columns`. */
export function fitColumns(text: string, columns: number): string {
  return padColumns(cutColumns(text, columns), columns);
}

export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** `text` if it fits, else as much as fits and an ellipsis. */
export function cutColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = '';
  let used = 0;
  for (const char of text) {
    if (used + widthOf(char) > columns - 1) break;
    cut += char;
    used += widthOf(char);
  }
  return columns < 1 ? '' : `${cut}…`;
}

/**
 * Breaks at blanks into lines of at most `columns`; the first begins with `first`, the others with `rest`. A number keeps its unit beside it, and a word
 * that is longer than a line stands alone on its own.
 */
export function wrapColumns(text: string, columns: number, { first, rest }: { readonly first: string; readonly rest: string }): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of bindUnits(text).split(' ')) {
    if (!isEmpty && displayWidth(line) + 1 + displayWidth(word) > columns) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line = isEmpty ? line + word : `${line} ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map(unbindUnits);
}

function widthOf(char: string): number {
  if (/\p{M}/u.test(char)) return 0;
  const point = char.codePointAt(0) ?? 0;
  return WIDE.some(([from, to]) => point >= from && point <= to) ? 2 : 1;
}
