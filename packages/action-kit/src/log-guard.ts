// Text from outside must not become a workflow command. The runner reads every printed line: `::name::` at its start (after any white space)
// and `##[name]` anywhere are commands, and a lone carriage return starts a new line.

/** The same text with every command defused and control characters removed; line breaks become `\n`. */
export function guardLog(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => guardLine(line))
    .join('\n');
}

/** Longer lines are no log for people, and somebody else's text. */
const LINE_LENGTH_MAX = 10_000;

function guardLine(line: string): string {
  // All control characters but the tab, and what hides or changes the direction of reading: they move the cursor, hide text, and U+0085 counts as white space for the runner.
  const printable = cut(line).replace(/[^\P{Cc}\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return printable.replace(/^(\s*)::/, '$1: :').replace(/##\[/g, '## [');
}

function cut(line: string): string {
  return line.length <= LINE_LENGTH_MAX ? line : `${line.slice(0, LINE_LENGTH_MAX - 1)}…`;
}
