// Entries as a run of the engine would write them, for tests that count and compare.
import type { LedgerEntry, LedgerView } from '@rampart/rollout-engine';
import { anEntry, headOf } from '@rampart/ledger-records/testing';

export const TARGET = 'fraud-prod';

/** On top of what was read; `operation` tells one run's event from another's. */
export function entryOn(view: LedgerView, operation: string, target = TARGET): LedgerEntry {
  const sequence = view.kind === 'empty' ? 1 : view.state.sequence + 1;
  return anEntry({ target, head: headOf(view), sequence, event: { operation } });
}
