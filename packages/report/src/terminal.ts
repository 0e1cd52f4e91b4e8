// A briefing as plain lines for a terminal or a log.
import { briefing, type Briefing, type BriefingInput } from './briefing/briefing.ts';
import type { CheckRow } from './briefing/check-row.ts';
import { MOOD_GLYPHS, MOOD_INKS, paint, type TerminalStyle } from './terminal-style.ts';
import { cutColumns, displayWidth, padColumns, wrapColumns } from './text/display-width.ts';

const INDENT = '  ';
const GUTTER = '  ';

export function renderTerminal(input: BriefingInput, style: TerminalStyle): string {
  const content = briefing(input);
  const columns = Math.max(20, style.width);
  const paragraph = (text: string): readonly string[] => wrapColumns(text, columns, { first: INDENT, rest: INDENT + INDENT });
  const lines = [
    ...headline(content, columns, style),
    ...(content.next === '' ? [] : paragraph(content.next)),
    ...(content.why === '' ? [] : paragraph(`Why: ${content.why}`)),
    ...checkLines(content, columns, style),
    ...(content.harm === '' ? [] : paragraph(`Harm: ${content.harm} ${content.changedBy}`)),
    ...(content.outlook === '' ? [] : paragraph(content.outlook)),
    ...(content.attempt === '' ? [] : paragraph(content.attempt)),
    ...(content.timeline.picture === '' ? [] : paragraph(`Share of ${content.candidate}: ${content.timeline.picture} ${content.timeline.moments} (UTC)`)),
    ...content.notes.flatMap((note) => paragraph(`Note: ${note}`)),
    `${INDENT}Not convinced? ${content.proof} (offline)`,
    `${INDENT}Without GitHub: ${content.breakGlass}`,
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ mood, target, what }: Briefing, columns: number, style: TerminalStyle): readonly string[] {
  const lines = wrapColumns(`${target}: ${what}`, columns, { first: `${MOOD_GLYPHS[mood]} `, rest: INDENT });
  return lines.map((line) => paint(line, ['bold', MOOD_INKS[mood]], style));
}

/** A table where it fits, else a short paragraph per check. */
function checkLines({ checks, stable, candidate }: Briefing, columns: number, style: TerminalStyle): readonly string[] {
  if (checks.length === 0) return [];
  const head = ['check', `${stable} stable`, `${candidate} candidate`, 'allowed', 'says'];
  const rows = checks.map(({ check, stable: s, candidate: c, allowed, says }) => [check, s, c, allowed, says]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => displayWidth(cells[column] ?? ''))));
  const total = INDENT.length + widths.reduce((sum, width) => sum + width + GUTTER.length, -GUTTER.length);
  if (total > columns) return checks.flatMap((check) => stacked(check, { stable, candidate }, columns, style));
  const lineOf = (cells: readonly string[]): string => INDENT + cells.map((cell, column) => padColumns(cell, widths[column] ?? 0)).join(GUTTER).trimEnd();
  return [paint(lineOf(head), ['dim'], style), ...checks.map((check, index) => inked(lineOf(rows[index] ?? []), check, style))];
}

function stacked(check: CheckRow, arms: { readonly stable: string; readonly candidate: string }, columns: number, style: TerminalStyle): readonly string[] {
  const deep = INDENT + INDENT;
  const counts = [[arms.candidate, check.candidate] as const, [arms.stable, check.stable] as const].flatMap(([name, words]) => (words === '' ? [] : [`${deep}${name} ${words}`]));
  const allowed = check.allowed === '' ? '' : ` (allowed ${check.allowed})`;
  const title = wrapColumns(`${check.check}: ${check.says}${allowed}`, columns, { first: INDENT, rest: deep });
  return [...title.map((line) => inked(line, check, style)), ...counts.map((line) => cutColumns(line, columns))];
}

/** What speaks against the candidate stands out; all else stays quiet. */
function inked(line: string, check: CheckRow, style: TerminalStyle): string {
  return paint(line, check.tone === 'bad' ? [MOOD_INKS.bad] : [], style);
}
