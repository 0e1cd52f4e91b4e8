// What was read of several targets, as lines for a terminal or a log.
import type { TerminalStyle } from '../terminal-style.ts';
import { cleanLine } from '../text/clean-line.ts';
import { shellWord } from '../text/shell-word.ts';
import { named } from '../words/foreign-text.ts';
import { followedLines } from './followed-lines.ts';
import { statusLines } from './status-lines.ts';
import type { TargetView } from './target-view.ts';

export interface ToldView {
  readonly view: TargetView;
  /** The first says how it stands; below it what is followed. */
  readonly lines: readonly [string, ...string[]];
}

const LENGTH_MAX = 1_000;

/** In the order of `views`; what can be read stands in columns. */
export function viewLines(views: readonly TargetView[], nowMs: number, style: TerminalStyle): readonly ToldView[] {
  const present = views.flatMap(({ read }) => (read.kind === 'present' ? [read.state] : []));
  const lines = new Map(statusLines(present, nowMs, style).map((line, index) => [present[index], line]));
  return views.map((view) => {
    const { read } = view;
    if (read.kind === 'present') return { view, lines: [lines.get(read.state) ?? '', ...followedLines(read.state, nowMs).map((line) => `  ${line}`)] };
    const [first = '', ...more] = whyNoState(view.policyFile, read).split('\n');
    return { view, lines: [cleanLine(`${named(view.target)}: ${first}`, LENGTH_MAX), ...more.map(cleanIndented)] };
  });
}

/** In words for people: nothing is there yet, or it cannot be read. What to paste may stand below the first line. */
export function whyNoState(policyFile: string, read: Exclude<TargetView['read'], { kind: 'present' }>): string {
  return read.kind === 'empty' ? `no ledger yet; rampart adopt ${shellWord(cleanLine(policyFile))} writes its first line` : `the ledger cannot be read: ${read.why}`;
}

/** Leading blanks mean something in YAML. */
function cleanIndented(line: string): string {
  return `${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, LENGTH_MAX)}`;
}
