// A check as Markdown, for the job summary and for a comment of at most 30 lines. What comes from a policy is escaped.
import { escapeMarkdown } from '@rampart/report';
import type { CheckWords, Mark } from './check-words.ts';

const ICONS: Readonly<Record<Mark, string>> = { proved: '✅', refuted: '❌', inconclusive: '❔' };

export function renderCheckMarkdown(words: CheckWords): string {
  const families = new Set(words.claims.map(({ family }) => family));
  const rows = words.claims.map(({ mark, about, family, promised, seen, line }) =>
    [ICONS[mark], families.size > 1 ? `${about} (${family})` : about, promised, seen, line === 'none' || mark === 'proved' ? '' : `line ${String(line)}`].map(escapeMarkdown).join(' | '),
  );
  return [
    `#### ${ICONS[words.ending.mark]} ${escapeMarkdown(words.title)}`,
    '',
    '| | promise | promised | simulated | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...(words.howSoon === '' ? [] : [`How soon trouble is seen, with half of the traffic on the new model: ${escapeMarkdown(words.howSoon)}`, '']),
    ...words.changes.flatMap(({ to, rows: changes }) => [`${escapeMarkdown(to)}:`, ...changes.map(({ number, change, why }) => `${String(number)}. \`${code(change)}\` ${escapeMarkdown(why)}`), '']),
    ...(words.assumed.length === 0 ? [] : [`Assumed: ${words.assumed.map(escapeMarkdown).join(' ')}`, '']),
    ...words.claims.filter(({ replay }) => replay !== '').map(({ about, replay }) => `${escapeMarkdown(about)}: \`${code(replay)}\``),
    escapeMarkdown(words.ending.text),
    '',
  ].join('\n');
}

/** Nothing ends a code span but backticks. */
function code(text: string): string {
  return text.replaceAll('`', "'").replaceAll('\n', ' ');
}
