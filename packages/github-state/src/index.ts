// The ledger, the freezes and what people look at on GitHub.
export { openGithubState, type GithubState, type GithubStateOptions } from './open-github-state.ts';
export { retrainingByDispatch } from './retraining-by-dispatch.ts';
export { githubMirrors, MIRRORS, newestNews, type MirrorName, type MirrorReport, type Mirrors, type MirrorsOptions, type MirrorWarning, type ReadEvents, type Shown, type Watermark } from './mirrors/index.ts';
export * from './freezes/index.ts';
