import { failed, ok, type LedgerView } from '@rampart/rollout-engine';
import { foldAll, ppm, type LedgerEvent, type TargetState } from '@rampart/rollout-policy';
import { describe, expect, it } from 'vitest';
import { aReading, aState, DIGEST, NOW_MS, OTHER_DIGEST } from '../../test/a-visit.ts';
import { aPolicy } from '@rampart/testing/fakes';
import type { WorkflowReading } from '../readings/github-readings.ts';
import { examineLedger } from './examine-ledger.ts';
import { examineSchedule } from './examine-schedule.ts';

const envelope = (sequence: number, atMs: number) => ({ schema: 1, sequence, atMs, operation: `o${String(sequence)}`, actor: 'ada' }) as const;
const ADOPTED: LedgerEvent = { ...envelope(1, NOW_MS - 60_000), kind: 'adopted', target: 'fraud-prod', slots: ['a', 'b'], stable: { version: 'v1', digest: DIGEST, slot: 'a' } };
const PAUSED: LedgerEvent = { ...envelope(2, NOW_MS - 30_000), kind: 'paused', why: 'holidays' };
const STARTED: LedgerEvent = { ...envelope(2, NOW_MS - 7_200_000), kind: 'started', rolloutId: 'r1', candidate: { version: 'v2', digest: OTHER_DIGEST, slot: 'b', artifact: 'x' }, policy: aPolicy(), policyDigest: 'sha256:p', attempt: 1, why: '' };

function recorded(events: readonly LedgerEvent[], change: (state: TargetState) => TargetState = (state) => state) {
  const folded = foldAll(events);
  const state = folded.kind === 'present' ? change(folded.state) : aState();
  return { view: ok<LedgerView>({ kind: 'present', head: 'h', state }), events: ok(events) };
}

const codes = (ledger: ReturnType<typeof recorded>): readonly (readonly [string, string])[] => examineLedger(aReading({ ledger })).findings.map(({ code, gravity }) => [code, gravity]);

describe('examineLedger', () => {
  it('finds nothing in a history that adds up, and tells its age', () => {
    const found = examineLedger(aReading({ ledger: recorded([ADOPTED]) }));
    expect(found).toEqual({ area: 'ledger', saw: ['1 event, schema 1, head 1 min old', 'its data is not frozen'], findings: [] });
  });

  it('remarks on an empty one and refuses one that cannot be read', () => {
    expect(examineLedger(aReading()).findings).toEqual([expect.objectContaining({ code: 'RMP813', gravity: 'mind' })]);
    const view = failed<LedgerView>({ port: 'ledger', code: 'malformed', message: 'schema 2', retryable: false, outcome: 'not-done' });
    expect(examineLedger(aReading({ ledger: { view, events: ok([]) } })).findings).toEqual([expect.objectContaining({ code: 'RMP811', gravity: 'mend', seen: 'schema 2' })]);
  });

  it('sees a state that its events do not add up to, and events that do not follow from each other', () => {
    expect(codes(recorded([ADOPTED], (state) => ({ ...state, stable: { ...state.stable, version: 'v0' } })))).toEqual([['RMP812', 'mend']]);
    expect(codes({ ...recorded([ADOPTED]), events: ok([ADOPTED, ADOPTED]) })).toEqual([['RMP812', 'mend']]);
  });

  it('says that nothing starts on a paused target', () => {
    expect(codes(recorded([ADOPTED, PAUSED]))).toEqual([['RMP814', 'mend']]);
  });

  it('says that nobody looks at a candidate with traffic; and nothing of one without', () => {
    const exposed = (state: TargetState): TargetState => (state.rollout.kind === 'live' ? { ...state, rollout: { ...state.rollout, weight: ppm(10_000) } } : state);
    expect(codes(recorded([ADOPTED, STARTED]))).toEqual([]);
    expect(codes(recorded([ADOPTED, STARTED], exposed))).toContainEqual(['RMP815', 'mend']);
  });

  it('says that the freeze cannot be read, whatever the ledger is', () => {
    const freeze = failed<never>({ port: 'freeze', code: 'unavailable', message: 'away', retryable: true, outcome: 'not-done' });
    expect(examineLedger(aReading({ ledger: recorded([ADOPTED]), freeze })).findings).toEqual([expect.objectContaining({ code: 'RMP816' })]);
  });
});

describe('examineSchedule', () => {
  const looks = (everyMs: number) => Array.from({ length: 12 }, (_, index) => ({ ...envelope(index + 3, NOW_MS + index * everyMs), kind: 'ticked', rolloutId: 'r1', situation: { router: { kind: 'read', weight: 10_000 } } }) as unknown as LedgerEvent);
  const found = (everyMs: number) => examineSchedule(aReading({ ledger: { view: ok({ kind: 'empty' }), events: ok(looks(everyMs)) } }), []);
  const workflow = (answer: WorkflowReading['answer']) => examineSchedule(aReading(), [{ file: 'rollout.yml', repository: 'acme/models', answer }]);

  it('says the truth to write where looks come hours apart', () => {
    expect(found(4 * 3_600_000).findings).toEqual([expect.objectContaining({ code: 'RMP881', gravity: 'mind', fix: expect.objectContaining({ paste: ['expert: {tick: 4h}'] }) })]);
    expect(found(300_000).findings).toEqual([]);
  });

  it('tells nothing from the looks of a job that stays', () => {
    expect(found(30_000)).toMatchObject({ saw: [expect.stringContaining('too few')], findings: [] });
  });

  it.each([
    ['disabled_inactivity', /60 days/],
    ['disabled_manually', /somebody has disabled it/],
    ['disabled_fork', /fork/],
    ['disabled_by_something_new', /disabled_by_something_new/],
  ])('says that a workflow is %s, and what starts it again', (state, words) => {
    expect(workflow({ kind: 'known', state }).findings).toEqual([expect.objectContaining({ code: 'RMP882', gravity: 'mend', about: 'rollout.yml', seen: expect.stringMatching(words) as string, fix: expect.objectContaining({ paste: ['gh workflow enable rollout.yml --repo acme/models'] }) as object })]);
  });

  it.each([
    [{ kind: 'known', state: 'active' } as const, 'rollout.yml is active on acme/models'],
    [{ kind: 'may-not' } as const, 'whether GitHub has disabled rollout.yml was not looked at: that takes actions: read'],
    [{ kind: 'not-there' } as const, 'acme/models knows no workflow rollout.yml: GitHub takes schedules from the default branch alone'],
    [{ kind: 'unknown', why: 'no answer' } as const, 'whether GitHub has disabled rollout.yml could not be read: no answer'],
  ])('finds nothing in %j, and tells it', (answer, words) => {
    expect(workflow(answer)).toMatchObject({ saw: [expect.anything(), words], findings: [] });
  });
});
