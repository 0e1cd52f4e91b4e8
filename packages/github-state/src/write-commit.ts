// Writes a commit with its files: a tree with the texts in it, then the commit. Both are safe to send again, and do nothing until a ref is moved.
import type { ApiAnswer, FailedAnswer, GithubApi, RestRequest } from '@rampart/github-api';
import { commitBytes } from '@rampart/ledger-records';
import type { CommitContent } from '@rampart/ledger-records';
import { listAt, textAt } from './answer-fields.ts';
import { blobId, treeId } from './object-ids.ts';
import type { Pauses } from './pauses.ts';

export interface CommitRequest extends Omit<CommitContent, 'tree'> {
  readonly files: readonly CommitFile[];
  /** Signed by GitHub, which it does for commits that name no author. Else the id follows from the content. */
  readonly signed: boolean;
}

/** `id`: a blob that the repository has already. */
export type CommitFile = { readonly name: string; readonly text: string } | { readonly name: string; readonly id: string };

export type WrittenCommit = { readonly kind: 'written'; readonly id: string } | { readonly kind: 'altered'; readonly why: string } | FailedAnswer;

export async function writeCommit(api: GithubApi, pauses: Pauses, { files, signed, ...content }: CommitRequest): Promise<WrittenCommit> {
  const tree = treeId(files.map((file) => ({ name: file.name, id: 'id' in file ? file.id : blobId(file.text) })));
  const entries = files.map((file) => ({ path: file.name, mode: '100644', type: 'blob', ...('id' in file ? { sha: file.id } : { content: file.text }) }));
  // Without a base the tree is a function of these files alone.
  const wroteTree = await post(api, pauses, '/repos/{owner}/{repo}/git/trees', { tree: entries });
  if (wroteTree.kind !== 'ok') return wroteTree;
  if (textAt(wroteTree.value, 'sha') !== tree) return { kind: 'altered', why: `GitHub wrote tree ${textAt(wroteTree.value, 'sha')} for files whose tree is ${tree}` };

  const { author, message } = partsOf(commitBytes({ ...content, tree }));
  const parents = content.parent === '' ? [] : [content.parent];
  const wrote = await post(api, pauses, '/repos/{owner}/{repo}/git/commits', { message, tree, parents, ...(signed ? {} : { author, committer: author }) });
  if (wrote.kind !== 'ok') return wrote;
  const id = textAt(wrote.value, 'sha');
  const isOurs = textAt(wrote.value, 'tree', 'sha') === tree && listAt(wrote.value, 'parents').map((parent) => textAt(parent, 'sha')).join() === parents.join();
  // What counts is what it holds. A server that spells author or message in its own way writes another id than ours, and that one is then the record's.
  return isOurs && ID.test(id) ? { kind: 'written', id } : { kind: 'altered', why: `GitHub wrote commit ${id.slice(0, 64)} with another tree or parent than was sent` };
}

const ID = /^[0-9a-f]{40,64}$/;
const TRIES = 4;

async function post(api: GithubApi, pauses: Pauses, path: string, params: NonNullable<RestRequest['params']>): Promise<ApiAnswer<unknown>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await api.rest<unknown>({ method: 'POST', path, params });
    const isPassing = answer.kind === 'unknown' || answer.kind === 'conflict';
    if (!isPassing || tries === TRIES) return answer.kind === 'conflict' ? { ...answer, why: `${answer.why}. ${EMPTY}` } : answer;
    await pauses.pause(tries);
  }
}

const EMPTY = 'A repository without any commit cannot hold a ledger: make a first commit on its default branch, for example a README';

/** The bytes taken apart, so that what is sent is what they say. */
function partsOf(bytes: string): { readonly message: string; readonly author: { readonly name: string; readonly email: string; readonly date: string } } {
  const match = /^author (?<name>.+) <(?<email>[^>]*)> (?<seconds>\d+) \+0000$/m.exec(bytes);
  const { name = '', email = '', seconds = '0' } = match?.groups ?? {};
  return { message: bytes.slice(bytes.indexOf('\n\n') + 2), author: { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') } };
}
