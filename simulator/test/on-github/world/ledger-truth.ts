// What is really on the branches of the state, whatever anybody was told: looked at after everything that may have moved one.
import { decodeEvent, decodeState, EVENT_FILE, FREEZES_REF, ledgerRef, readLedgerJson, STATE_FILE } from '@rampart/ledger-records';
import type { EmulatedRepository } from '@rampart/testing/github';
import type { SeenCommit } from '../chronicle.ts';
import type { Notes } from './notes.ts';

/** Of one target. */
export interface LedgerTruth {
  readonly commits: ReadonlyMap<string, SeenCommit>;
  readonly head: SeenCommit | 'none';
  /** The last head that a job wrote: what a person puts back. */
  readonly lastGood: string;
  /** `head` is what its branch has come to. */
  moved(head: string, by: string): Promise<void>;
}

export interface BranchesTruth {
  of(target: string): LedgerTruth;
  readonly hasFreeze: boolean;
  /** Notes what has moved since the last time, by whom. */
  follow(by: string): Promise<void>;
}

export function branchesTruth(repository: EmulatedRepository, targets: readonly string[], notes: Notes): BranchesTruth {
  const ledgers = new Map(targets.map((target) => [ledgerRef(target), ledgerTruth(repository, target)]));
  const known = new Map<string, string>([...ledgers.keys(), FREEZES_REF].map((ref) => [ref, '']));
  return {
    of: (target) => {
      const truth = ledgers.get(ledgerRef(target));
      if (truth === undefined) throw new Error(`no target ${target}`);
      return truth;
    },
    get hasFreeze() {
      return known.get(FREEZES_REF) !== '';
    },
    follow: async (by) => {
      const now = await repository.store.refs();
      for (const [ref, from] of known) {
        const to = now.get(ref) ?? '';
        if (from === to) continue;
        known.set(ref, to);
        await ledgers.get(ref)?.moved(to, by);
        notes.write({ kind: 'moved', move: { ref, from, to, by } });
      }
    },
  };
}

function ledgerTruth(repository: EmulatedRepository, target: string): LedgerTruth {
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
    moved: async (to, by) => {
      const before = head;
      head = to === '' ? 'none' : (commits.get(to) ?? goingOnFrom(before, await seenCommit(repository, to, target)));
      if (head !== 'none') commits.set(to, head);
      if (by !== 'person') lastGood = to;
    },
  };
}

/** A record's number is one more than that of the record before it. */
function goingOnFrom(before: SeenCommit | 'none', commit: SeenCommit): SeenCommit {
  if (before === 'none' || commit.content.kind !== 'record' || before.content.kind !== 'record' || !commit.parents.includes(before.id)) return commit;
  const [was, is] = [before.content.state.sequence, commit.content.state.sequence];
  return is === was + 1 ? commit : { ...commit, content: { kind: 'damaged', why: `number ${String(is)} after number ${String(was)}` } };
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
