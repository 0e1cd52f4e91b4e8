// Moves refs from one commit to the next, all or none, and finds out what came of it. Whether they moved is never read from GitHub's words:
// the refs are read back. The same move again is harmless, because it is on condition of the old value.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import type { PortError, Result } from '@rampart/rollout-engine';
import type { Pauses } from './pauses.ts';

export interface RefMove {
  readonly ref: string;
  /** Empty: the ref must not exist. */
  readonly from: string;
  readonly to: string;
  /** Whether `to` may be on another line than `from`. Default: no; a history only goes on. */
  readonly mayLeaveLine?: boolean;
}

export interface MoveRequest {
  readonly repositoryId: string;
  /** A freeze and a rollout that must change together are two moves of one request. The first is what is told about: where it is, all are. */
  readonly moves: readonly [RefMove, ...RefMove[]];
  /** Heads by ref; empty where there is none. */
  readonly readBack: () => Promise<Result<ReadonlyMap<string, string>>>;
}

export type Moved =
  | { readonly kind: 'moved' }
  /** Read back: somebody else was first. */
  | { readonly kind: 'elsewhere' }
  /** Read back, or refused before anything could happen: the refs are where they were. */
  | { readonly kind: 'not-moved'; readonly answer: FailedAnswer }
  /** Could not be read back. */
  | { readonly kind: 'unread'; readonly answer: FailedAnswer; readonly error: PortError }
  /** Reads show the old heads, but a request went without an answer, or was refused where they show no reason for it: it may have landed. */
  | { readonly kind: 'unknown'; readonly answer: FailedAnswer };

const TRIES = 3;

export async function moveRefs(api: GithubApi, pauses: Pauses, { repositoryId, moves, readBack }: MoveRequest): Promise<Moved> {
  let mayHaveLanded = false;
  for (let tries = 1; ; tries += 1) {
    const answer = await api.graphql<unknown>({ query: MUTATION, variables: { input: { repositoryId, refUpdates: moves.map(updateOf) } }, writes: true });
    if (answer.kind === 'ok') return { kind: 'moved' };
    mayHaveLanded ||= answer.kind === 'unknown';
    if (wasNotServed(answer) && !mayHaveLanded) return { kind: 'not-moved', answer };
    const heads = await readBack();
    if (heads.kind === 'error') return { kind: 'unread', answer, error: heads.error };
    const headOf = ({ ref }: RefMove): string => heads.value.get(ref) ?? '';
    // All or none, so that one stands for all. The others tell nothing: two jobs that lift the same freeze make the same commit, and somebody may have gone on from it since.
    const [first] = moves;
    if (headOf(first) === first.to) return { kind: 'moved' };
    if (moves.some((move) => headOf(move) !== move.from)) return { kind: 'elsewhere' };
    if (tries === TRIES || answer.kind === 'refused' || wasNotServed(answer)) return { kind: mayHaveLanded || isUnexplained(answer) ? 'unknown' : 'not-moved', answer };
    await pauses.pause(tries);
  }
}

/**
 * GitHub says that the move cannot be, and shows every ref where the move expects it. That may be a rule; or the request was delivered twice, the first one
 * landed, and the reads lag behind it. Both come in the same type of error, with words that nothing promises.
 */
function isUnexplained(answer: FailedAnswer): boolean {
  return answer.kind === 'errors' && !answer.errors.some(({ type }) => type === 'NOT_FOUND');
}

/** Turned away before anything was tried. */
function wasNotServed({ kind }: FailedAnswer): boolean {
  return kind === 'limited' || kind === 'expired' || kind === 'denied' || kind === 'not-found';
}

const MUTATION = 'mutation Move($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
const ABSENT = '0'.repeat(40);

function updateOf({ ref, from, to, mayLeaveLine = false }: RefMove): Readonly<Record<string, unknown>> {
  return { name: ref, beforeOid: from === '' ? ABSENT : from, afterOid: to, force: mayLeaveLine };
}
