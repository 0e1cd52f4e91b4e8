// The files of a branch with the ids of their contents, without a clone: what data-freeze compares frozen files with.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { at, listAt, textAt } from '../answer-fields.ts';
import { repositoryOf } from '../look.ts';

export interface GithubBranchFiles {
  readonly repository: string;
  head(branch: string): Promise<{ readonly kind: 'head'; readonly name: string; readonly commit: string } | Unreadable>;
  files(commit: string, prefixes: readonly string[]): Promise<FilesOfCommit>;
}

export type FilesOfCommit = { readonly kind: 'files'; readonly ids: ReadonlyMap<string, string> } | Unreadable;

interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
  /** It does not pass by itself. */
  readonly lasts?: true;
}

export function githubBranchFiles(api: GithubApi): GithubBranchFiles {
  // A tree never changes.
  const trees = new Map<string, ReadonlyMap<string, string>>();
  const treeFiles = async (id: string): Promise<FilesOfCommit> => {
    const known = trees.get(id);
    if (known !== undefined) return { kind: 'files', ids: known };
    const answer = await api.rest<unknown>({ method: 'GET', path: '/repos/{owner}/{repo}/git/trees/{tree_sha}', params: { tree_sha: id, recursive: '1' } });
    if (answer.kind !== 'ok') return unreadable(answer);
    if (at(answer.value, 'truncated') === true) return { kind: 'unreadable', why: 'GitHub does not list so many files at once. Freeze folders with fewer files', lasts: true };
    const blobs = listAt(answer.value, 'tree').filter((entry) => textAt(entry, 'type') !== 'tree');
    const ids = new Map(blobs.map((entry) => [textAt(entry, 'path'), textAt(entry, 'sha')]));
    trees.set(id, ids);
    return { kind: 'files', ids };
  };

  return {
    repository: `${api.repository.owner}/${api.repository.repo}`,
    head: async (branch) => {
      const which = branch === '' ? 'defaultBranchRef' : 'ref(qualifiedName: $ref)';
      const query = `query Branch($owner: String!, $repo: String!${branch === '' ? '' : ', $ref: String!'}) { repository(owner: $owner, name: $repo) { id branch: ${which} { name target { oid } } } }`;
      const repository = repositoryOf(await api.graphql<unknown>({ query, variables: { ...api.repository, ...(branch === '' ? {} : { ref: `refs/heads/${branch}` }) }, writes: false }));
      if (repository.kind !== 'repository') return unreadable(repository);
      const commit = textAt(repository.value, 'branch', 'target', 'oid');
      if (commit === '') return { kind: 'unreadable', why: `there is no branch ${branch === '' ? 'that is the default' : JSON.stringify(branch)} in ${api.repository.owner}/${api.repository.repo}`, lasts: true };
      return { kind: 'head', name: textAt(repository.value, 'branch', 'name') || branch, commit };
    },
    files: async (commit, prefixes) => {
      const places = await placesOf(api, commit, prefixes);
      if (places.kind === 'unreadable') return places;
      const ids = new Map<string, string>();
      for (const { prefix, type, id } of places.places) {
        if (type === 'Blob') ids.set(prefix, id);
        if (type !== 'Tree') continue;
        const inside = await treeFiles(id);
        if (inside.kind === 'unreadable') return inside;
        for (const [path, blob] of inside.ids) ids.set(prefix === '' ? path : `${prefix}/${path}`, blob);
      }
      return { kind: 'files', ids };
    },
  };
}

interface Place {
  readonly prefix: string;
  readonly type: string;
  readonly id: string;
}

/** As many as one question asks for. */
const PREFIXES_AT_ONCE = 50;

async function placesOf(api: GithubApi, commit: string, prefixes: readonly string[]): Promise<{ readonly kind: 'places'; readonly places: readonly Place[] } | Unreadable> {
  const places: Place[] = [];
  for (let from = 0; from < prefixes.length; from += PREFIXES_AT_ONCE) {
    const some = prefixes.slice(from, from + PREFIXES_AT_ONCE);
    const names = some.map((_, index) => `$place${index}: String!`).join(', ');
    const query = `query Files($owner: String!, $repo: String!, $commit: GitObjectID!, ${names}) { repository(owner: $owner, name: $repo) { id commit: object(oid: $commit) { oid } ${some.map((_, index) => `place${index}: object(expression: $place${index}) { __typename oid }`).join(' ')} } }`;
    const variables = { ...api.repository, commit, ...Object.fromEntries(some.map((prefix, index) => [`place${index}`, `${commit}:${prefix}`])) };
    const repository = repositoryOf(await api.graphql<unknown>({ query, variables, writes: false }));
    if (repository.kind !== 'repository') return unreadable(repository);
    if (textAt(repository.value, 'commit', 'oid') !== commit) return { kind: 'unreadable', why: `commit ${commit.slice(0, 12)} is not there any more`, lasts: true };
    places.push(...some.map((prefix, index) => ({ prefix, type: textAt(repository.value, `place${index}`, '__typename'), id: textAt(repository.value, `place${index}`, 'oid') })));
  }
  return { kind: 'places', places };
}

function unreadable({ kind, why }: FailedAnswer): Unreadable {
  return { kind: 'unreadable', why, ...(kind === 'denied' || kind === 'not-found' ? { lasts: true } : {}) };
}
