// Targets under each other, one line each: for `rampart status`.
import type { TargetState } from '@rampart/rollout-policy';
import { MOOD_INKS, paint, type TerminalStyle } from '../terminal-style.ts';
import { cutColumns, displayWidth, padColumns } from '../text/display-width.ts';
import { statusWords, type StatusWords } from './status-words.ts';

const TARGET_COLUMNS_MAX = 32;

/** `● fraud-prod  v42 at 5 % for 3 min · waits for evidence · next look by 14:12 UTC · harm 3 of 100`, each cut to the width. */
export function statusLines(states: readonly TargetState[], nowMs: number, style: TerminalStyle): readonly string[] {
  const all = states.map((state) => statusWords(state, nowMs));
  const columns = Math.min(TARGET_COLUMNS_MAX, Math.max(0, ...all.map(({ target }) => displayWidth(target))));
  return all.map((words) => {
    const { glyph, target, mood } = words;
    return paint(cutColumns(`${glyph} ${padColumns(cutColumns(target, columns), columns)}  ${standingWords(words)}`, style.width), [MOOD_INKS[mood]], style);
  });
}

/** All of it but the name. */
export function standingWords({ paused, stable, release }: StatusWords): string {
  const first = paused === '' ? [] : [paused];
  if (release.kind === 'none') return [...first, `${stable} serves`, release.last].join(' · ');
  const { released, waits, isOverdue, nextLook, harm } = release;
  return [...first, released, waits, isOverdue ? nextLook : `next look ${nextLook}`, `harm ${harm}`, `${stable} serves the rest`].join(' · ');
}
