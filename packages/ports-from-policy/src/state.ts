// Ledger and freezes of a job without a policy: none of the adapters that policies name are loaded.
export { branchNow } from './freeze-guard.ts';
export { branchFilesOn, branchOfJob, freezeStatusesOn } from './freezes-on-github.ts';
export { inJobPlaces } from './job-places.ts';
export { stateSurroundings } from './job-surroundings.ts';
export { openState } from './open-state.ts';
export { systemClock } from './system-clock.ts';
