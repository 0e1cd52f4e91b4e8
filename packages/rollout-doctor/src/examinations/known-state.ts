// The state of a target, where its ledger can be read and has one.
import type { LedgerView, Result } from '@rampart/rollout-engine';
import type { TargetState } from '@rampart/rollout-policy';

export function knownState(view: Result<LedgerView>): TargetState | 'none' {
  return view.kind === 'ok' && view.value.kind === 'present' ? view.value.state : 'none';
}
