// Moves heads from one commit to the next, all or none, and finds out what came of it. Whether they moved is never read from git's words: the
// heads are read back. Sending the same move again is harmless, because it is on condition of the old values.
import { readRef } from '@rampart/git-process';
import type { GitFailure, GitRepository, RefMove } from '@rampart/git-process';

export type Moved =
  | { readonly kind: 'moved' }
  /** The head is elsewhere now; what is new since `from` has been fetched. */
  | { readonly kind: 'elsewhere'; readonly ref: string; readonly head: string }
  /** The ref is gone although it was there. */
  | { readonly kind: 'gone'; readonly ref: string }
  /** Read back: the heads are where they were. */
  | { readonly kind: 'not-moved'; readonly failure: GitFailure }
  /** Could not be read back. */
  | { readonly kind: 'unknown'; readonly failure: GitFailure };

export function moveHead(repository: GitRepository, move: RefMove): Promise<Moved> {
  return moveHeads(repository, [move]);
}

/** What is told of a head that is elsewhere is told of the first such one, in the order of `moves`. */
export async function moveHeads(repository: GitRepository, moves: readonly RefMove[], attempts = 2): Promise<Moved> {
  const [only, ...others] = moves;
  const result = await (only !== undefined && others.length === 0 ? repository.moveRef(only) : repository.moveRefs(moves));
  if (result.kind === 'ok') return { kind: 'moved' };
  const seen = await readBack(repository, moves, result);
  // A refusal too: a rival that held the ref's lock may have given up since.
  const isPassing = result.trouble === 'unavailable' || result.trouble === 'refused';
  return seen.kind === 'not-moved' && isPassing && attempts > 1 ? moveHeads(repository, moves, attempts - 1) : seen;
}

async function readBack(repository: GitRepository, moves: readonly RefMove[], failure: GitFailure): Promise<Moved> {
  const fetched = await repository.fetchRefs({ patterns: moves.map(({ ref }) => ref), depth: 'new', files: 'included' });
  if (fetched.kind === 'failed') return { kind: 'unknown', failure };
  const heads: { readonly move: RefMove; readonly head: string }[] = [];
  for (const move of moves) {
    const head = await readRef(repository, move.ref);
    if (head.kind === 'failed') return { kind: 'unknown', failure: head };
    heads.push({ move, head: head.kind === 'at' ? head.id : '' });
  }
  // All or none: one that is at our commit stands for all, wherever somebody has taken the others since.
  if (heads.some(({ move, head }) => head === move.to)) return { kind: 'moved' };
  const other = heads.find(({ move, head }) => head !== move.from);
  if (other === undefined) return { kind: 'not-moved', failure };
  const { move: { ref }, head } = other;
  return head === '' ? { kind: 'gone', ref } : { kind: 'elsewhere', ref, head };
}
