// A briefing as GitHub Markdown: job summary, comment, issue body. No raw HTML; every foreign character is shown as itself.
import { briefing, type Briefing, type BriefingInput, type Mood } from './briefing/briefing.ts';
import type { CheckRow } from './briefing/check-row.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './text/markdown-text.ts';

const GLYPHS: Readonly<Record<Mood, string>> = { good: '✅', bad: '⛔', open: '⏳', stop: '✋' };

/** Far below the 1 MiB that a job summary may have: every part of a briefing is bounded. */
export function renderSummary(input: BriefingInput): string {
  const content = briefing(input);
  const paragraphs = [
    `### ${GLYPHS[content.mood]} ${escapeMarkdown(`${content.target}: ${content.what}`)}`,
    content.next === '' ? '' : `**${escapeMarkdown(content.next)}**`,
    content.why === '' ? '' : `Why: ${escapeMarkdown(content.why)}`,
    checkTable(content),
    content.harm === '' ? '' : `Harm: ${escapeMarkdown(`${content.harm} ${content.changedBy}`)}`,
    escapeMarkdown([content.outlook, content.attempt].filter((words) => words !== '').join(' ')),
    timelineLine(content),
    content.notes.map((note) => `- Note: ${escapeMarkdown(note)}`).join('\n'),
    `Not convinced? ${codeSpan(content.proof)} (offline). Without GitHub, this takes all traffic back:`,
    codeBlock(content.breakGlass),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function checkTable({ checks, stable, candidate }: Briefing): string {
  if (checks.length === 0) return '';
  const head = row(['check', `${stable} stable`, `${candidate} candidate`, 'allowed', 'says']);
  return [head, '| --- | --- | --- | --- | --- |', ...checks.map((check) => row(cellsOf(check)))].join('\n');
}

function cellsOf({ check, stable, candidate, allowed, says }: CheckRow): readonly string[] {
  return [check, stable, candidate, allowed, says];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cellOf).join(' | ')} |`;
}

/** A count and its share, which two blanks part, stand a little apart: Markdown would join them. */
function cellOf(text: string): string {
  return text.split('  ').map(escapeMarkdown).join(' &#160;');
}

function timelineLine({ timeline, candidate }: Briefing): string {
  return timeline.picture === '' ? '' : `Share of ${escapeMarkdown(candidate)}: ${codeSpan(timeline.picture)} ${escapeMarkdown(timeline.moments)} (UTC)`;
}
