// Opens a repository when it is first needed, and again after it could not be opened.
import type { GitFailure } from './failure.ts';
import { openGitRepository } from './repository.ts';
import type { GitRepository, OpenRepository } from './repository.ts';

/** Gives the same repository every time. */
export type RepositoryOpener = () => Promise<GitRepository | GitFailure>;

export function openOnFirstUse(options: OpenRepository): RepositoryOpener {
  let opening: ReturnType<RepositoryOpener> | undefined;
  return async () => {
    opening ??= openGitRepository(options);
    const opened = await opening;
    if (opened.kind === 'failed') opening = undefined;
    return opened;
  };
}
