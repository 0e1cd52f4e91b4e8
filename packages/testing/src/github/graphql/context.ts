// What resolvers need beside their arguments: who asks, and which repositories that one sees.
import type { EmulatedRepository, RepositoryView } from '../repository/emulated-repository.ts';
import type { Permissions } from '../routes.ts';
import type { Caller } from '../server/call.ts';
import type { Spent } from '../server/limits.ts';

export interface GraphqlContext extends Caller {
  /** By `owner/name`; `none` also where it is hidden. */
  repositoryNamed(name: string): EmulatedRepository | 'none';
  repositoryOf(nodeId: string): EmulatedRepository | 'none';
  may(repository: EmulatedRepository, needs: Permissions): boolean;
  /** As this request sees it. */
  viewOf(repository: EmulatedRepository): Promise<RepositoryView>;
  spent(): Spent;
}
