// The comment on the pull request: at most 30 lines, what is broken first, and where the rest is.
import { escapeMarkdown } from '@rampart/report';
import type { ClaimVerdict } from '@rampart/simulator';
import { ICONS, policyLines, restLines, type ReportParts } from './render-report.ts';
import type { ProvedPolicy } from './proved-policy.ts';

/** The hidden marker, by which the comment is found again, is one of the thirty. */
export const COMMENT_LINES_MAX = 29;

export function renderComment(parts: ReportParts, runUrl: string): string {
  const head = [`### ${parts.icon} ${escapeMarkdown(parts.sentence)}`, ''];
  const rest = [...restLines(parts.survey), ...parts.notes.map(escapeMarkdown)];
  const whole = [...head, ...parts.policies.flatMap(policyLines), ...rest];
  const lines = whole.length <= COMMENT_LINES_MAX - 2 ? whole : [...head, ...parts.policies.toSorted((a, b) => RANK[worst(a)] - RANK[worst(b)]).flatMap(shortLines), '', ...rest];
  return cut(lines, runUrl === '' ? 'All figures are in the job summary.' : `All figures are in the [job summary](${runUrl}).`);
}

/** The worst first: what is cut is what is fine. */
const RANK: Readonly<Record<ClaimVerdict, number>> = { refuted: 0, inconclusive: 1, proved: 2 };

function worst({ words }: ProvedPolicy): ClaimVerdict {
  return words.ending.mark;
}

function shortLines({ version, words, comparison }: ProvedPolicy): readonly string[] {
  const claims = words.claims.filter(({ mark }) => mark !== 'proved');
  return [
    `- ${ICONS[words.ending.mark]} **${escapeMarkdown(version.policy.target)}** (${escapeMarkdown(version.file)}): ${escapeMarkdown(words.ending.text)}`,
    ...claims.map(({ mark, about, promised, seen, line }) => `  - ${ICONS[mark]} ${escapeMarkdown(`${about}, ${promised}: ${seen}${line === 'none' ? '' : ` (line ${String(line)})`}`)}`),
    ...words.changes.flatMap(({ to, rows }) => rows.slice(0, 1).map(({ change, why }) => `  - ${escapeMarkdown(`${to.replace(/, cheapest first$/, '')}: ${change}: ${why}`)}`)),
    ...(comparison === '' ? [] : [`  - ${escapeMarkdown(comparison)}`]),
  ];
}

function cut(lines: readonly string[], last: string): string {
  const room = COMMENT_LINES_MAX - 2;
  const said = lines.slice(0, 1 + lines.findLastIndex((line) => line !== ''));
  const kept = said.length <= room ? said : [...said.slice(0, room - 1), `${said.length - room + 1} more lines.`];
  return [...kept, '', last].join('\n');
}
