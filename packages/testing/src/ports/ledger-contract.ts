// The prose of the Ledger port as tests.
import type { Ledger } from '@rampart/rollout-engine';
import type { LedgerEvent } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { errorOf, valueOf } from './expect-result.ts';
import { givenSubject, type Closable } from './given-subject.ts';
import { adopted, ended, entryAfter, started, TARGET } from './ledger-entries.ts';

/** An empty ledger. Made anew for every test. */
export interface LedgerSubject extends Closable {
  readonly ledger: Ledger;
  /** The same history through another writer, e.g. another clone; the same object where there is only one. */
  readonly other: Ledger;
  /** Takes the storage away; absent where that cannot be done. */
  readonly takeAway?: () => void | Promise<void>;
  /** For whoever may write to it past the ledger; absent where nobody can. */
  readonly storage?: LedgerStorage;
}

export interface LedgerStorage {
  /** Of the contract's target; empty when there is none. */
  head(): Promise<string>;
  tamper(how: Tampering): Promise<void>;
}

/** What a person with the right to push by force may do to a history of three records. */
export type Tampering =
  /** Its last record alone, without those before it. */
  | 'made anew'
  /** Its last two records. */
  | 'cut off'
  /** Without its last record. */
  | 'set back'
  /** Another one, of one record, that is whole. */
  | 'replaced'
  | 'deleted';

