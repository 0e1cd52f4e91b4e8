// How far people were told: the number of the newest record that the mirrors of a target show.
//
// A look that records nothing costs one query and no write, and still a mirror that a dead job left behind is noticed by the next look. So the mark is a
// branch, `rollouts-shown/<target>`, at the record that was shown last: it is read in the very query that reads the ledger, where it costs nothing, and it
// is moved, on condition of its old value, after everything was shown. No mirror could serve as the mark: each may be off, denied or deleted, and reading
// one needs a permission that the ledger's query must not depend on. The age of the newest record could not, either: schedules come hours late.
//
// What a mirror was refused does not hold the mark up, or a permission that is left out on purpose would cost every look all mirrors. The mark says then what
// is left, in a commit of its own on that record.
import type { Result } from '@rampart/rollout-engine';
import type { LeftMirrors } from './left-mirrors.ts';

export interface ShownMark {
  /** 0 where nothing was shown yet. */
  readonly sequence: number;
  readonly left: LeftMirrors;
}

export interface Watermark {
  /** Asks nothing where this process has just read the ledger. */
  shownUpTo(target: string): Promise<Result<ShownMark>>;
  /** `elsewhere`: another job has moved it meanwhile, and may have shown more, or less. Looks again where it is there already. */
  moveTo(target: string, mark: ShownMark): Promise<Result<'moved' | 'elsewhere'>>;
  /** Looks whether another job has moved it since. */
  isMoved(target: string): Promise<Result<boolean>>;
}
