// How far people were told: the number of the newest record that every mirror of a target shows.
//
// A look that records nothing costs one query and no write, and still a mirror that a dead job left behind is noticed by the next look. So the mark is a
// branch, `rollouts-shown/<target>`, at the record that was shown last: it is read in the very query that reads the ledger, where it costs nothing, and it
// is moved, on condition of its old value, after everything was shown. No mirror could serve as the mark: each may be off, denied or deleted, and reading
// one needs a permission that the ledger's query must not depend on. The age of the newest record could not, either: schedules come hours late.
import type { Result } from '@rampart/rollout-engine';

export interface Watermark {
  /** 0 where nothing was shown yet. Asks nothing where this process has just read the ledger. */
  shownUpTo(target: string): Promise<Result<number>>;
  /** `elsewhere`: another job has moved it meanwhile, and may have shown more, or less. */
  moveTo(target: string, sequence: number): Promise<Result<'moved' | 'elsewhere'>>;
}
