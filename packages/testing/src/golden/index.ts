// Bundled actions in processes of their own, with a small real world around them.
export { aGoldenWorld, POLICY_FILE, type GoldenWorld, type GoldenWorldOptions } from './golden-world.ts';
export { startBundle, type BundleEnd, type BundleProcess, type BundleStart, type JobFolders } from './bundle-process.ts';
export { holdRequests, type HeldRequests } from './held-requests.ts';
export { temporaryJob, type TemporaryJob } from './job-folders.ts';
export { counter, textPage, type MetricPage } from './metric-page.ts';
export type { Origin } from './origin.ts';
export type { SeenRequest } from './request-log.ts';
