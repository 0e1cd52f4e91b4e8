// A doctor's visit as Markdown, for a job summary.
import { cleanLine } from '../text/clean-line.ts';
import { escapeMarkdown } from '../text/markdown-text.ts';
import type { DoctorFinding, DoctorVisit } from './doctor-visit.ts';
import { verdict } from './doctor-lines.ts';

export function doctorSummary(visits: readonly DoctorVisit[]): string {
  return visits.map(oneVisit).join('\n');
}

function oneVisit(visit: DoctorVisit): string {
  const rows = visit.examined.map(({ area, saw, findings }) => `| ${area} | ${saw.map((line) => escapeMarkdown(cleanLine(line, 500))).join('<br>') || 'nothing could be read'} | ${findings.map(({ code }) => code).join(', ') || 'fine'} |`);
  return [`### ${escapeMarkdown(cleanLine(`${visit.target}: ${verdict(visit)}`))}`, '', '| area | seen | |', '|---|---|---|', ...rows, '', ...visit.examined.flatMap(({ findings }) => findings.flatMap(oneFinding))].join('\n');
}

function oneFinding({ code, gravity, about, seen, why, fix }: DoctorFinding): readonly string[] {
  const text = (words: string): string => escapeMarkdown(cleanLine(words, 500));
  const paste = fix.paste.length === 0 ? [] : ['', ...fix.paste.map((line) => `    ${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, 1_000)}`)];
  return [`**${code} ${text(about)}**${gravity === 'mind' ? ' (remark)' : ''}: ${text(seen)}`, '', `Why: ${text(why)}`, '', `Fix: ${text(fix.text)}`, ...paste, ''];
}
