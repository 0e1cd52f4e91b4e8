// What is really on the branches of the state, whatever anybody was told: looked at after everything that may have moved one.
import { decodeEvent, decodeState, EVENT_FILE, FREEZES_REF, ledgerRef, readLedgerJson, STATE_FILE } from '@rampart/ledger-records';
import type { EmulatedRepository } from '@rampart/testing/github';
import type { SeenCommit } from '../chronicle.ts';
import type { Notes } from './notes.ts';

export interface LedgerTruth {
  readonly commits: ReadonlyMap<string, SeenCommit>;
  readonly head: SeenCommit | 'none';
  /** The last head that a job wrote: what a person puts back. */
  readonly lastGood: string;
  readonly hasFreeze: boolean;
  /** Notes what has moved since the last time, by whom. */
  follow(by: string): Promise<void>;
}

export function ledgerTruth(repository: EmulatedRepository, target: string, notes: Notes): LedgerTruth {
  const refs = [ledgerRef(target), FREEZES_REF];
  const known = new Map<string, string>(refs.map((ref) => [ref, '']));
  const commits = new Map<string, SeenCommit>();
  let head: SeenCommit | 'none' = 'none';
  let lastGood = '';
  return {
    commits,
    get head() {
      return head;
    },
    get lastGood() {
      return lastGood;
    },
    get hasFreeze() {
      return known.get(FREEZES_REF) !== '';
    },
    follow: async (by) => {
      const now = await repository.store.refs();
      for (const ref of refs) {
        const [from, to] = [known.get(ref) ?? '', now.get(ref) ?? ''];
        if (from === to) continue;
        known.set(ref, to);
        if (ref === ledgerRef(target)) {
          head = to === '' ? 'none' : (commits.get(to) ?? (await seenCommit(repository, to, target)));
          if (head !== 'none') commits.set(to, head);
          if (by !== 'person') lastGood = to;
        }
        notes.write({ kind: 'moved', move: { ref, from, to, by } });
      }
    },
  };
}

async function seenCommit(repository: EmulatedRepository, id: string, target: string): Promise<SeenCommit> {
  const commit = await repository.commit(id);
  if (commit === 'missing') return { id, parents: [], message: '', content: { kind: 'damaged', why: 'no commit' } };
  const read = async (path: string): Promise<unknown> => {
    const entry = await repository.entryAt(commit.tree, path);
    const bytes = entry === 'missing' ? 'missing' : await repository.blob(entry.id);
    const json = readLedgerJson(bytes === 'missing' ? new Uint8Array() : bytes);
    return json.kind === 'value' ? json.value : undefined;
  };
  const [event, state] = [decodeEvent(await read(EVENT_FILE)), decodeState(await read(STATE_FILE), target)];
  const { parents, message } = commit;
  if (event.kind === 'invalid') return { id, parents, message, content: { kind: 'damaged', why: `event: ${event.problems.join('; ')}` } };
  if (state.kind === 'invalid') return { id, parents, message, content: { kind: 'damaged', why: `state: ${state.problems.join('; ')}` } };
  return { id, parents, message, content: { kind: 'record', event: event.value, state: state.value } };
}
