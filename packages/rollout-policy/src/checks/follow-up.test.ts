// Labels that come after a release has ended.
import { aCheck, aPolicy, aRollout, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { fold } from '../fold.ts';
import type { Block, Cell, Evidence } from '../evidence.ts';
import type { LedgerEvent, TargetState } from '../index.ts';
import { ppm } from '../units.ts';
import { followUp } from './follow-up.ts';

const DAY = 86_400_000;
const labels = aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://labels.test/' }, everyMs: 3_600_000, matureMs: DAY }, then: 'tell' });
const policy = aPolicy({ checks: [aCheck(), labels], plan: [...aPolicy().plan, { kind: 'follow', durationMs: 30 * DAY, then: 'tell' }] });

const news = (fromMs: number, count: number, candidate: number): Readonly<Record<string, Evidence>> => {
  const all: Cell = { stable: { trials: 1_000, events: 50 }, candidate: { trials: 1_000, events: candidate } };
  const blocks = Array.from({ length: count }, (_, index): Block => ({ fromMs: fromMs + index * 3_600_000, toMs: fromMs + (index + 1) * 3_600_000, cells: { all } }));
  return { accuracy: { kind: 'blocks', blocks, gaps: [] } };
};

/** The ledger of a release that was promoted, baked and finished. */
function finished(): TargetState {
  const at = aRollout(policy).at(990_000);
  const finish = { kind: 'set-weight' as const, id: 'r1/4/1000000', rolloutId: 'r1', sequence: 4, weight: ppm(1_000_000), mirror: ppm(0), purpose: 'finish' as const };
  const live: TargetState = { ...aRollout(policy).state(), rollout: { ...at, phase: 'baking', pending: finish } };
  return fold({ kind: 'present', state: live }, { kind: 'confirmed', schema: 1, sequence: 3, atMs: ROLLOUT_START_MS + DAY, operation: 'c', actor: 'a', rolloutId: 'r1', effectId: finish.id, observed: ppm(1_000_000), settledAtMs: ROLLOUT_START_MS + DAY });
}

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never;

const event = (state: TargetState, part: Part<Extract<LedgerEvent, { kind: 'followed-up' | 'restored' }>>, atMs = ROLLOUT_START_MS + 3 * DAY): LedgerEvent =>
  ({ ...part, schema: 1, sequence: state.sequence + 1, atMs, operation: 'o', actor: 'a' });

describe('followUp', () => {
  it('keeps a finished release and its label checks, and holds no lock on the target', () => {
    const state = finished();
    expect(state.rollout).toEqual({ kind: 'none' });
    expect(state.following).toMatchObject([{ id: 'r1', candidate: { version: 'v2' }, previous: { version: 'v1', slot: 'a' }, untilMs: ROLLOUT_START_MS + 31 * DAY }]);
    expect(Object.keys(state.following[0]?.checks ?? {})).toEqual(['accuracy']);
  });

  it('finds what the labels say after the end, tells it once, and finds nothing in labels that are alike', () => {
    const [followed] = finished().following;
    if (followed === undefined) throw new Error('it is followed');
    expect(followUp(followed, news(ROLLOUT_START_MS, 60, 50)).worse).toEqual([]);
    const first = followUp(followed, news(ROLLOUT_START_MS, 60, 120));
    expect(first.worse).toEqual(['accuracy']);
    expect(followUp(first.followed, news(ROLLOUT_START_MS + 60 * 3_600_000, 5, 120)).worse).toEqual([]);
  });

  it('ends when its time is over', () => {
    const state = finished();
    const labelled = fold({ kind: 'present', state }, event(state, { kind: 'followed-up', rolloutId: 'r1', evidence: news(ROLLOUT_START_MS, 2, 50), worse: [] }));
    expect(labelled.following[0]?.checks['accuracy']?.blocksUsed).toBe(2);
    const late = fold({ kind: 'present', state: labelled }, event(labelled, { kind: 'followed-up', rolloutId: 'r1', evidence: {}, worse: [] }, ROLLOUT_START_MS + 32 * DAY));
    expect(late.following).toEqual([]);
  });

  it('gives the target back to what served before, when the release is taken out', () => {
    const state = finished();
    const restored = fold({ kind: 'present', state }, event(state, { kind: 'restored', rolloutId: 'r1', why: 'accuracy' }));
    expect(restored).toMatchObject({ stable: { version: 'v1', slot: 'a' }, following: [], ended: [{ outcome: 'promoted' }, { outcome: 'rolled-back', why: 'accuracy' }] });
    expect(() => fold({ kind: 'present', state: restored }, event(restored, { kind: 'restored', rolloutId: 'r1', why: 'again' }))).toThrow(/followed release/);
  });
});
