// Words for places of GitHub's that know no Markdown: titles and descriptions. And Markdown cut to what fits.
import { cleanLine, shellWord } from '@rampart/report';

/**
 * One printable line of at most `lengthMax` UTF-16 units, in which GitHub finds nothing to link, mention or close. A title shows character references as
 * they are, so what could be found is broken by a visible blank, or shown by a sign that looks alike.
 */
export function plainLine(text: string, lengthMax: number): string {
  const line = cleanLine(text, lengthMax)
    .replace(/@(?=\S)/gu, '@ ')
    .replace(/#(?=\d)/gu, '# ')
    .replace(/(GH)-(?=\d)/giu, '$1- ')
    .replace(/:(?=\/)/gu, ': ')
    .replace(/(www)\./giu, '$1 .')
    .replace(/`/gu, '\u2019')
    .replace(/</gu, '\u2039')
    .replace(/>/gu, '\u203A');
  return cutLine(line, lengthMax);
}

/** A plain line with a tag's name as people type it: a sign of `at` after a letter or a digit (`fraud@v3`) mentions nobody. A tag has no blanks of its own. */
export function tagLine(tag: string, lengthMax: number): string {
  return plainLine(tag, lengthMax).replace(/(?<=[A-Za-z0-9_])@ /gu, '@');
}

/** Where something has to go, the last character says so. */
export function cutLine(line: string, lengthMax: number): string {
  if (line.length <= lengthMax) return line;
  const points = Array.from(line);
  while (points.join('').length > lengthMax - 1) points.pop();
  return `${points.join('')}…`;
}

/** Whole paragraphs of `markdown`, as many as fit into `lengthMax`, and where the rest is. */
export function cutMarkdown(markdown: string, lengthMax: number, target: string): string {
  if (markdown.length <= lengthMax) return markdown;
  const pointer = `\n\n${restWords(target)}\n`;
  const kept: string[] = [];
  let length = pointer.length;
  for (const paragraph of markdown.split('\n\n')) {
    length += paragraph.length + 2;
    if (length > lengthMax) break;
    kept.push(paragraph);
  }
  return `${kept.join('\n\n')}${pointer}`.trimStart();
}

/** The newest of `lines` that fit into `lengthMax` as a list, oldest first. */
export function newestLines(lines: readonly string[], lengthMax: number, target: string): string {
  let length = 200;
  let from = lines.length;
  while (from > 0 && length + (lines[from - 1]?.length ?? 0) + 3 <= lengthMax) {
    from -= 1;
    length += (lines[from]?.length ?? 0) + 3;
  }
  const items = lines.slice(from).map((line) => `- ${line}`);
  return (from === 0 ? items : [`- ${String(from)} more before. ${restWords(target)}`, ...items]).join('\n');
}

function restWords(target: string): string {
  return `The whole story: \`rampart history ${shellWord(cleanLine(target, 100)).replaceAll('`', '')}\``;
}
