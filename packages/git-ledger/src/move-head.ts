// Moves a head from one commit to the next, and finds out what came of it. Whether it moved is never read from git's words: the
// head is read back. Sending the same move again is harmless, because it is on condition of the old value.
import { readRef } from '@rampart/git-process';
import type { GitFailure, GitRepository, RefMove } from '@rampart/git-process';

export type Moved =
  | { readonly kind: 'moved' }
  /** The head is elsewhere now; what is new since `from` has been fetched. */
  | { readonly kind: 'elsewhere'; readonly head: string }
  /** The ref is gone although it was there. */
  | { readonly kind: 'gone' }
  /** Read back: the head is where it was. */
  | { readonly kind: 'not-moved'; readonly failure: GitFailure }
  /** Could not be read back. */
  | { readonly kind: 'unknown'; readonly failure: GitFailure };

export async function moveHead(repository: GitRepository, move: RefMove, attempts = 2): Promise<Moved> {
  const result = await repository.moveRef(move);
  if (result.kind === 'ok') return { kind: 'moved' };
  const seen = await readBack(repository, move, result);
  // A refusal too: a rival that held the ref's lock may have given up since.
  const isPassing = result.trouble === 'unavailable' || result.trouble === 'refused';
  return seen.kind === 'not-moved' && isPassing && attempts > 1 ? moveHead(repository, move, attempts - 1) : seen;
}

async function readBack(repository: GitRepository, { ref, from, to }: RefMove, failure: GitFailure): Promise<Moved> {
  const fetched = await repository.fetchRefs({ patterns: [ref], depth: 'new', files: 'included' });
  if (fetched.kind === 'failed') return { kind: 'unknown', failure };
  const head = await readRef(repository, ref);
  switch (head.kind) {
    case 'failed':
      return { kind: 'unknown', failure: head };
    case 'absent':
      return from === '' ? { kind: 'not-moved', failure } : { kind: 'gone' };
    case 'at':
      if (head.id === to) return { kind: 'moved' };
      return head.id === from ? { kind: 'not-moved', failure } : { kind: 'elsewhere', head: head.id };
  }
}
