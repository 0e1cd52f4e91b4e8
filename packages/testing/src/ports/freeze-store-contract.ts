// The prose of the FreezeStore port as tests.
import type { FreezeChange, FreezeStore } from '@rampart/rollout-engine';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';

/** An empty store. Made anew for every test. */
export interface FreezeStoreSubject extends Closable {
  readonly store: FreezeStore;
  /** The same storage through another writer; the same object where there is only one. */
  readonly other: FreezeStore;
  readonly takeAway?: () => void | Promise<void>;
}

const TARGET = 'fraud-prod';

export function describeFreezeStoreContract(name: string, makeSubject: () => FreezeStoreSubject | Promise<FreezeStoreSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a FreezeStore`, () => {
    it('begins with nothing frozen and an empty head', given(async ({ store }) => {
      expect(valueOf(await store.readFreeze(TARGET))).toEqual({ kind: 'none', head: '' });
    }));

    it('gives back the document as it was written', given(async ({ store, other }) => {
      const text = '{"files": ["ü.csv", "a b.csv"]}\n';
      const outcome = valueOf(await store.writeFreeze(freeze('', text)));
      expect(outcome.kind).toBe('appended');
      for (const reader of [store, other]) {
        expect(valueOf(await reader.readFreeze(TARGET))).toEqual({ kind: 'frozen', head: outcome.head, document: text });
      }
    }));

    it('replaces a document from the head that was read', given(async ({ store }) => {
      const { head } = valueOf(await store.writeFreeze(freeze('', 'one')));
      const second = valueOf(await store.writeFreeze(freeze(head, 'two')));
      expect(second.kind).toBe('appended');
      expect(valueOf(await store.readFreeze(TARGET))).toEqual({ kind: 'frozen', head: second.head, document: 'two' });
    }));

    it('answers with a conflict and the true head when somebody else was first', given(async ({ store, other }) => {
      const { head } = valueOf(await store.writeFreeze(freeze('', 'one')));
      expect(valueOf(await other.writeFreeze(freeze('', 'two')))).toEqual({ kind: 'conflict', head });
      expect(valueOf(await store.readFreeze(TARGET))).toMatchObject({ document: 'one' });
    }));

    it('lets exactly one of two writers through', given(async ({ store, other }) => {
      const outcomes = await Promise.all([store.writeFreeze(freeze('', 'one')), other.writeFreeze(freeze('', 'two'))]);
      expect(outcomes.map((outcome) => valueOf(outcome).kind).sort()).toEqual(['appended', 'conflict']);
    }));

    it('lifts a freeze, and freezes again after it', given(async ({ store }) => {
      const frozen = valueOf(await store.writeFreeze(freeze('', 'one')));
      const lifted = valueOf(await store.writeFreeze({ ...freeze(frozen.head, ''), document: { kind: 'none' } }));
      expect(valueOf(await store.readFreeze(TARGET))).toEqual({ kind: 'none', head: lifted.head });
      expect(valueOf(await store.writeFreeze(freeze(lifted.head, 'two'))).kind).toBe('appended');
    }));

    it('keeps targets apart', given(async ({ store }) => {
      const { head } = valueOf(await store.writeFreeze(freeze('', 'one')));
      const elsewhere = valueOf(await store.readFreeze('ads-prod'));
      expect(elsewhere.kind).toBe('none');
      valueOf(await store.writeFreeze({ ...freeze(elsewhere.head, 'other'), target: 'ads-prod' }));
      const mine = valueOf(await store.readFreeze(TARGET));
      expect(mine).toMatchObject({ kind: 'frozen', document: 'one' });
      expect(head).not.toBe('');
    }));

    it('lists what is frozen, of every target', given(async ({ store, other }) => {
      expect(valueOf(await store.readFreezes())).toEqual({ head: '', freezes: [] });
      const { head } = valueOf(await store.writeFreeze(freeze('', 'one')));
      valueOf(await store.writeFreeze({ ...freeze(head, 'two'), target: 'ads-prod' }));
      for (const reader of [store, other]) {
        const { freezes } = valueOf(await reader.readFreezes());
        expect(freezes.toSorted((a, b) => (a.document < b.document ? -1 : 1))).toEqual([{ by: 'hand', document: 'one' }, { by: 'hand', document: 'two' }]);
      }
      const before = valueOf(await store.readFreezes());
      valueOf(await store.writeFreeze({ ...freeze(before.head, ''), document: { kind: 'none' } }));
      const after = valueOf(await store.readFreezes());
      expect(after.freezes).toEqual([{ by: 'hand', document: 'two' }]);
      expect(after.head).not.toBe(before.head);
    }));

    it('fails as a value when the storage is away', given(async ({ store, takeAway }) => {
      if (takeAway === undefined) return;
      await takeAway();
      expect(errorOf(await store.readFreeze(TARGET))).toMatchObject({ outcome: 'not-done' });
    }));
  });
}

function freeze(expectedHead: string, text: string): FreezeChange {
  return { target: TARGET, document: { kind: 'document', text }, expectedHead, title: 'freeze fraud-prod', atMs: 1_700_000_000_000 };
}
