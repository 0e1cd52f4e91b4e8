// One GraphQL query for all that a tick reads: per target the head of its ledger, the state there, the newest events, and its freeze.
// GitHub resolves ref, commit and file in one request, so they belong together.
import type { ApiAnswer, FailedAnswer, GithubApi } from '@rampart/github-api';
import { EVENT_FILE, FREEZES_REF, freezeFile, ledgerRef, STATE_FILE } from '@rampart/ledger-records';
import { at, listAt, textAt } from './answer-fields.ts';
import { CONTENTS_QUERY, contentsOf } from './contents.ts';
import type { Contents } from './contents.ts';
import { readLeft } from './mirrors/left-mirrors.ts';
import { shownRef } from './mirrors/shown-ref.ts';
import type { ShownMark } from './mirrors/watermark.ts';

export interface Look {
  /** GitHub's node id, for mutations. */
  readonly repositoryId: string;
  /** Empty while the target has no history. */
  readonly head: string;
  readonly isSigned: boolean;
  readonly state: Contents;
  readonly line: Line;
  readonly freeze: { readonly head: string; readonly isSigned: boolean; readonly byHand: Contents; readonly byRollout: Contents };
  readonly mark: Mark;
}

/** The record that the mirrors showed last; without a head and 0 before there was one. */
export interface Mark extends ShownMark {
  readonly head: string;
}

/** Newest first, without a gap. */
export interface Line {
  readonly commits: readonly SeenCommit[];
  /** The last one is the first of the history. */
  readonly isWhole: boolean;
}

export interface SeenCommit {
  readonly id: string;
  readonly parents: number;
  readonly event: Contents;
}

export type Looked = { readonly kind: 'looks'; readonly byTarget: ReadonlyMap<string, Look> } | FailedAnswer;

export async function lookAt(api: GithubApi, targets: readonly string[], events: number): Promise<Looked> {
  const names = targets.flatMap((target, index) => [[`ref${index}`, ledgerRef(target)], [`hand${index}`, freezeFile(target)], [`held${index}`, freezeFile(target, 'rollout')], [`mark${index}`, shownRef(target)]] as const);
  const query = `query State($owner: String!, $repo: String!, $freezes: String!, $events: Int!${names.map(([name]) => `, $${name}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    id
    freezes: ref(qualifiedName: $freezes) { target { oid ... on Commit { signature { wasSignedByGitHub } ${targets.map((_, index) => `hand${index}: file(path: $hand${index}) ${CONTENTS_QUERY} held${index}: file(path: $held${index}) ${CONTENTS_QUERY}`).join(' ')} } } }
    ${targets.map((_, index) => `ref${index}: ref(qualifiedName: $ref${index}) { target { oid ... on Commit { signature { wasSignedByGitHub } state: file(path: "${STATE_FILE}") ${CONTENTS_QUERY} ${HISTORY_QUERY} } } }`).join('\n    ')}
    ${targets.map((_, index) => `mark${index}: ref(qualifiedName: $mark${index}) { target { oid ... on Commit { message } } }`).join('\n    ')}
  }
}`;
  const answer = await api.graphql<unknown>({ query, variables: { ...api.repository, freezes: FREEZES_REF, events, ...Object.fromEntries(names) }, writes: false });
  const repository = repositoryOf(answer);
  if (repository.kind !== 'repository') return repository;
  const { value } = repository;
  return {
    kind: 'looks',
    byTarget: new Map(targets.map((target, index) => {
      const commit = at(value, `ref${index}`, 'target');
      const freezes = at(value, 'freezes', 'target');
      const look: Look = {
        repositoryId: textAt(value, 'id'),
        head: textAt(commit, 'oid'),
        isSigned: isSigned(commit),
        state: contentsOf(at(commit, 'state')),
        line: lineOf(commit),
        freeze: { head: textAt(freezes, 'oid'), isSigned: isSigned(freezes), byHand: contentsOf(at(freezes, `hand${index}`)), byRollout: contentsOf(at(freezes, `held${index}`)) },
        mark: markOf(at(value, `mark${index}`, 'target')),
      };
      return [target, look];
    })),
  };
}

/** The commit itself and those before it. */
export async function lookBack(api: GithubApi, commit: string, events: number): Promise<{ readonly kind: 'line'; readonly line: Line } | FailedAnswer> {
  const query = `query History($owner: String!, $repo: String!, $commit: GitObjectID!, $events: Int!) {
  repository(owner: $owner, name: $repo) { id object(oid: $commit) { ... on Commit { ${HISTORY_QUERY} } } }
}`;
  const repository = repositoryOf(await api.graphql<unknown>({ query, variables: { ...api.repository, commit, events }, writes: false }));
  if (repository.kind !== 'repository') return repository;
  const line = lineOf(at(repository.value, 'object'));
  if (line.commits[0]?.id !== commit) return { kind: 'unknown', why: `GitHub does not show commit ${commit.slice(0, 12)}, which it has shown before` };
  return { kind: 'line', line };
}

/** The `repository` of an answer. One that is not there, or not for us to see, is null beside an error. */
export function repositoryOf(answer: ApiAnswer<unknown>): { readonly kind: 'repository'; readonly value: unknown } | FailedAnswer {
  if (answer.kind !== 'ok') return answer;
  const value = at(answer.value, 'repository');
  return textAt(value, 'id') === '' ? { kind: 'not-found', why: 'GitHub shows no such repository to this token' } : { kind: 'repository', value };
}

const HISTORY_QUERY = `history(first: $events) { pageInfo { hasNextPage } nodes { oid parents(first: 1) { totalCount } event: file(path: "${EVENT_FILE}") ${CONTENTS_QUERY} } }`;

function lineOf(commit: unknown): Line {
  const commits = listAt(commit, 'history', 'nodes').map((node): SeenCommit => {
    const parents = at(node, 'parents', 'totalCount');
    return { id: textAt(node, 'oid'), parents: typeof parents === 'number' ? parents : 0, event: contentsOf(at(node, 'event')) };
  });
  return { commits, isWhole: at(commit, 'history', 'pageInfo', 'hasNextPage') === false };
}

function isSigned(commit: unknown): boolean {
  return at(commit, 'signature', 'wasSignedByGitHub') === true;
}

/** The number that a record's message ends with. */
export function markOf(commit: unknown): Mark {
  const message = textAt(commit, 'message');
  return { head: textAt(commit, 'oid'), sequence: Number(/^Sequence: (\d{1,15})$/m.exec(message)?.[1] ?? 0), left: readLeft(message) };
}
