// GitHub's API for actions. Apart from the index of the action kit: it loads the toolkit's octokit.
export { openGithubApi, type GithubApiOptions } from './open-github-api.ts';
export { tokenLimits, type ApiClock, type TokenLimits } from './limit-gate.ts';
export type { ApiAnswer, FailedAnswer, GithubApi, GraphqlError, GraphqlRequest, RequestsSpent, ResponseHeaders, RestRequest } from './github-api.ts';
export { lackingPermissions, mergedPermissions, missingPermission, permissionWords, type MissingPermission, type Permissions } from './missing-permission.ts';
export { serverClock } from './server-clock.ts';
export { githubAddresses, type GithubAddresses } from './github-addresses.ts';
export { restPages } from './rest-pages.ts';
export { spentText, sumOfSpent } from './spent-text.ts';
export { baseShaOf, pullRequestOf, repositoryOf, type PullRequest, type RepositoryName } from './repository-of.ts';
export { writeStickyComment, type StickyComment, type StickyOutcome } from './sticky-comment.ts';
