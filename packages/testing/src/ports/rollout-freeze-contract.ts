// What Ledger and FreezeStore of one storage promise together: an event and its freeze are both there, or neither is.
import type { FreezeStore, Ledger } from '@rampart/rollout-engine';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';
import { adopted, ended, entryAfter, started, TARGET } from './ledger-entries.ts';

interface Storage {
  readonly ledger: Ledger;
  readonly freezes: FreezeStore;
}

/** An empty storage. Made anew for every test. */
export interface RolloutFreezeSubject extends Closable, Storage {
  /** The same through another writer; the same objects where there is only one. */
  readonly other: Storage;
}

const HOLD = { kind: 'hold', document: '{"paths": ["data/ü.csv"]}\n' } as const;

export function describeRolloutFreezeContract(name: string, makeSubject: () => RolloutFreezeSubject | Promise<RolloutFreezeSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as Ledger and FreezeStore together`, () => {
    it('freezes with the start of a rollout and lifts with its end', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      expect(valueOf(await freezes.readFreeze(TARGET, 'rollout')).kind).toBe('none');
      await append(ledger, started(), HOLD);
      for (const reader of [freezes, other.freezes]) {
        expect(valueOf(await reader.readFreeze(TARGET, 'rollout'))).toMatchObject({ kind: 'frozen', document: HOLD.document });
        expect(valueOf(await reader.readFreezes()).freezes).toEqual([{ by: 'rollout', document: HOLD.document }]);
      }
      await append(ledger, ended(), { kind: 'lift' });
      expect(valueOf(await freezes.readFreezes()).freezes).toEqual([]);
      expect(valueOf(await ledger.history(TARGET)).map(({ kind }) => kind)).toEqual(['adopted', 'started', 'ended']);
    }));

    it('freezes nothing with an event that lost its race', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const stale = valueOf(await other.ledger.read(TARGET));
      await append(ledger, started());
      const late = { ...entryAfter(stale, { ...started(), operation: 'op-late', actor: 'somebody else' }), freeze: HOLD };
      expect(valueOf(await other.ledger.append(late)).kind).toBe('conflict');
      expect(valueOf(await freezes.readFreezes()).freezes).toEqual([]);
    }));

    it('lifts nothing with an event that lost its race', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const empty = valueOf(await other.ledger.read(TARGET));
      await append(ledger, started(), HOLD);
      const late = { ...entryAfter(empty, { ...started(), operation: 'op-late', actor: 'somebody else' }), freeze: { kind: 'lift' } } as const;
      expect(valueOf(await other.ledger.append(late)).kind).toBe('conflict');
      expect(valueOf(await freezes.readFreezes()).freezes).toHaveLength(1);
    }));

    it('keeps what a person froze, and other targets, as they are', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const { head } = valueOf(await freezes.writeFreeze({ target: TARGET, document: { kind: 'document', text: 'by hand' }, expectedHead: '', title: 'freeze', atMs: 1 }));
      await append(ledger, started(), HOLD);
      // The head that was read before the rollout froze: a change of another freeze in between is no conflict.
      const lifted = valueOf(await other.freezes.writeFreeze({ target: 'ads-prod', document: { kind: 'document', text: 'of another' }, expectedHead: head, title: 'freeze', atMs: 2 }));
      expect(lifted.kind).toBe('appended');
      await append(ledger, ended(), { kind: 'lift' });
      const left = valueOf(await freezes.readFreezes()).freezes;
      expect(left.map(({ document }) => document).toSorted()).toEqual(['by hand', 'of another']);
    }));

    it('gives way to a freeze that is written at the same moment, and loses neither', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const view = valueOf(await ledger.read(TARGET));
      const [event, byHand] = await Promise.all([
        ledger.append({ ...entryAfter(view, started()), freeze: HOLD }),
        other.freezes.writeFreeze({ target: 'ads-prod', document: { kind: 'document', text: 'other' }, expectedHead: '', title: 'freeze', atMs: 1 }),
      ]);
      expect([valueOf(event).kind, valueOf(byHand).kind]).toEqual(['appended', 'appended']);
      expect(valueOf(await freezes.readFreezes()).freezes.map(({ document }) => document).toSorted()).toEqual(['other', HOLD.document]);
    }));

    it('lets one of two starts through, with its own freeze', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const view = valueOf(await ledger.read(TARGET));
      const outcomes = await Promise.all([
        ledger.append({ ...entryAfter(view, { ...started(), operation: 'op-one' }), freeze: { kind: 'hold', document: 'op-one' } }),
        other.ledger.append({ ...entryAfter(view, { ...started(), operation: 'op-two' }), freeze: { kind: 'hold', document: 'op-two' } }),
      ]);
      expect(outcomes.map((outcome) => valueOf(outcome).kind).sort()).toEqual(['appended', 'conflict']);
      const winner = valueOf(await ledger.history(TARGET)).at(-1)?.operation;
      expect(valueOf(await freezes.readFreezes()).freezes).toEqual([{ by: 'rollout', document: winner }]);
    }));

    it('freezes once, however often the same entry is sent', given(async ({ ledger, freezes, other }) => {
      await append(ledger, adopted());
      const entry = { ...entryAfter(valueOf(await ledger.read(TARGET)), started()), freeze: HOLD };
      const first = valueOf(await ledger.append(entry));
      expect(valueOf(await other.ledger.append(entry)).head).toBe(first.head);
      expect(valueOf(await freezes.readFreezes()).freezes).toHaveLength(1);
    }));

    it('records an end that finds nothing to lift', given(async ({ ledger, freezes }) => {
      await append(ledger, adopted());
      await append(ledger, started());
      await append(ledger, ended(), { kind: 'lift' });
      expect(valueOf(await freezes.readFreezes())).toEqual({ head: '', freezes: [] });
    }));
  });
}

async function append(ledger: Ledger, event: LedgerEvent, freeze?: Parameters<Ledger['append']>[0]['freeze']): Promise<void> {
  const entry = entryAfter(valueOf(await ledger.read(TARGET)), event);
  expect(valueOf(await ledger.append(freeze === undefined ? entry : { ...entry, freeze })).kind).toBe('appended');
}
