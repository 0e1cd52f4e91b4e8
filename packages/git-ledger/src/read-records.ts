// Reads what commits of a ledger hold, and refuses what cannot be trusted: truncated files, unknown schemas, another target's
// state, a history with holes.
import { readObjects } from '@rampart/git-process';
import type { GitRepository, ObjectReading } from '@rampart/git-process';
import { failed, ok } from '@rampart/rollout-engine';
import type { PortError, Result } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { decodeEvent } from './decode-event.ts';
import { decodeState } from './decode-state.ts';
import type { Decoded } from './decode-state.ts';
import { gitPortError } from './git-port-error.ts';
import { readLedgerJson } from './ledger-json.ts';
import { ledgerRef } from './target-refs.ts';

export const STATE_FILE = 'state.json';
export const EVENT_FILE = 'event.json';

export interface HeadRecord {
  readonly state: TargetState;
  readonly event: LedgerEvent;
}

/** State and event of one commit; they belong together. */
export async function readRecord(repository: GitRepository, target: string, commit: string): Promise<Result<HeadRecord>> {
  const read = await readObjects(repository, [`${commit}:${STATE_FILE}`, `${commit}:${EVENT_FILE}`]);
  if (read.kind === 'failed') return failed(gitPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, failure: read, outcome: 'not-done' }));
  const [stateFile, eventFile] = read.objects;
  const state = decodeFile(stateFile, { target, commit, file: STATE_FILE }, (value) => decodeState(value, target));
  if (state.kind === 'error') return state;
  const event = decodeFile(eventFile, { target, commit, file: EVENT_FILE }, decodeEvent);
  if (event.kind === 'error') return event;
  if (state.value.sequence !== event.value.sequence) {
    return failed(damage({ target, commit, file: STATE_FILE }, [`it has sequence ${state.value.sequence}, the event beside it ${event.value.sequence}`]));
  }
  return ok({ state: state.value, event: event.value });
}

/** All events up to `head`, oldest first; one line of commits whose sequences rise by one from 1. */
export async function readEvents(repository: GitRepository, target: string, head: string): Promise<Result<readonly LedgerEvent[]>> {
  const listed = await repository.run(['rev-list', '--reverse', '--parents', '--end-of-options', head]);
  if (listed.kind === 'failed') return failed(gitPortError({ port: 'ledger', what: `reading the history of ${ledgerRef(target)}`, failure: listed, outcome: 'not-done' }));
  const lines = listed.stdout.toString('utf8').trim().split('\n');
  const events: LedgerEvent[] = [];
  for (let from = 0; from < lines.length; from += FILES_AT_ONCE) {
    const commits = lines.slice(from, from + FILES_AT_ONCE).map((line) => line.split(' '));
    const read = await readObjects(repository, commits.map(([commit = '']) => `${commit}:${EVENT_FILE}`));
    if (read.kind === 'failed') return failed(gitPortError({ port: 'ledger', what: `reading the history of ${ledgerRef(target)}`, failure: read, outcome: 'not-done' }));
    for (const [index, [commit = '', ...parents]] of commits.entries()) {
      const where = { target, commit, file: EVENT_FILE };
      const event = decodeFile(read.objects[index], where, decodeEvent);
      if (event.kind === 'error') return event;
      const expected = events.length + 1;
      if (event.value.sequence !== expected) return failed(damage(where, [`its sequence is ${event.value.sequence}, ${expected} was next`]));
      if (parents.length > 1) return failed(damage(where, ['the commit is a merge; a ledger is one line of commits']));
      events.push(event.value);
    }
  }
  return ok(events);
}

/** Keeps one answer of git well under its size limit. */
const FILES_AT_ONCE = 400;

export interface RecordPlace {
  readonly target: string;
  readonly commit: string;
  readonly file: string;
}

export function damage(place: RecordPlace, problems: readonly string[]): PortError {
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

function decodeFile<T>(object: ObjectReading | undefined, place: RecordPlace, decode: (value: unknown) => Decoded<T>): Result<T> {
  if (object === undefined || object.kind === 'missing' || object.type !== 'blob') return failed(damage(place, ['the file is not there']));
  const json = readLedgerJson(object.bytes);
  if (json.kind === 'invalid') return failed(damage(place, [json.why]));
  const decoded = decode(json.value);
  return decoded.kind === 'decoded' ? ok(decoded.value) : failed(damage(place, decoded.problems));
}
