// Ledger and freezes of a job without a policy: none of the adapters that policies name are loaded.
export { inJobPlaces } from './job-places.ts';
export { stateSurroundings } from './job-surroundings.ts';
export { openState } from './open-state.ts';
export { systemClock } from './system-clock.ts';
