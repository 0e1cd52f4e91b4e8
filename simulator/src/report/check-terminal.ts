// A check on a terminal or in a log. Colour only repeats what glyph and words say.
import { paint, type TerminalStyle } from '@rampart/report';
import type { CheckWords, ClaimWords, Mark } from './check-words.ts';

export const MARKS: Readonly<Record<Mark, string>> = { proved: '✔', refuted: '✘', inconclusive: '?' };
const INKS = { proved: 'green', refuted: 'red', inconclusive: 'yellow' } as const;

export function renderCheckTerminal(words: CheckWords, style: TerminalStyle): string {
  const families = [...new Set(words.claims.map(({ family }) => family))];
  return [
    paint(words.title, ['bold'], style),
    ...families.flatMap((family) => [...(families.length > 1 ? [` ${family}`] : []), ...claimLines(words.claims.filter((claim) => claim.family === family), style)]),
    ...words.assumed.map((sentence) => `   assumed: ${sentence}`),
    ...(words.howSoon === '' ? [] : ['How soon trouble is seen at this traffic, with half of it on the new model', `   ${words.howSoon}`]),
    ...words.changes.flatMap(({ to, rows }) => [
      to,
      ...table(rows.map(({ number, change, why, apply }) => [String(number), change, why, `(${apply})`])).map((line) => `   ${line}`),
    ]),
    paint(` ${MARKS[words.ending.mark]} ${words.ending.text}`, [INKS[words.ending.mark]], style),
    '',
  ].join('\n');
}

function claimLines(claims: readonly ClaimWords[], style: TerminalStyle): readonly string[] {
  const lines = table(claims.map(({ about, promised, seen, line, mark }) => [about, promised, seen, mark === 'proved' || line === 'none' ? '' : `line ${String(line)}`]));
  return claims.flatMap(({ mark, replay }, index) => [`${paint(` ${MARKS[mark]}`, [INKS[mark]], style)} ${lines[index] ?? ''}`, ...(replay === '' ? [] : [`     ${replay}`])]);
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
