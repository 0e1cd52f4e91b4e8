// Bundled actions in processes of their own, with a small real world around them.
export { aGoldenWorld, POLICY_FILE, type GoldenWorld, type GoldenWorldOptions } from './golden-world.ts';
export { aGithubWorld, FREEZES, LEDGERS, type GithubWorld, type GithubWorldOptions } from './github-world.ts';
export { readBranch, type BranchCommit } from './github-branch.ts';
export { aCountedWorld, type CountedWorld, type Traffic } from './counted-world.ts';
export { killEverywhere, type CrashPoint, type CrashReport, type CrashScene } from './crash-points.ts';
export { killAtEveryWrite, type WriteScene, type WritesReport } from './crash-at-writes.ts';
export { pictureOf, type Picture } from './github-picture.ts';
export { permissionsUsed, permissionsWithout } from './permissions-used.ts';
export { startBundle, startCommand, type BundleEnd, type BundleProcess, type BundleStart, type CommandStart, type JobEnvironment, type JobFolders } from './bundle-process.ts';
export { holdRequests, type HeldRequests } from './held-requests.ts';
export { temporaryJob, type TemporaryJob } from './job-folders.ts';
export { counter, textPage, type MetricPage } from './metric-page.ts';
export { holdMoment, momentsOf, type HeldMoment, type Moment } from './held-moment.ts';
export { hostileText, troublesIn, withoutNul } from './inert-text.ts';
export { formsFound } from './planted-secret.ts';
export { writtenByStep, writtenInCommit, writtenOnGithub, type WrittenKind, type WrittenText } from './written-texts.ts';
export type { Origin } from './origin.ts';
export type { SeenRequest } from './request-log.ts';
