// GitHub's API for actions. Apart from the index: it loads the toolkit's octokit.
export { openGithub, type Github, type GithubAccess } from './open-github.ts';
export { baseShaOf, pullRequestOf, repositoryOf, type PullRequest, type RepositoryName } from './repository-of.ts';
export { writeStickyComment, type StickyComment, type StickyOutcome } from './sticky-comment.ts';