export function describeLedgerContract(name: string, makeSubject: () => LedgerSubject | Promise<LedgerSubject>): void {
  const given = givenSubject(makeSubject);

  describe(`${name} as a Ledger`, () => {
    it('begins empty', given(async ({ ledger }) => {
      expect(valueOf(await ledger.read(TARGET))).toEqual({ kind: 'empty' });
      expect(valueOf(await ledger.history(TARGET))).toEqual([]);
    }));

    it('reads back state and head of what was appended', given(async ({ ledger, other }) => {
      const entry = entryAfter({ kind: 'empty' }, adopted());
      const outcome = valueOf(await ledger.append(entry));
      expect(outcome.kind).toBe('appended');
      for (const reader of [ledger, other]) {
        expect(valueOf(await reader.read(TARGET))).toEqual({ kind: 'present', head: outcome.head, state: entry.state });
      }
    }));

    it('keeps every event, oldest first and unchanged', given(async ({ ledger, other }) => {
      const events = [adopted(), started(), ended()];
      for (const event of events) await appendTo(ledger, event);
      expect(valueOf(await other.history(TARGET))).toEqual(events);
    }));

    it('keeps text, numbers and line breaks as they are', given(async ({ ledger }) => {
      const event: LedgerEvent = { ...adopted(), actor: 'Zoë <zoë@example.com>\n"\\ \u2028 ⛔', operation: '$(touch x) `;--' };
      await appendTo(ledger, event);
      expect(valueOf(await ledger.history(TARGET))).toEqual([event]);
    }));

    it('answers with a conflict and the true head when the ledger is no longer empty', given(async ({ ledger, other }) => {
      const { head } = valueOf(await ledger.append(entryAfter({ kind: 'empty' }, adopted())));
      const late = entryAfter({ kind: 'empty' }, { ...adopted(), operation: 'op-late', actor: 'somebody else' });
      expect(valueOf(await other.append(late))).toEqual({ kind: 'conflict', head });
      expect(valueOf(await ledger.history(TARGET))).toEqual([adopted()]);
    }));

    it('answers with a conflict when the head has moved on', given(async ({ ledger, other }) => {
      await appendTo(ledger, adopted());
      const stale = valueOf(await other.read(TARGET));
      await appendTo(ledger, started());
      const outcome = valueOf(await other.append(entryAfter(stale, { ...started(), operation: 'op-late', actor: 'somebody else' })));
      expect(outcome.kind).toBe('conflict');
      expect(valueOf(await ledger.read(TARGET))).toMatchObject({ kind: 'present', head: outcome.head });
      expect(valueOf(await ledger.history(TARGET))).toHaveLength(2);
    }));

    it('lets exactly one of two writers through for one head', given(async ({ ledger, other }) => {
      await appendTo(ledger, adopted());
      const view = valueOf(await ledger.read(TARGET));
      const outcomes = await Promise.all([
        ledger.append(entryAfter(view, { ...started(), operation: 'op-one' })),
        other.append(entryAfter(view, { ...started(), operation: 'op-two' })),
      ]);
      expect(outcomes.map((outcome) => valueOf(outcome).kind).sort()).toEqual(['appended', 'conflict']);
      expect(valueOf(await ledger.history(TARGET))).toHaveLength(2);
    }));

    it('keeps targets apart, also those whose names differ by little', given(async ({ ledger }) => {
      await appendTo(ledger, adopted());
      for (const target of ['fraud-prod-2', 'Fraud-Prod', 'fraud/prod', 'fraud.prod']) {
        expect(valueOf(await ledger.read(target))).toEqual({ kind: 'empty' });
        expect(valueOf(await ledger.append(entryAfter({ kind: 'empty' }, { ...adopted(), target }))).kind).toBe('appended');
      }
      expect(valueOf(await ledger.history(TARGET))).toEqual([adopted()]);
    }));

    it.each([['made anew', '1 record'], ['cut off', '2 records']] as const)('is not trusted by a job that has seen nothing of it before when it was %s', async (how, records) => {
      await given(async ({ ledger, other, storage }) => {
        if (storage === undefined) return;
        for (const event of [adopted(), started(), ended()]) await appendTo(ledger, event);
        await storage.tamper(how);
        expect(errorOf(await other.read(TARGET))).toMatchObject({ code: 'malformed', outcome: 'not-done', retryable: false, message: expect.stringContaining(`it has sequence 3, and the history has ${records}. Nothing was changed`) as string });
      })();
    });

    it.each([
      ['made anew', 'malformed', 'its history does not go on from what was there before'],
      ['cut off', 'malformed', 'its history does not go on from what was there before'],
      ['replaced', 'malformed', 'its history does not go on from what was there before'],
      ['set back', 'unavailable', 'an older head than before'],
      ['deleted', 'missing', 'gone'],
    ] as const)('is not gone on with by a job that has seen more of it when it was %s', async (how, code, words) => {
      await given(async ({ ledger, storage }) => {
        if (storage === undefined) return;
        for (const event of [adopted(), started(), ended()]) await appendTo(ledger, event);
        const view = valueOf(await ledger.read(TARGET));
        await storage.tamper(how);
        const head = await storage.head();
        const next = entryAfter(view, { ...started(), sequence: 4, operation: 'op-4' });
        expect(errorOf(await ledger.append(next))).toMatchObject({ port: 'ledger', message: expect.stringContaining(words) as string });
        expect(errorOf(await ledger.read(TARGET))).toMatchObject({ port: 'ledger', code, outcome: 'not-done', message: expect.stringContaining(words) as string });
        expect(errorOf(await ledger.append(next)).port).toBe('ledger');
        expect(errorOf(await ledger.read(TARGET)).message).toContain('protect rollouts/** from force pushes and deletion');
        // What to do can be done as it stands, with the commit that was there.
        const before = view.kind === 'present' ? view.head : '';
        expect(errorOf(await ledger.read(TARGET)).message).toContain(`git push <remote> ${code === 'malformed' ? '+' : ''}${before}:refs/heads/rollouts/`);
        expect(await storage.head()).toBe(head);
      })();
    });

    it('fails as a value when the storage is away', given(async ({ ledger, takeAway }) => {
      if (takeAway === undefined) return;
      await appendTo(ledger, adopted());
      await takeAway();
      expect(errorOf(await ledger.read(TARGET))).toMatchObject({ port: 'ledger', outcome: 'not-done' });
      expect(errorOf(await ledger.append(entryAfter({ kind: 'empty' }, adopted())))).toMatchObject({ port: 'ledger' });
    }));
  });
}

async function appendTo(ledger: Ledger, event: LedgerEvent): Promise<void> {
  const view = valueOf(await ledger.read(TARGET));
  expect(valueOf(await ledger.append(entryAfter(view, event))).kind).toBe('appended');
}
