// What a history shows that somebody cut off, moved back or replaced: nobody but a person can put that right, and nothing is written on it meanwhile.
import type { PortError } from '@rampart/rollout-engine';
import { damagedRecord, STATE_FILE, type RecordPlace } from './record.ts';
import { ledgerRef } from './target-refs.ts';

/** A new job has nothing else to compare with: whoever made the branch anew, or cut its beginning off, left fewer records than there were. */
export function cutOff(place: RecordPlace, { sequence, records }: { readonly sequence: number; readonly records: number }): PortError {
  return damagedRecord({ ...place, file: STATE_FILE }, [`it has sequence ${sequence}, and the history has ${counted(records)}`]);
}

/** For a job that has seen more: so many commits after the last one that it knows, the state has counted another number of them. */
export function slippedIn(place: RecordPlace, { sequence, records, after }: { readonly sequence: number; readonly records: number; readonly after: number }): PortError {
  return damagedRecord({ ...place, file: STATE_FILE }, [`it has sequence ${sequence}, ${counted(records)} after sequence ${after}`]);
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}

/** How a head is no later one than the head that this process saw before. */
export type SetBack = 'older' | 'gone' | 'rewritten';

/** For a job that has seen more. `shownBy`: who shows the branch, e.g. `GitHub`; `before`: the head that was seen then. */
export function setBack(target: string, how: SetBack, { shownBy, before }: { readonly shownBy: string; readonly before: string }): PortError {
  const ref = ledgerRef(target);
  const seen = { older: `${shownBy} shows an older head than before`, gone: 'it is gone although it was there', rewritten: 'its history does not go on from what was there before' }[how];
  // From what was put in its place it is no step forward.
  const what = `${how === 'rewritten' ? '+' : ''}${before}:${ref}`;
  return {
    port: 'ledger',
    code: how === 'older' ? 'unavailable' : how === 'gone' ? 'missing' : 'malformed',
    message: `${ref}: ${seen}. If somebody moved or deleted it, put it back with \`git push <remote> ${what}\` from a clone that has it, and protect rollouts/** from force pushes and deletion. Nothing was changed`,
    retryable: how === 'older',
    outcome: 'not-done',
  };
}
