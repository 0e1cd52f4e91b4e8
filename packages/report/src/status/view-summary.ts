// What was read of several targets as a table in Markdown, for a job summary. Names, reasons and errors stand in it as what they are.
import { escapeMarkdown } from '../text/markdown-text.ts';
import { counted } from '../text/quantity.ts';
import { utcDateTime } from '../text/utc-time.ts';
import { named } from '../words/foreign-text.ts';
import { followedLines } from './followed-lines.ts';
import { statusWords } from './status-words.ts';
import type { TargetView } from './target-view.ts';
import { whyNoState } from './view-lines.ts';

const HEAD = ['', 'target', 'serves', 'release', 'now', 'next look', 'harm'] as const;

export function viewSummary(views: readonly TargetView[], nowMs: number): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...views.map((view) => cellsOf(view, nowMs))];
  const followed = views.flatMap(({ target, read }) => (read.kind === 'present' ? followedLines(read.state, nowMs).map((line) => `- ${escapeMarkdown(`${named(target)}: ${line}`)}`) : []));
  return [`### ${counted(views.length, 'target')} at ${utcDateTime(nowMs)}`, '', ...rows.map((cells) => `| ${cells.join(' | ')} |`), '', ...(followed.length === 0 ? [] : [...followed, ''])].join('\n');
}

function cellsOf({ target, policyFile, read }: TargetView, nowMs: number): readonly string[] {
  const cells = (glyph: string, ...texts: readonly string[]): readonly string[] => [glyph, ...texts.map(escapeMarkdown)];
  if (read.kind !== 'present') return cells(read.kind === 'empty' ? '' : '!', named(target), '', '', whyNoState(policyFile, read), '', '');
  const { glyph, target: name, stable, paused, release } = statusWords(read.state, nowMs);
  if (release.kind === 'none') return cells(glyph, name, stable, release.last, paused, '', '');
  const { released, waits, nextLook, harm } = release;
  return cells(glyph, name, stable, released, [paused, waits].filter((words) => words !== '').join('; '), nextLook, harm);
}
