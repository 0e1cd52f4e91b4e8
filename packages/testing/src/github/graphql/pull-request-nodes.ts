// Pull requests: those of a repository with their files and the statuses of their heads, and those that a commit came with.
import type { CommitContent } from '../objects/git-object.ts';
import type { EmulatedRepository, RepositoryView } from '../repository/emulated-repository.ts';
import { changesOf, headOf } from '../repository/pull-requests.ts';
import type { CommitStatusRecord, IssueRecord, PullRecord } from '../repository/records.ts';
import { nodeId } from '../rest/shapes.ts';
import { connection, pageOf, type PageArguments } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { githubError } from './graphql-error.ts';

export function associatedPullRequests(repository: EmulatedRepository, id: string, { parents }: CommitContent): (args: PageArguments, context: GraphqlContext) => Promise<unknown> {
  return async (args, context) => {
    if (!context.may(repository, { pull_requests: 'read' })) throw githubError('FORBIDDEN', 'Resource not accessible by integration');
    const view = await context.viewOf(repository);
    const found = view.data.issues.flatMap((issue) => {
      const { pull } = issue;
      if (pull === 'no-pull-request' || ![id, parents[1]].includes(headOf(view, pull))) return [];
      const isMerged = pull.mergedAtMs !== null;
      return [{ __typename: 'PullRequest', id: nodeId('PullRequest', issue.id), number: issue.number, title: issue.title, locked: issue.isLocked, merged: isMerged, state: isMerged ? 'MERGED' : issue.state.toUpperCase() }];
    });
    return connection(found, pageOf('associatedPullRequests', args));
  };
}

export interface PullRequestArguments extends PageArguments {
  readonly states?: readonly ('OPEN' | 'CLOSED' | 'MERGED')[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

type Pull = IssueRecord & { readonly pull: PullRecord };

/** Oldest first, or the other way round; other orders are not known here. */
export async function pullRequests(repository: EmulatedRepository, { states, orderBy, ...args }: PullRequestArguments, context: GraphqlContext): Promise<unknown> {
  assertMay(repository, context, 'pull_requests');
  const view = await context.viewOf(repository);
  const found = view.data.issues.filter((issue): issue is Pull => issue.pull !== 'no-pull-request' && (states ?? STATES).includes(stateOf(issue)));
  const ordered = orderBy?.direction === 'DESC' ? found.toReversed() : found;
  return connection(ordered.map((issue) => pullRequestNode(repository, view, issue, context)), pageOf('pullRequests', args));
}

const STATES = ['OPEN', 'CLOSED', 'MERGED'] as const;

function stateOf({ state, pull }: IssueRecord): (typeof STATES)[number] {
  if (pull !== 'no-pull-request' && pull.mergedAtMs !== null) return 'MERGED';
  return state === 'open' ? 'OPEN' : 'CLOSED';
}

const CHANGE_TYPES = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED' } as const;

function pullRequestNode(repository: EmulatedRepository, view: RepositoryView, issue: Pull, context: GraphqlContext): Readonly<Record<string, unknown>> {
  const { pull } = issue;
  const head = headOf(view, pull);
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', issue.id),
    number: issue.number,
    title: issue.title,
    state: stateOf(issue),
    locked: issue.isLocked,
    merged: pull.mergedAtMs !== null,
    isDraft: pull.isDraft,
    isCrossRepository: pull.headOwner !== repository.owner,
    baseRefName: pull.base,
    headRefName: pull.head,
    headRefOid: head,
    files: async (args: PageArguments) => {
      assertMay(repository, context, 'contents');
      const files = await changesOf(repository, view, pull);
      return connection(files.map(({ path, status, additions, deletions }) => ({ path, changeType: CHANGE_TYPES[status], additions, deletions })), pageOf('files', args));
    },
    commits: (args: PageArguments) => {
      const commit = { __typename: 'Commit', id: nodeId('Commit', head), oid: head, status: () => statusNode(repository, view, head, context) };
      // The last one is all that anybody has asked for.
      return connection([{ commit }], pageOf('commits', args));
    },
  };
}

/** The newest of each context. */
export function statusNode(repository: EmulatedRepository, view: RepositoryView, sha: string, context: GraphqlContext): unknown {
  assertMay(repository, context, 'statuses');
  const newest = new Map<string, CommitStatusRecord>();
  for (const status of view.data.commitStatuses) if (status.sha === sha) newest.set(status.context, status);
  if (newest.size === 0) return null;
  const contexts = [...newest.values()].map(({ id, context: name, state, description }) => ({ __typename: 'StatusContext', id: nodeId('StatusContext', id), context: name, state: state.toUpperCase(), description }));
  return { id: nodeId('Status', sha), contexts, context: ({ name }: { readonly name: string }) => contexts.find((one) => one.context === name) ?? null };
}

function assertMay(repository: EmulatedRepository, context: GraphqlContext, name: 'pull_requests' | 'contents' | 'statuses'): void {
  if (!context.may(repository, { [name]: 'read' })) throw githubError('FORBIDDEN', 'Resource not accessible by integration');
}
