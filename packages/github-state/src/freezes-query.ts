// The freezes of all targets as a change has to know them: the files now, those that the writer was shown, and who came since.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { FREEZES_REF } from '@rampart/ledger-records';
import { at, listAt, textAt } from './answer-fields.ts';
import { repositoryOf } from './look.ts';

/** Blob ids by file name. */
export type FreezeFiles = ReadonlyMap<string, string>;

export interface FreezesReading {
  readonly kind: 'freezes';
  readonly repositoryId: string;
  /** Empty while nothing was ever frozen. */
  readonly head: string;
  readonly isSigned: boolean;
  readonly files: FreezeFiles;
  /** The newest commits, newest first. */
  readonly newest: readonly string[];
  /** At the commit that was asked for; without files where that is the empty string. */
  readonly expected: { readonly kind: 'known'; readonly files: FreezeFiles } | { readonly kind: 'unknown' };
}

const FILES = 'tree { entries { name oid type } }';

export async function readFreezes(api: GithubApi, expected: string): Promise<FreezesReading | FailedAnswer> {
  const query = `query Freezes($owner: String!, $repo: String!, $freezes: String!${expected === '' ? '' : ', $expected: GitObjectID!'}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid ... on Commit { signature { wasSignedByGitHub } ${FILES} history(first: 100) { nodes { oid } } } } }
    ${expected === '' ? '' : `expected: object(oid: $expected) { ... on Commit { oid ${FILES} } }`}
  }
}`;
  const variables = { ...api.repository, freezes: FREEZES_REF, ...(expected === '' ? {} : { expected }) };
  const repository = repositoryOf(await api.graphql<unknown>({ query, variables, writes: false }));
  if (repository.kind !== 'repository') return repository;
  const commit = at(repository.value, 'freezes', 'target');
  const shown = at(repository.value, 'expected');
  return {
    kind: 'freezes',
    repositoryId: textAt(repository.value, 'id'),
    head: textAt(commit, 'oid'),
    isSigned: at(commit, 'signature', 'wasSignedByGitHub') === true,
    files: filesOf(commit),
    newest: listAt(commit, 'history', 'nodes').map((node) => textAt(node, 'oid')),
    expected: expected === '' || textAt(shown, 'oid') === expected ? { kind: 'known', files: filesOf(shown) } : { kind: 'unknown' },
  };
}

function filesOf(commit: unknown): FreezeFiles {
  return new Map(listAt(commit, 'tree', 'entries').filter((entry) => textAt(entry, 'type') === 'blob').map((entry) => [textAt(entry, 'name'), textAt(entry, 'oid')]));
}
