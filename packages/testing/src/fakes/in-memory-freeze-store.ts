// The freeze store port in memory.
import { ok, type AppendOutcome, type FreezeChange, type FreezeRecord, type FreezeStore } from '@rampart/rollout-engine';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';

export interface InMemoryFreezeStore extends FreezeStore {
  readonly faults: FaultSwitch<'readFreeze' | 'writeFreeze'>;
  /** One line per change, oldest first. */
  titles(target: string): readonly string[];
}

export function inMemoryFreezeStore(): InMemoryFreezeStore {
  const changes = new Map<string, readonly FreezeChange[]>();
  const faults = faultBox<'readFreeze' | 'writeFreeze'>();
  const of = (target: string): readonly FreezeChange[] => changes.get(target) ?? [];
  const headOf = (target: string): string => (of(target).length === 0 ? '' : `freeze-${String(of(target).length)}`);

  const record = (target: string): FreezeRecord => {
    const last = of(target).at(-1);
    const head = headOf(target);
    return last?.document.kind === 'document' ? { kind: 'frozen', head, document: last.document.text } : { kind: 'none', head };
  };
  const write = (change: FreezeChange): AppendOutcome => {
    if (change.expectedHead !== headOf(change.target)) return { kind: 'conflict', head: headOf(change.target) };
    changes.set(change.target, [...of(change.target), change]);
    return { kind: 'appended', head: headOf(change.target) };
  };

  return {
    faults,
    titles: (target) => of(target).map((change) => change.title),
    readFreeze: (target) => Promise.resolve(answerUnder(faults.take('readFreeze'), 'freeze', 'read', () => ok(record(target)))),
    writeFreeze: (change) => {
      const fault = faults.take('writeFreeze');
      if (fault === 'conflict') return Promise.resolve(ok({ kind: 'conflict', head: headOf(change.target) }));
      return Promise.resolve(answerUnder(fault, 'freeze', 'write', () => ok(write(change))));
    },
  };
}
