// A person has paused a target: who, since when, why, and how it goes on.
import { cleanLine } from '../text/clean-line.ts';
import { shellWord } from '../text/shell-word.ts';
import { utcDateTime } from '../text/utc-time.ts';
import { named, said } from './foreign-text.ts';

/** `Paused by ada since 2026-03-09 14:02:00 UTC: page 17` */
export function pausedWords({ by, why, sinceMs }: { readonly by: string; readonly why: string; readonly sinceMs: number }): string {
  return `Paused by ${named(by)} since ${utcDateTime(sinceMs)}${why === '' ? '' : `: ${said(why)}`}`;
}

export function resumeCommand(target: string): string {
  return `rampart resume ${shellWord(cleanLine(target))}`;
}
