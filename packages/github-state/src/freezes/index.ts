// Freezes as pull requests see them.
export { githubBranchFiles, type GithubBranchFiles } from './branch-files.ts';
export { freezeContext } from './freeze-verdict.ts';
export { freezeStatuses, type CheckedChange, type FreezeStatuses, type FreezeStatusesOptions, type ShownStatus, type ShownStatuses } from './freeze-statuses.ts';
export type { FrozenNow, FrozenPaths, ReadFrozen } from './frozen-paths.ts';
