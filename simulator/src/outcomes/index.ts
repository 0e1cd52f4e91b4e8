// Many releases, and what became of them.
export { outcomeFigures, type OutcomeFigures, type Spread } from './outcome-figures.ts';
export { simulateOutcome, type ReleaseOutcome } from './release-outcome.ts';

/** Entry of a worker that simulates releases for a table of outcomes. */
export const OUTCOME_WORKER: URL = new URL('./outcome-worker.ts', import.meta.url);
