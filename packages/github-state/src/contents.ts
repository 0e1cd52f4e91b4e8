// What a file of a commit holds, as GraphQL shows it, and in full where GraphQL shows only a part.
import type { GithubApi } from '@rampart/github-api';
import type { RecordFile } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';
import { at, textAt } from './answer-fields.ts';
import { githubPortError } from './github-port-error.ts';
import { blobId } from './object-ids.ts';

export type Contents =
  | { readonly kind: 'missing' }
  /** As it is in the repository: its id was computed from the text. */
  | { readonly kind: 'text'; readonly id: string; readonly text: string }
  /** Too long for GraphQL, or no text. */
  | { readonly kind: 'blob'; readonly id: string };

/** For a `TreeEntry`, of which the query below asks. */
export const CONTENTS_QUERY = '{ object { ... on Blob { oid text isTruncated } } }';

export function contentsOf(entry: unknown): Contents {
  const id = textAt(entry, 'object', 'oid');
  if (id === '') return { kind: 'missing' };
  const text = at(entry, 'object', 'text');
  const isWhole = at(entry, 'object', 'isTruncated') === false && typeof text === 'string' && blobId(text) === id;
  return isWhole ? { kind: 'text', id, text } : { kind: 'blob', id };
}

export async function readContents(api: GithubApi, contents: Contents, place: { readonly port: PortError['port'] & ('ledger' | 'freeze'); readonly what: string }): Promise<Result<RecordFile>> {
  switch (contents.kind) {
    case 'missing':
      return ok(contents);
    case 'text':
      return ok({ kind: 'file', bytes: new TextEncoder().encode(contents.text) });
    case 'blob': {
      const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/git/blobs/{file_sha}', params: { file_sha: contents.id } });
      if (answer.kind !== 'ok') return failed(githubPortError({ ...place, answer, outcome: 'not-done' }));
      return ok({ kind: 'file', bytes: Buffer.from(textAt(answer.value, 'content'), 'base64') });
    }
  }
}
