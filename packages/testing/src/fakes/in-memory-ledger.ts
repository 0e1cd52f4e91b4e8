// The ledger port in memory: true compare-and-swap, and faults on demand.
import { ok, type AppendOutcome, type Ledger, type LedgerEntry, type LedgerView } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import { answerUnder, faultBox, type FaultSwitch } from './fault-switch.ts';
import { inMemoryFreezeStore, type InMemoryFreezeStore } from './in-memory-freeze-store.ts';

export interface InMemoryLedger extends Ledger {
  readonly faults: FaultSwitch<'read' | 'append' | 'history'>;
  /** What people would read in the log, oldest first. */
  titles(target: string): readonly string[];
  /** The newest state; throws where nothing was recorded yet. */
  stateOf(target: string): TargetState;
  /** The events, without the port's ceremony. */
  events(target: string): readonly LedgerEvent[];
}

interface Line {
  readonly head: string;
  readonly title: string;
  readonly event: LedgerEvent;
  readonly state: TargetState;
}

/** `freezes`: of the same storage, where a test looks at them. */
export function inMemoryLedger(freezes: InMemoryFreezeStore = inMemoryFreezeStore()): InMemoryLedger {
  const lines = new Map<string, readonly Line[]>();
  const faults = faultBox<'read' | 'append' | 'history'>();
  const of = (target: string): readonly Line[] => lines.get(target) ?? [];
  const headOf = (target: string): string => of(target).at(-1)?.head ?? '';

  const view = (target: string): LedgerView => {
    const last = of(target).at(-1);
    return last === undefined ? { kind: 'empty' } : { kind: 'present', head: last.head, state: structuredClone(last.state) };
  };
  const append = (entry: LedgerEntry): AppendOutcome => {
    const head = headOf(entry.target);
    const expected = entry.expectedHead.kind === 'empty' ? '' : entry.expectedHead.head;
    if (expected !== head) return { kind: 'conflict', head };
    const line = { head: `head-${String(of(entry.target).length + 1)}-${entry.event.operation}`, title: entry.title, event: structuredClone(entry.event), state: structuredClone(entry.state) };
    lines.set(entry.target, [...of(entry.target), line]);
    if (entry.freeze !== undefined) freezes.move(entry.target, entry.freeze, { title: entry.title, atMs: entry.event.atMs });
    return { kind: 'appended', head: line.head };
  };

  return {
    faults,
    titles: (target) => of(target).map((line) => line.title),
    stateOf: (target) => {
      const last = of(target).at(-1);
      if (last === undefined) throw new Error(`nothing was recorded about ${target}`);
      return structuredClone(last.state);
    },
    events: (target) => of(target).map((line) => line.event),
    read: (target) => Promise.resolve(answerUnder(faults.take('read'), 'ledger', 'read', () => ok(view(target)))),
    append: (entry) => {
      const fault = faults.take('append');
      // A ledger's conflict is an answer, not an error.
      if (fault === 'conflict') return Promise.resolve(ok({ kind: 'conflict', head: headOf(entry.target) }));
      return Promise.resolve(answerUnder(fault, 'ledger', 'write', () => ok(append(entry))));
    },
    history: (target) =>
      Promise.resolve(answerUnder(faults.take('history'), 'ledger', 'read', () => ok(of(target).map((line) => structuredClone(line.event))))),
  };
}
