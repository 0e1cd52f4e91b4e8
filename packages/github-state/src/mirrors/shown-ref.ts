// The branch that says how far the mirrors of a target came.
import { targetSlug } from '@rampart/ledger-records';

/** Beside the ledgers, not among them: whoever lists `rollouts/*` finds histories alone. */
export function shownRef(target: string): string {
  return `refs/heads/rollouts-shown/${targetSlug(target)}`;
}
