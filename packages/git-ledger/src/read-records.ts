// Reads what commits of a ledger hold, and refuses what cannot be trusted: truncated files, unknown schemas, another target's
// state, a history with holes.
import { readObjects } from '@rampart/git-process';
import type { GitRepository, ObjectReading } from '@rampart/git-process';
import { brokenLink, decodeRecord, decodeRecordedEvent, EVENT_FILE, ledgerRef, STATE_FILE } from '@rampart/ledger-records';
import type { LedgerRecord, RecordFile } from '@rampart/ledger-records';
import { failed, ok } from '@rampart/rollout-engine';
import type { Result } from '@rampart/rollout-engine';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { gitPortError } from './git-port-error.ts';

/** State and event of one commit; they belong together. */
export async function readRecord(repository: GitRepository, target: string, commit: string): Promise<Result<LedgerRecord>> {
  const read = await readObjects(repository, [`${commit}:${STATE_FILE}`, `${commit}:${EVENT_FILE}`]);
  if (read.kind === 'failed') return failed(gitPortError({ port: 'ledger', what: `reading ${ledgerRef(target)}`, failure: read, outcome: 'not-done' }));
  return decodeRecord({ state: fileOf(read.objects[0]), event: fileOf(read.objects[1]) }, { target, commit });
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
      const event = decodeRecordedEvent(fileOf(read.objects[index]), { target, commit });
      if (event.kind === 'error') return event;
      const broken = brokenLink({ commit, parents: parents.length, event: event.value }, { target, previous: events.length });
      if (broken !== 'none') return failed(broken);
      events.push(event.value);
    }
  }
  return ok(events);
}

/** Keeps one answer of git well under its size limit. */
const FILES_AT_ONCE = 400;

function fileOf(object: ObjectReading | undefined): RecordFile {
  return object?.kind === 'object' && object.type === 'blob' ? { kind: 'file', bytes: object.bytes } : { kind: 'missing' };
}
