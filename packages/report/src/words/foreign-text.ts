// How long each kind of foreign text may get inside a sentence, so that one name cannot push the rest of the story out of sight.
import { cleanLine } from '../text/clean-line.ts';

export function named(name: string): string {
  return cleanLine(name, 64) || '(no name)';
}

/** What a person or an adapter said, without the full stop that our sentence brings along. */
export function said(why: string): string {
  return cleanLine(why, 240).replace(/[.\s]+$/u, '') || 'no reason given';
}

/** `sha256:0123456789ab…`: enough to tell two digests apart by eye. */
export function shortDigest(digest: string): string {
  return cleanLine(digest, 20);
}

/** The first few of many names: `a`, `a and b`, `a, b, c and 3 more`. */
export function someOf(names: readonly string[], shown = 3): string {
  const head = names.slice(0, shown).map(named);
  const last = names.length > shown ? `${String(names.length - shown)} more` : head.pop();
  return head.length === 0 ? (last ?? '') : `${head.join(', ')} and ${last ?? ''}`;
}
