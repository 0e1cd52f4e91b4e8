// The ledger of a simulation: true compare-and-swap in memory, and everything that a scenario lets go wrong with it. Nothing is copied: what is recorded is
// never changed by anybody, and a release has thousands of records.
import { failed, ok, type AppendOutcome, type Ledger, type LedgerEntry, type LedgerView, type Result } from '@rampart/rollout-engine';
import type { LedgerEvent, TargetState } from '@rampart/rollout-policy';
import type { FaultsInForce } from './faults-in-force.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SimulatedLedger extends Ledger {
  /** Of the simulation's target. */
  readonly events: readonly LedgerEvent[];
  /** After each event. */
  readonly states: readonly TargetState[];
}

export interface LedgerParts {
  readonly target: string;
  readonly faults: FaultsInForce;
  readonly time: VirtualTime;
  /** Called when an event is in, whatever was answered. */
  readonly recorded: (event: LedgerEvent) => void;
  readonly mark: (mark: string) => void;
}

interface Line {
  readonly events: LedgerEvent[];
  readonly states: TargetState[];
  /** When each event was in, by the time of the simulation. */
  readonly inAtMs: number[];
}

export function simulatedLedger({ target, faults, time, recorded, mark }: LedgerParts): SimulatedLedger {
  const lines = new Map<string, Line>();
  const lineOf = (name: string): Line => {
    const line = lines.get(name) ?? { events: [], states: [], inAtMs: [] };
    lines.set(name, line);
    return line;
  };
  const append = ({ target: asked, expectedHead, event, state }: LedgerEntry): AppendOutcome => {
    const line = lineOf(asked);
    const head = headOf(line, line.events.length);
    if ((expectedHead.kind === 'empty' ? '' : expectedHead.head) !== head) return { kind: 'conflict', head };
    line.events.push(event);
    line.states.push(state);
    line.inAtMs.push(time.nowMs);
    recorded(event);
    return { kind: 'appended', head: headOf(line, line.events.length) };
  };
  const isOn = (kind: Parameters<FaultsInForce['on']>[0]): boolean => faults.on(kind, time.nowMs) !== 'none';

  return {
    events: lineOf(target).events,
    states: lineOf(target).states,
    read: async (asked) => {
      if (isOn('ledger-unavailable')) return unavailable('not-done');
      const stale = faults.on('ledger-stale', time.nowMs);
      const line = lineOf(asked);
      if (stale === 'none') return ok(viewOf(line, line.events.length));
      // A mirror that stopped following then.
      const count = line.inAtMs.findLastIndex((atMs) => atMs <= stale.atMs) + 1;
      if (count < line.events.length) mark('stale-read');
      return ok(viewOf(line, count));
    },
    append: async (entry) => {
      if (isOn('ledger-unavailable')) return unavailable('not-done');
      if (isOn('ledger-conflicts')) return ok({ kind: 'conflict', head: headOf(lineOf(entry.target), lineOf(entry.target).events.length) });
      if (isOn('ledger-lost-not-applied')) return unavailable('unknown');
      const answer = append(entry);
      if (!isOn('ledger-reply-lost')) return ok(answer);
      mark('reply-lost');
      return unavailable('unknown');
    },
    history: async (asked) => (isOn('ledger-unavailable') ? unavailable('not-done') : ok([...lineOf(asked).events])),
  };
}

function headOf({ events }: Line, count: number): string {
  return count === 0 ? '' : `${String(count)}-${events[count - 1]?.operation ?? ''}`;
}

function viewOf(line: Line, count: number): LedgerView {
  const state = line.states[count - 1];
  return state === undefined ? { kind: 'empty' } : { kind: 'present', head: headOf(line, count), state };
}

function unavailable(outcome: 'not-done' | 'unknown'): Result<never> {
  return failed({ port: 'ledger', code: 'unavailable', message: 'the ledger does not answer', retryable: true, outcome });
}
