// What is known of a target's history, commit by commit. A commit never changes, so what was read once is not read again.
import type { Line, Look, SeenCommit } from './look.ts';

export interface KnownLine {
  readonly head: string;
  readonly line: Line;
}

export type Comparison =
  /** The same head, or a later one of the same line. */
  | { readonly kind: 'known'; readonly known: KnownLine }
  /** A head that was left already: from a replica that lags behind, or set back by somebody. `gone`: there is none any more. */
  | { readonly kind: 'older' | 'gone' }
  /** What was looked at does not reach back to what is known. */
  | { readonly kind: 'apart' }
  /** The history does not go on from what was seen before. */
  | { readonly kind: 'rewritten' };

export function compareLook(known: KnownLine | undefined, look: Pick<Look, 'head' | 'line'>): Comparison {
  if (known === undefined || known.head === '') return { kind: 'known', known: { head: look.head, line: look.line } };
  if (look.head === '') return { kind: 'gone' };
  if (look.head === known.head) return { kind: 'known', known };
  if (known.line.commits.some(({ id }) => id === look.head)) return { kind: 'older' };
  const newer = look.line.commits.findIndex(({ id }) => id === known.head);
  if (newer === -1) return { kind: look.line.isWhole ? 'rewritten' : 'apart' };
  return { kind: 'known', known: { head: look.head, line: joined(look.line.commits.slice(0, newer), known.line) } };
}

/** `older` begins with the last commit of `line`. */
export function goneBack(line: Line, older: Line): Line {
  return joined(line.commits.slice(0, -1), older);
}

/** With a commit that was written on `parent`; as it was where that is not the head any more, since whoever looked knows better. */
export function goneOn(known: KnownLine, commit: SeenCommit, parent: string): KnownLine {
  return known.head === parent ? { head: commit.id, line: joined([commit], parent === '' ? { commits: [], isWhole: true } : known.line) } : known;
}

function joined(newer: readonly SeenCommit[], { commits, isWhole }: Line): Line {
  return { commits: [...newer, ...commits], isWhole };
}
