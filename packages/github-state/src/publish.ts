// Writes commits and moves their refs to them, all or none: the one way in which anything gets into the state.
import type { GithubApi } from '@rampart/github-api';
import { failed, ok } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';
import { invariant } from '@rampart/rollout-policy';
import { githubPortError } from './github-port-error.ts';
import { moveRefs } from './move-refs.ts';
import type { RefMove } from './move-refs.ts';
import type { Pauses } from './pauses.ts';
import type { Signing } from './signing.ts';
import { writeCommit } from './write-commit.ts';
import type { CommitRequest } from './write-commit.ts';

export interface Publisher {
  readonly api: GithubApi;
  readonly pauses: Pauses;
  readonly signing: Signing;
}

export interface Publication {
  readonly port: 'ledger' | 'freeze';
  /** The first is what is told about. A freeze and a rollout that must change together are two. */
  readonly parts: readonly [NewCommit, ...NewCommit[]];
  readonly parentIsSigned: boolean;
  readonly repositoryId: string;
  /** The heads now, by ref; empty where there is none. */
  readonly readBack: () => Promise<Result<ReadonlyMap<string, string>>>;
}

export interface NewCommit {
  readonly ref: string;
  /** `parent` is where the ref must be. */
  readonly commit: Omit<CommitRequest, 'signed'>;
}

export type Published =
  /** `ids`: in the order of the parts. */
  | { readonly kind: 'published'; readonly ids: readonly string[] }
  /** Read back: a ref is elsewhere. `ids`: what we would have moved them to. */
  | { readonly kind: 'elsewhere'; readonly ids: readonly string[] };

export async function publish(publisher: Publisher, publication: Publication): Promise<Result<Published>> {
  const { api, pauses, signing } = publisher;
  const { port, parts, repositoryId, readBack } = publication;
  const { ref } = parts[0];
  const what = `recording in ${ref}`;
  const signed = signing.isAsked(publication.parentIsSigned);
  const moves: RefMove[] = [];
  for (const part of parts) {
    const written = await writeCommit(api, pauses, { ...part.commit, signed });
    if (written.kind === 'altered') return failed({ port, code: 'malformed', message: `${what}: ${written.why}. Nothing was changed; please report this`, retryable: false, outcome: 'not-done' });
    if (written.kind !== 'written') return failed(githubPortError({ port, what, answer: written, outcome: 'not-done' }));
    moves.push({ ref: part.ref, from: part.commit.parent, to: written.id });
  }

  const ids = moves.map(({ to }) => to);
  const [first, ...besides] = moves;
  invariant(first !== undefined, 'a publication has a commit', { ref });
  const moved = await moveRefs(api, pauses, { repositoryId, moves: [first, ...besides], readBack });
  switch (moved.kind) {
    case 'moved':
      return ok({ kind: 'published', ids });
    case 'elsewhere':
      return ok({ kind: 'elsewhere', ids });
    case 'unread':
      return failed({ ...moved.error, message: `${what}: ${moved.answer.why}; and it could not be read back: ${moved.error.message}`, outcome: 'unknown', cause: moved });
    case 'unknown':
    case 'not-moved': {
      const error = githubPortError({ port, what, answer: moved.answer, outcome: moved.kind === 'unknown' ? 'unknown' : 'not-done' });
      if (moved.answer.kind !== 'errors' && moved.answer.kind !== 'refused') return failed(error);
      const rules: string[] = [];
      for (const move of moves) rules.push(...(await signing.rulesOf(move.ref)));
      // Should the other one have landed after all, this one is refused, and what landed is found.
      if (!signed && signing.isAsked(false)) return publish(publisher, publication);
      return failed(refusal(error, [...new Set(rules)]));
    }
  }
}

function refusal(error: PortError, rules: readonly string[]): PortError {
  return rules.length === 0 ? error : { ...error, message: `${error.message}. Rules that hold there: ${rules.join(', ')}` };
}
