// A comparison of policies on a terminal or in a log. Colour only repeats what words say.
import { paint, type TerminalStyle } from '@rampart/report';
import type { ComparisonWords, KindWords } from './comparison-words.ts';

export function renderComparisonTerminal(words: ComparisonWords, style: TerminalStyle): string {
  return [paint(words.title, ['bold'], style), ...words.kinds.flatMap((kind) => ['', paint(kind.title, ['bold'], style), ...kindLines(kind, style)]), '', words.note, ''].join('\n');
}

const HEADS = ['', '', 'mean', 'interval', 'difference', 'interval', ''];
const LEFT = 2;

function kindLines({ measures }: KindWords, style: TerminalStyle): readonly string[] {
  const rows = measures.flatMap(({ title, rows: policies }) =>
    policies.map(({ policy, mean, range, difference, differenceRange, surely }, index) => ({ surely, cells: [index === 0 ? title : '', policy, mean, range, difference, differenceRange, surely ? 'differs surely' : ''] })),
  );
  const all = [HEADS, ...rows.map(({ cells }) => cells)];
  const widths = HEADS.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string => ` ${cells.map((cell, column) => (column < LEFT ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd();
  return [paint(line(HEADS), ['dim'], style), ...rows.map(({ cells, surely }) => paint(line(cells), surely ? ['yellow'] : [], style))];
}
