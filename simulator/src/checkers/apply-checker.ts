// A checker on whatever a release left behind, also on a ledger that no core can read.
import type { Checked, Checker } from './checker.ts';
import type { Recording } from '../rollout/recording.ts';

/** Replaying what cannot be folded throws; that is a finding, and the other checkers still have their say. */
export function applyChecker({ check }: Pick<Checker, 'check'>, recording: Recording): Checked {
  try {
    return check(recording);
  } catch (error) {
    const said = error instanceof Error ? error.message : 'something was thrown';
    return { broken: [{ atMs: 0, seen: `the recording cannot be replayed: ${said.slice(0, 300)}` }], exercised: true };
  }
}
