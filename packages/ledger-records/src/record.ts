// What one record of a ledger is, wherever it is kept: a commit with the event and the state after it, and words for people.
import { failed, ok } from '@rampart/rollout-engine';
import type { LedgerEntry, PortError, Result } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { CommitContent } from './commit-bytes.ts';
import { decodeEvent } from './decode-event.ts';
import { decodeState } from './decode-state.ts';
import type { Decoded } from './decode-state.ts';
import { readLedgerJson, writeLedgerJson } from './ledger-json.ts';
import { ledgerRef } from './target-refs.ts';

export const STATE_FILE = 'state.json';
export const EVENT_FILE = 'event.json';

/** The files of a record by name, sorted as git sorts them. */
export function recordFiles({ event, state }: Pick<LedgerEntry, 'event' | 'state'>): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: EVENT_FILE, text: writeLedgerJson(event) },
    { name: STATE_FILE, text: writeLedgerJson(state) },
  ];
}

/** What the commit of a record says to people and to `git log`. */
export function recordMessage({ event, title }: Pick<LedgerEntry, 'event' | 'title'>): Pick<CommitContent, 'title' | 'trailers' | 'atMs'> {
  const trailers: [string, string][] = [
    ['Sequence', String(event.sequence)],
    ['Operation', event.operation],
    ['Actor', event.actor],
  ];
  if ('rolloutId' in event) trailers.unshift(['Rollout-Id', event.rolloutId]);
  return { title, trailers, atMs: event.atMs };
}

export interface LedgerRecord {
  readonly state: TargetState;
  readonly event: LedgerEvent;
}

/** A file of a record as it was read. `missing`: the commit has no such file, or it is no file. */
export type RecordFile = { readonly kind: 'file'; readonly bytes: Uint8Array } | { readonly kind: 'missing' };

export interface RecordPlace {
  readonly target: string;
  readonly commit: string;
}

/** State and event of one commit; they belong together. */
export function decodeRecord(files: { readonly state: RecordFile; readonly event: RecordFile }, place: RecordPlace): Result<LedgerRecord> {
  const state = decodeFile(files.state, { ...place, file: STATE_FILE }, (value) => decodeState(value, place.target));
  if (state.kind === 'error') return state;
  const event = decodeRecordedEvent(files.event, place);
  if (event.kind === 'error') return event;
  if (state.value.sequence !== event.value.sequence) {
    return failed(damagedRecord({ ...place, file: STATE_FILE }, [`it has sequence ${state.value.sequence}, the event beside it ${event.value.sequence}`]));
  }
  return ok({ state: state.value, event: event.value });
}

export function decodeRecordedEvent(file: RecordFile, place: RecordPlace): Result<LedgerEvent> {
  return decodeFile(file, { ...place, file: EVENT_FILE }, decodeEvent);
}

export interface LinkedRecord {
  readonly commit: string;
  readonly parents: number;
  readonly event: LedgerEvent;
}

/** What is wrong with a record as the one after `previous` in a history: one line of commits whose sequences rise by one from 1. */
export function brokenLink({ commit, parents, event }: LinkedRecord, { target, previous }: { readonly target: string; readonly previous: number }): PortError | 'none' {
  const place = { target, commit, file: EVENT_FILE };
  if (event.sequence !== previous + 1) return damagedRecord(place, [`its sequence is ${event.sequence}, ${previous + 1} was next`]);
  return parents > 1 ? damagedRecord(place, ['the commit is a merge; a ledger is one line of commits']) : 'none';
}

export function damagedRecord(place: RecordPlace & { readonly file: string }, problems: readonly string[]): PortError {
  const shown = problems.length > 5 ? [...problems.slice(0, 5), `and ${problems.length - 5} more`] : problems;
  const ref = ledgerRef(place.target);
  return {
    port: 'ledger',
    code: 'malformed',
    message:
      `the ledger cannot be trusted: ${place.file} in commit ${place.commit.slice(0, 12)} of ${ref}: ${shown.join('; ')}. ` +
      `Nothing was changed. Look at it with \`git show ${place.commit.slice(0, 12)}\`; if it was edited by hand, move ${ref} back to the last good commit`,
    retryable: false,
    outcome: 'not-done',
  };
}

function decodeFile<T>(found: RecordFile, place: RecordPlace & { readonly file: string }, decode: (value: unknown) => Decoded<T>): Result<T> {
  if (found.kind === 'missing') return failed(damagedRecord(place, ['the file is not there']));
  const json = readLedgerJson(found.bytes);
  if (json.kind === 'invalid') return failed(damagedRecord(place, [json.why]));
  const decoded = decode(json.value);
  return decoded.kind === 'decoded' ? ok(decoded.value) : failed(damagedRecord(place, decoded.problems));
}
