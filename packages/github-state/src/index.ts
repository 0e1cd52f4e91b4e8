// The ledger, the freezes and what people look at on GitHub.
export { openGithubState, type GithubState, type GithubStateOptions } from './open-github-state.ts';
export { githubMirrors, MIRRORS, type MirrorName, type MirrorReport, type Mirrors, type MirrorsOptions, type MirrorWarning, type Shown, type Watermark } from './mirrors/index.ts';
