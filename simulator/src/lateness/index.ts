// Releases under schedules that come late.
export { compareModes, type LateComparison, type LateSimulating } from './compare-modes.ts';
export { badCandidates, goodCandidate, lateTurners, type LateCandidate } from './late-candidates.ts';
export { lateFigures, renderLateness, type LateFigures } from './late-figures.ts';
export { lateTrial, simulateLate, type DrivenBy, type LateRelease, type LateSchedule, type LateTask } from './late-release.ts';

/** Entry of a worker that simulates releases under late schedules. */
export const LATE_WORKER: URL = new URL('./late-worker.ts', import.meta.url);
