// The freeze store port in memory.
import { ok, type AppendOutcome, type FreezeChange, type FreezeHolder, type FreezeRecord, type FreezeStore, type RolloutFreeze } from '@rampart/rollout-engine';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface InMemoryFreezeStore extends FreezeStore {
  readonly faults: FaultSwitch<'readFreeze' | 'readFreezes' | 'writeFreeze'>;
  /** One line per change, oldest first. */
  titles(target: string): readonly string[];
  /** For the ledger of the same storage: what goes with an event. */
  move(target: string, freeze: RolloutFreeze, by: Pick<FreezeChange, 'title' | 'atMs'>): void;
}

interface Change extends FreezeChange {
  readonly by: FreezeHolder;
}

export function inMemoryFreezeStore(): InMemoryFreezeStore {
  let changes: readonly Change[] = [];
  const faults = faultBox<'readFreeze' | 'readFreezes' | 'writeFreeze'>();
  const of = (target: string, by: FreezeHolder): readonly Change[] => changes.filter((change) => change.target === target && change.by === by);
  const headAt = (count: number): string => (count === 0 ? '' : `freeze-${String(count)}`);

  const record = (target: string, by: FreezeHolder): FreezeRecord => {
    const last = of(target, by).at(-1);
    const head = headAt(changes.length);
    return last?.document.kind === 'document' ? { kind: 'frozen', head, document: last.document.text } : { kind: 'none', head };
  };
  const write = (change: Change): AppendOutcome => {
    const isOthers = changes.some((known, index) => known.target === change.target && known.by === change.by && headsUpTo(change.expectedHead) <= index);
    if (isOthers || headsUpTo(change.expectedHead) > changes.length) return { kind: 'conflict', head: headAt(changes.length) };
    changes = [...changes, change];
    return { kind: 'appended', head: headAt(changes.length) };
  };

  return {
    faults,
    titles: (target) => changes.filter((change) => change.target === target).map((change) => change.title),
    move: (target, freeze, { title, atMs }) => {
      const before = record(target, 'rollout');
      if (freeze.kind === 'lift' && before.kind === 'none') return;
      changes = [...changes, { target, by: 'rollout', document: freeze.kind === 'hold' ? { kind: 'document', text: freeze.document } : { kind: 'none' }, expectedHead: before.head, title, atMs }];
    },
    readFreeze: (target, by = 'hand') => Promise.resolve(answerUnder(faults.take('readFreeze'), 'freeze', 'read', () => ok(record(target, by)))),
    readFreezes: () =>
      Promise.resolve(
        answerUnder(faults.take('readFreezes'), 'freeze', 'read', () => {
          const frozen = new Map(changes.map((change) => [`${change.by} ${change.target}`, change]));
          return ok({ head: headAt(changes.length), freezes: [...frozen.values()].flatMap(({ by, document }) => (document.kind === 'document' ? [{ by, document: document.text }] : [])) });
        }),
      ),
    writeFreeze: (change) => {
      const fault = faults.take('writeFreeze');
      if (fault === 'conflict') return Promise.resolve(ok({ kind: 'conflict', head: headAt(changes.length) }));
      return Promise.resolve(answerUnder(fault, 'freeze', 'write', () => ok(write({ by: 'hand', ...change }))));
    },
  };
}

/** How many changes a head includes. */
function headsUpTo(head: string): number {
  return head === '' ? 0 : Number(head.slice('freeze-'.length));
}
