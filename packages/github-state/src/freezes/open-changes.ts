// What may be merged: the open pull requests, each with the files that it changes and the statuses of its head, one question for fifty of them; and the
// groups that the merge queue is testing, which are branches of GitHub's own.
import type { FailedAnswer, GithubApi } from '@rampart/github-api';
import { at, listAt, textAt } from '../answer-fields.ts';
import { repositoryOf } from '../look.ts';
import type { TouchedPaths } from './freeze-verdict.ts';

export interface OpenChange {
  /** For people. */
  readonly what: string;
  readonly head: string;
  readonly base: string;
  /** `ask`: not all of them were told, or one was moved from somewhere. */
  readonly paths: TouchedPaths | 'ask';
  readonly statuses: readonly { readonly context: string; readonly state: string; readonly description: string }[];
}

export interface OpenChanges {
  readonly kind: 'open';
  readonly defaultBranch: string;
  readonly changes: readonly OpenChange[];
}

const STATUS = 'status { contexts { context state description } }';
const FIELDS = `number headRefOid baseRefName files(first: 100) { pageInfo { hasNextPage } nodes { path changeType } } commits(last: 1) { nodes { commit { oid ${STATUS} } } }`;
const QUEUE = 'refs/heads/gh-readonly-queue/';
const QUERY = `query OpenChanges($owner: String!, $repo: String!, $queue: String!, $after: String) { repository(owner: $owner, name: $repo) { id defaultBranchRef { name } groups: refs(refPrefix: $queue, first: 100) { nodes { name target { oid ... on Commit { ${STATUS} } } } } pullRequests(states: [OPEN], first: 50, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) { pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } } } }`;

/** Oldest first, so that those that are opened meanwhile come last. */
export async function openChanges(api: GithubApi): Promise<OpenChanges | FailedAnswer> {
  const found = new Map<string, OpenChange>();
  for (let after: string | null = null; ; ) {
    const repository = repositoryOf(await api.graphql<unknown>({ query: QUERY, variables: { ...api.repository, queue: QUEUE, after }, writes: false }));
    if (repository.kind !== 'repository') return repository;
    const { value } = repository;
    for (const change of [...listAt(value, 'groups', 'nodes').flatMap(groupOf), ...listAt(value, 'pullRequests', 'nodes').map(pullRequestOf)]) found.set(change.what, change);
    after = textAt(value, 'pullRequests', 'pageInfo', 'endCursor');
    if (at(value, 'pullRequests', 'pageInfo', 'hasNextPage') !== true || after === '') return { kind: 'open', defaultBranch: textAt(value, 'defaultBranchRef', 'name'), changes: [...found.values()] };
  }
}

/** `main/pr-17-<commit that it stands on>`. */
function groupOf(node: unknown): readonly OpenChange[] {
  const name = textAt(node, 'name');
  const base = /^(.+)\/pr-\d+-[0-9a-f]+$/s.exec(name)?.[1] ?? '';
  return base === '' ? [] : [{ what: `merge group ${name}`, head: textAt(node, 'target', 'oid'), base, paths: 'ask', statuses: statusesOf(at(node, 'target')) }];
}

function pullRequestOf(node: unknown): OpenChange {
  const files = listAt(node, 'files', 'nodes');
  const isTold = at(node, 'files', 'pageInfo', 'hasNextPage') === false && files.every((file) => !['RENAMED', 'COPIED'].includes(textAt(file, 'changeType')));
  const head = textAt(node, 'headRefOid');
  const commit = listAt(node, 'commits', 'nodes').map((one) => at(one, 'commit')).find((one) => textAt(one, 'oid') === head);
  return { what: `pull request ${String(at(node, 'number'))}`, head, base: textAt(node, 'baseRefName'), paths: isTold ? files.map((file) => textAt(file, 'path')) : 'ask', statuses: statusesOf(commit) };
}

function statusesOf(commit: unknown): OpenChange['statuses'] {
  return listAt(commit, 'status', 'contexts').map((one) => ({ context: textAt(one, 'context'), state: textAt(one, 'state').toLowerCase(), description: textAt(one, 'description') }));
}
