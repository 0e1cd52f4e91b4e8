import { aPolicy, aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { LedgerEvent, Ticked } from './event.ts';
import { fold, foldAll } from './fold.ts';
import { stepViolations, violationsOf } from './invariants.ts';
import type { Effect, Rollout, TargetState } from './state.ts';
import { InvariantError, ppm } from './units.ts';

const AT = ROLLOUT_START_MS + 60_000;
const policy = aPolicy({ expert: { warmUpMs: 5_000 } });
const started = aRollout(policy).state();

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never;

function next(state: TargetState, part: Part<LedgerEvent>, atMs = AT): TargetState {
  return fold({ kind: 'present', state }, event(state, part, atMs));
}

function event(state: TargetState, part: Part<LedgerEvent>, atMs = AT): LedgerEvent {
  return { ...part, schema: 1, sequence: state.sequence + 1, atMs, operation: 'op', actor: 'test' };
}

function live(state: TargetState): Rollout {
  if (state.rollout.kind === 'none') throw new Error('no live rollout');
  return state.rollout;
}

const effect = (state: TargetState, weight: number, purpose: Effect['purpose'] = 'advance'): Effect => ({ kind: 'set-weight', id: `r1/${String(state.sequence + 1)}/${String(weight)}`, rolloutId: 'r1', sequence: state.sequence + 1, weight: ppm(weight), mirror: ppm(0), purpose });

function ticked(state: TargetState, parts: Partial<Decision>, done: Ticked['effect'] = { kind: 'none' }, news: Partial<Ticked> = {}): Part<Ticked> {
  const rollout = live(state);
  const { decision } = decide(rollout, {}, aSituation(rollout));
  return { kind: 'ticked', rolloutId: 'r1', evidence: {}, situation: aSituation(rollout, { nowMs: AT - 1_000 }), decision: { ...decision, ...parts }, effect: done, snapshot: null, ...news };
}

function at(weight: number): TargetState {
  const intended = next(started, ticked(started, { kind: 'advance', stageIndex: 1 }, { kind: 'intended', effect: effect(started, weight) }));
  return next(intended, { kind: 'confirmed', rolloutId: 'r1', effectId: effect(started, weight).id, observed: ppm(weight), settledAtMs: AT + 2_000 });
}

function waiting(): TargetState {
  const state = at(500_000);
  return next(state, ticked(state, { kind: 'promote' }));
}

describe('fold', () => {
  it('has a raise in force only once it is confirmed, and drops evidence from the decision until it settled and warmed up', () => {
    const intended = next(started, ticked(started, { kind: 'advance', stageIndex: 1 }, { kind: 'intended', effect: effect(started, 10_000) }));
    expect(live(intended)).toMatchObject({ weight: 0, firstWeight: 0, pending: { weight: 10_000 }, exclusions: [{ fromMs: AT - 1_000, toMs: Number.MAX_SAFE_INTEGER }] });
    expect(live(at(10_000))).toMatchObject({ weight: 10_000, firstWeight: 10_000, weightMax: 10_000, pending: { kind: 'none' }, weightSinceMs: AT + 2_000, exclusions: [{ fromMs: AT - 1_000, toMs: AT + 7_000 }], confirmedEffect: 'r1/3/10000' });
  });

  it('has a lowering in force as it is recorded, and keeps the highest weight', () => {
    const state = at(100_000);
    const lowered = next(state, ticked(state, { kind: 'stepBack' }, { kind: 'done', effect: effect(state, 10_000, 'stepBack') }), AT + 60_000);
    expect(live(lowered)).toMatchObject({ weight: 10_000, weightMax: 100_000, firstWeight: 100_000, phase: 'trial', pending: { kind: 'none' } });
    const unsure = next(state, ticked(state, { kind: 'stepBack' }, { kind: 'unconfirmed', effect: effect(state, 10_000, 'stepBack') }), AT + 60_000);
    expect(live(unsure)).toMatchObject({ weight: 100_000, pending: { weight: 10_000 } });
  });

  it('drops a recorded raise that a later look does not find at the router', () => {
    const intended = next(started, ticked(started, { kind: 'advance' }, { kind: 'intended', effect: effect(started, 10_000) }));
    expect(live(next(intended, ticked(intended, { kind: 'hold' }))).pending).toEqual({ kind: 'none' });
    const inForce = ticked(intended, { kind: 'hold' }, { kind: 'none' }, { situation: aSituation(live(intended), { router: { kind: 'read', weight: ppm(10_000), step: ppm(1_000), ours: true, mirror: ppm(0) } }) });
    expect(live(next(intended, inForce)).pending).toMatchObject({ weight: 10_000 });
  });

  it('goes from promotion to bake to the end, where the slots have swapped roles', () => {
    const baking = next(waiting(), { kind: 'promoted', rolloutId: 'r1', pointer: 'p' });
    expect(live(baking)).toMatchObject({ phase: 'baking', pointerMoved: true, stageIndex: 2 });
    const finishing = next(baking, ticked(baking, { kind: 'finished' }, { kind: 'intended', effect: effect(baking, 1_000_000, 'finish') }));
    const done = next(finishing, { kind: 'confirmed', rolloutId: 'r1', effectId: effect(baking, 1_000_000).id, observed: ppm(1_000_000), settledAtMs: AT });
    expect(done).toMatchObject({ rollout: { kind: 'none' }, stable: { version: 'v2', slot: 'b' }, ended: [{ outcome: 'promoted', weightMax: 1_000_000 }] });
  });

  it('ends without promotion at nothing, and keeps fifty ends', () => {
    const ended = next(started, { kind: 'ended', rolloutId: 'r1', outcome: 'rolled-back', why: 'aborted', observed: ppm(0) });
    expect(ended).toMatchObject({ rollout: { kind: 'none' }, stable: { version: 'v1' }, ended: [{ outcome: 'rolled-back', why: 'aborted' }] });
    const many: TargetState = { ...started, ended: Array.from({ length: 50 }, () => ended.ended[0]).filter((one) => one !== undefined) };
    expect(next(many, { kind: 'ended', rolloutId: 'r1', outcome: 'expired', why: 'undecided', observed: ppm(0) }).ended).toMatchObject({ length: 50, 49: { outcome: 'expired' } });
  });

  it('keeps an exclusion until the slowest check is past it', () => {
    const state = at(10_000);
    const block = { fromMs: AT + 10_000, toMs: AT + 40_000, cells: { all: { stable: { trials: 9, events: 0 }, candidate: { trials: 9, events: 0 } } } };
    expect(live(next(state, ticked(state, {}))).exclusions).toHaveLength(1);
    expect(live(next(state, ticked(state, {}, { kind: 'none' }, { evidence: blocksOf('errors', [block]) }))).exclusions).toHaveLength(0);
  });

  it.each<[string, () => unknown]>([
    ['a gap in the sequence', () => fold({ kind: 'present', state: started }, { ...event(started, ticked(started, {})), sequence: 9 })],
    ['a first event that adopts nothing', () => foldAll([{ ...event(started, ticked(started, {})), sequence: 1 }])],
    ['a second adoption', () => next(started, { kind: 'adopted', target: 't', slots: ['a', 'b'], stable: started.stable })],
    ['a second live rollout', () => next(started, { kind: 'started', rolloutId: 'r2', candidate: live(started).candidate, policy, policyDigest: 'p', attempt: 1, why: '' })],
    ['a candidate in the slot that serves', () => next({ ...started, rollout: { kind: 'none' } }, { kind: 'started', rolloutId: 'r2', candidate: { ...live(started).candidate, slot: 'a' }, policy, policyDigest: 'p', attempt: 1, why: '' })],
    ['an event of another rollout', () => next(started, { ...ticked(started, {}), rolloutId: 'r9' })],
    ['an effect of another rollout', () => next(started, { kind: 'intended', rolloutId: 'r1', effect: { ...effect(started, 1), rolloutId: 'r9' } })],
    ['a confirmation of what is not pending', () => next(started, { kind: 'confirmed', rolloutId: 'r1', effectId: 'r1/1/1', observed: ppm(1), settledAtMs: AT })],
    ['a promotion that was not decided', () => next(at(10_000), { kind: 'promoted', rolloutId: 'r1', pointer: 'p' })],
    ['an end with traffic', () => next(at(10_000), { kind: 'ended', rolloutId: 'r1', outcome: 'rolled-back', why: '', observed: ppm(1) })],
    ['a raise of what leaves', () => {
      const state = at(10_000);
      return next(state, ticked(state, { kind: 'rollback' }, { kind: 'intended', effect: effect(state, 20_000) }));
    }],
  ])('refuses %s', (_, broken) => {
    expect(broken).toThrow(InvariantError);
  });
});

describe('violationsOf and stepViolations', () => {
  const good = at(100_000);
  const rollout = live(good);
  const wrong = (parts: Partial<Rollout>): TargetState => ({ ...good, rollout: { ...rollout, ...parts } });
  const errors = rollout.checks['errors'];
  if (errors === undefined) throw new Error('the policy has this check');

  it('find nothing in a state that was folded', () => {
    expect(violationsOf(good)).toEqual([]);
    expect(violationsOf({ ...good, rollout: { kind: 'none' } })).toEqual([]);
  });

  it.each<[string, TargetState]>([
    ['stable has a slot of the target', { ...good, stable: { ...good.stable, slot: 'z' } }],
    ['candidate and stable have different slots', wrong({ candidate: { ...rollout.candidate, slot: 'a' } })],
    ['a candidate that leaves is never raised', wrong({ phase: 'leaving', pending: effect(good, 1) })],
    ['the claims of a check share one error budget', wrong({ checks: { errors: { ...errors, claims: { all: { share: 1.01, wealth: errors.same } } } } })],
  ])('find: %s', (rule, state) => {
    expect(violationsOf(state).map((violation) => violation.rule)).toContain(rule);
  });

  it.each<[string, TargetState, TargetState]>([
    ['after a rollback the weight never rises', wrong({ phase: 'leaving' }), wrong({ phase: 'leaving', weight: ppm(100_001) })],
    ['a raise is in force only once it was confirmed', good, wrong({ weight: ppm(100_001) })],
    ['the weight rises within what the phase allows', good, wrong({ weight: ppm(500_001) })],
    ['evidence is used once', good, wrong({ checks: { errors: { ...errors, watermarkMs: errors.watermarkMs - 1 } } })],
  ])('find in a step: %s', (rule, before, after) => {
    expect(stepViolations(before, event(before, ticked(before, {})), after).map((violation) => violation.rule)).toContain(rule);
    expect(stepViolations(before, event(before, ticked(before, {})), before)).toEqual([]);
  });
});
