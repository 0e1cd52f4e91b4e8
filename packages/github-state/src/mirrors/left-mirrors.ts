// Which mirrors could not show what the mark says was shown, and when they are tried again.
//
// A 403 or a 404 may be a permission that was never given, or one that is back in a minute, and GitHub says both in the same words. So what was denied is
// tried again by looks that come anyway: by the next one, then for an hour every five minutes at most, then once an hour. Who leaves a permission out on
// purpose pays a few requests an hour for it; whoever gives it later, or lost it for a moment, need not wait for news of the ledger. What has no place (a
// version without a tag, a commit with a thousand statuses, a rule that says no) is tried once more by the next look, and then with the next news.

export type LeftMirrors =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'left';
      /** Names of mirrors. */
      readonly names: readonly string[];
      /** Since when there have been such. */
      readonly sinceMs: number;
      readonly triedAtMs: number;
    };

export const NONE_LEFT: LeftMirrors = { kind: 'none' };

const SOON_MS = 5 * 60_000;
const LATER_MS = 3_600_000;

/** Those to try again now. */
export function dueMirrors(left: LeftMirrors, nowMs: number): readonly string[] {
  if (left.kind === 'none') return [];
  const { names, sinceMs, triedAtMs } = left;
  const wasTriedOnce = triedAtMs <= sinceMs;
  const waitMs = wasTriedOnce ? 0 : triedAtMs - sinceMs < LATER_MS ? SOON_MS : LATER_MS;
  // Clocks of two machines differ: what was tried long after now was not tried lately.
  return Math.abs(nowMs - triedAtMs) >= waitMs ? names : [];
}

export interface Tried {
  /** Names of mirrors, of these those that were denied, and those that had no place. */
  readonly tried: readonly string[];
  readonly denied: readonly string[];
  readonly placeless: readonly string[];
  readonly nowMs: number;
}

/** Those that nobody tried are still left. */
export function leftAfter(before: LeftMirrors, { tried, denied, placeless, nowMs }: Tried): LeftMirrors {
  const known = before.kind === 'none' ? [] : before.names;
  const names = [...new Set([...known.filter((name) => !tried.includes(name)), ...denied, ...placeless.filter((name) => !known.includes(name))])].toSorted();
  if (names.length === 0) return NONE_LEFT;
  if (before.kind === 'none') return { kind: 'left', names, sinceMs: nowMs, triedAtMs: nowMs };
  // A try in the same moment is a try: else the next one would count as the first.
  return { kind: 'left', names, sinceMs: before.sinceMs, triedAtMs: Math.max(nowMs, before.sinceMs + 1) };
}

/** As trailers of a commit's message. */
export function leftTrailers(left: Extract<LeftMirrors, { readonly kind: 'left' }>): readonly (readonly [name: string, value: string])[] {
  return [['Left', left.names.join(' ')], ['Left-Since', String(left.sinceMs)], ['Left-Tried', String(left.triedAtMs)]];
}

/** Of a commit's message; whatever does not look as we write it is none. */
export function readLeft(message: string): LeftMirrors {
  const match = /^Left: ([a-z]{1,30}(?: [a-z]{1,30}){0,19})\nLeft-Since: (\d{1,15})\nLeft-Tried: (\d{1,15})$/m.exec(message);
  return match === null ? NONE_LEFT : { kind: 'left', names: (match[1] ?? '').split(' '), sinceMs: Number(match[2]), triedAtMs: Number(match[3]) };
}
