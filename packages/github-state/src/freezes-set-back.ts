// What is told while the branch of the freezes shows something older than this process has seen.
import { FREEZES_REF } from '@rampart/ledger-records';
import type { PortError } from '@rampart/rollout-engine';
import { BELIEVED_AFTER_MS } from './seen-heads.ts';

export interface FreezesSetBack {
  readonly how: 'older' | 'gone';
  /** Empty where there is none. */
  readonly shown: string;
  readonly before: string;
}

/** It passes: a replica catches up, and what somebody did on purpose is believed. The first sentences are all that a summary has room for. */
export function freezesSetBack({ how, shown, before }: FreezesSetBack): PortError {
  const minutes = String(BELIEVED_AFTER_MS / 60_000);
  const seen = how === 'older' ? `GitHub shows an older head than before (${shown.slice(0, 12)}, it was ${before.slice(0, 12)})` : `it is gone although it was there, at ${before.slice(0, 12)}`;
  return {
    port: 'freeze',
    code: 'unavailable',
    message: `${FREEZES_REF}: ${seen}. Where that lasts ${minutes} minutes, somebody did it, and this job goes by it then. If nobody was to, put it back: \`git push <remote> ${before}:${FREEZES_REF}\`. Nothing was changed`,
    retryable: true,
    outcome: 'not-done',
  };
}
