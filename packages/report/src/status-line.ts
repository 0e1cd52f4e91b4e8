// One line per target for `rampart status`.
import type { TargetState } from '@rampart/rollout-policy';
import { MOOD_GLYPHS, MOOD_INKS, paint, type TerminalStyle } from './terminal-style.ts';
import { cutColumns, fitColumns } from './text/display-width.ts';
import { named } from './words/foreign-text.ts';
import { standing } from './words/standing.ts';

const TARGET_COLUMNS = 24;

/** Glyph, target, how it stands; cut to the width. Lines of several targets stand in columns. */
export function renderStatusLine(state: TargetState, nowMs: number, style: TerminalStyle): string {
  const { mood, what, why } = standing(state, nowMs);
  const rest = why === '' ? what : `${what} ${why}`;
  const line = cutColumns(`${MOOD_GLYPHS[mood]} ${fitColumns(named(state.target), TARGET_COLUMNS)} ${rest}`, style.width);
  return paint(line, [MOOD_INKS[mood]], style);
}
