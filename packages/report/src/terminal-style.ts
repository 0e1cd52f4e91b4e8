// How text is set off on a terminal. Colour only repeats what glyph and words say; the caller decides on it (NO_COLOR, no terminal).
import type { Mood } from './briefing/briefing.ts';

export interface TerminalStyle {
  readonly color: boolean;
  /** Columns; lines are fitted to it, commands to be copied are not. */
  readonly width: number;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 } as const;

export type Ink = keyof typeof CODES;

export function paint(text: string, inks: readonly Ink[], { color }: TerminalStyle): string {
  return color && inks.length > 0 ? `\u001B[${inks.map((ink) => CODES[ink]).join(';')}m${text}\u001B[0m` : text;
}

/** One column wide everywhere, unlike emoji. */
export const MOOD_GLYPHS: Readonly<Record<Mood, string>> = { good: '✔', bad: '✘', open: '●', stop: '!' };
export const MOOD_INKS: Readonly<Record<Mood, Ink>> = { good: 'green', bad: 'red', open: 'yellow', stop: 'magenta' };
