// The pull requests that a commit came with: the one that ends in it, or that it merged.
import type { CommitContent } from '../objects/git-object.ts';
import type { EmulatedRepository } from '../repository/emulated-repository.ts';
import { headOf } from '../repository/pull-requests.ts';
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
      return [{ __typename: 'PullRequest', id: nodeId('PullRequest', issue.id), number: issue.number, title: issue.title, merged: isMerged, state: isMerged ? 'MERGED' : issue.state.toUpperCase() }];
    });
    return connection(found, pageOf('associatedPullRequests', args));
  };
}
