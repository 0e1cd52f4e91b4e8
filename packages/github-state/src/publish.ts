// Writes a commit and moves a ref to it: the one way in which anything gets into the state.
import type { GithubApi } from '@rampart/github-api';
import { failed, ok } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';
import { githubPortError } from './github-port-error.ts';
import { moveRefs } from './move-refs.ts';
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
  readonly ref: string;
  /** `parent` is where the ref must be. */
  readonly commit: Omit<CommitRequest, 'signed'>;
  readonly parentIsSigned: boolean;
  readonly repositoryId: string;
  /** The head now; empty where there is none. */
  readonly readBack: () => Promise<Result<string>>;
}

export type Published =
  | { readonly kind: 'published'; readonly id: string }
  /** Read back: the ref is elsewhere. `id`: what we would have moved it to. */
  | { readonly kind: 'elsewhere'; readonly id: string };

export async function publish(publisher: Publisher, publication: Publication): Promise<Result<Published>> {
  const { api, pauses, signing } = publisher;
  const { port, ref, commit, repositoryId } = publication;
  const what = `recording in ${ref}`;
  const signed = signing.isAsked(publication.parentIsSigned);
  const written = await writeCommit(api, pauses, { ...commit, signed });
  if (written.kind === 'altered') return failed({ port, code: 'malformed', message: `${what}: ${written.why}. Nothing was changed; please report this`, retryable: false, outcome: 'not-done' });
  if (written.kind !== 'written') return failed(githubPortError({ port, what, answer: written, outcome: 'not-done' }));

  const { id } = written;
  const readBack = async (): Promise<Result<ReadonlyMap<string, string>>> => {
    const head = await publication.readBack();
    return head.kind === 'error' ? head : ok(new Map([[ref, head.value]]));
  };
  const moved = await moveRefs(api, pauses, { repositoryId, moves: [{ ref, from: commit.parent, to: id }], readBack });
  switch (moved.kind) {
    case 'moved':
      return ok({ kind: 'published', id });
    case 'elsewhere':
      return ok({ kind: 'elsewhere', id });
    case 'unknown':
      return failed(githubPortError({ port, what, answer: moved.answer, outcome: 'unknown' }));
    case 'unread':
      return failed({ ...moved.error, message: `${what}: ${moved.answer.why}; and it could not be read back: ${moved.error.message}`, outcome: 'unknown', cause: moved });
    case 'not-moved': {
      if (moved.answer.kind !== 'errors' && moved.answer.kind !== 'refused') return failed(githubPortError({ port, what, answer: moved.answer, outcome: 'not-done' }));
      const rules = await signing.rulesOf(ref);
      if (!signed && signing.isAsked(false)) return publish(publisher, publication);
      return failed(refusal(githubPortError({ port, what, answer: moved.answer, outcome: 'not-done' }), rules));
    }
  }
}

function refusal(error: PortError, rules: readonly string[]): PortError {
  return rules.length === 0 ? error : { ...error, message: `${error.message}. Rules that hold there: ${rules.join(', ')}` };
}
