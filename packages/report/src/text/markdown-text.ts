// Any text as Markdown that shows exactly that text: no markup, no raw HTML, no new table cell, no mention, no link, no reference.
import { cleanLine } from './clean-line.ts';

/** Shown as nothing; keeps what stands before and after it from being read as one word. */
const SEAM = '&#8203;';

/** Longer than any sentence of ours; what is longer than this is cut. */
const LENGTH_MAX = 8000;

/**
 * Any `text` for use inside a paragraph or a table cell, as one printable line. Characters with a meaning in Markdown become numeric character references,
 * which are never syntax (CommonMark 0.31, section 2.5). Mentions, issue references, addresses and emoji codes are found by GitHub in the
 * rendered text, where escapes are gone; a seam breaks those.
 */
export function escapeMarkdown(text: string): string {
  return cleanLine(text, LENGTH_MAX)
    .replace(/[&<>\\`*_{}[\]#|~!$^]/gu, (char) => `&#${String(char.codePointAt(0))};`)
    .replace(/@/gu, `@${SEAM}`)
    .replace(/&#35;(?=\d)/gu, `&#35;${SEAM}`)
    .replace(/(GH)-(?=\d)/giu, `$1-${SEAM}`)
    .replace(/:(?=[/a-z+-])/giu, `:${SEAM}`)
    .replace(/(www)\./giu, `$1${SEAM}.`);
}

/** `line` as a code span. The fence is longer than any run of backticks inside, so nothing ends it early. */
export function codeSpan(line: string): string {
  const fence = '`'.repeat(longestRun(line) + 1);
  // One blank on either side is taken off again by the reader; it is needed where the content could touch the fence.
  const padding = line.includes('`') ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** `line` as a block of code of its own, to be copied. */
export function codeBlock(line: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(line) + 1));
  return `${fence}text\n${line}\n${fence}`;
}

function longestRun(line: string): number {
  return Math.max(0, ...Array.from(line.matchAll(/`+/gu), (run) => run[0].length));
}
