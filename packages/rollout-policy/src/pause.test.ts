// A person has paused the target: what that stops, what it does not stop, and what a ledger must never hold.
import { aPolicy, aRollout, aSituation, blocksOf, ROLLOUT_START_MS } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Block } from './evidence.ts';
import type { LedgerEvent, Situation } from './event.ts';
import { fold } from './fold.ts';
import { stepViolations, violationsOf } from './invariants.ts';
import { planEffect } from './plan.ts';
import type { Pause, Rollout, TargetState } from './state.ts';
import { ppm } from './units.ts';

const SINCE = ROLLOUT_START_MS + 1_000;
const PAUSE: Pause = { kind: 'paused', by: 'ada', why: 'the feature store moves', sinceMs: SINCE };
const PAUSED = { code: 'paused', by: 'ada', why: 'the feature store moves', sinceMs: SINCE };
const policy = aPolicy({ promise: { badRequestsMax: 1_000_000 } });

type Seen = Partial<Situation> & { readonly pause?: Pause };

function decided(unpaused: Rollout, { pause = PAUSE, ...situation }: Seen, evidence: Parameters<typeof decide>[1] = {}): Decision {
  const rollout = { ...unpaused, pause };
  return decide(rollout, evidence, aSituation(rollout, situation)).decision;
}

function blocks(count: number, candidateEvents: number): readonly Block[] {
  return Array.from({ length: count }, (_, index) => ({
    fromMs: ROLLOUT_START_MS + index * 30_000,
    toMs: ROLLOUT_START_MS + (index + 1) * 30_000,
    cells: { all: { stable: { trials: 3_000, events: 60 }, candidate: { trials: 3_000, events: candidateEvents } } },
  }));
}

const GOOD = blocksOf('errors', blocks(40, 60));
const FAILING = blocksOf('errors', blocks(40, 900));

describe('a paused target', () => {
  it('raises nothing that would be raised otherwise, and says who paused it, since when and why', () => {
    const rollout = aRollout(policy).at(100_000);
    expect(decided(rollout, { pause: { kind: 'none' } }, GOOD)).toMatchObject({ kind: 'advance' });
    const decision = decided(rollout, {}, GOOD);
    expect(decision).toMatchObject({ kind: 'hold', from: 100_000, to: 100_000, needs: 'nothing', reasons: [PAUSED], stageIndex: 1 });
    expect(planEffect(rollout, decision, 5, ppm(100_000))).toEqual({ kind: 'none' });
  });

  it('is not raised by an approval either', () => {
    expect(decided(aRollout(policy).at(100_000), { request: { kind: 'approve', actor: 'bob' } }, GOOD)).toMatchObject({ kind: 'hold', reasons: [PAUSED] });
  });

  it('is not promoted, also when that was decided before, and does not finish', () => {
    const waiting: Rollout = { ...aRollout(policy).at(500_000), phase: 'awaiting-promotion' };
    expect(decided(waiting, { pause: { kind: 'none' } })).toMatchObject({ kind: 'promote' });
    expect(decided(waiting, {})).toMatchObject({ kind: 'hold', reasons: [PAUSED] });
    const rollout = aRollout(policy).at(990_000);
    const baking: Rollout = { ...rollout, phase: 'baking', stageIndex: 2, pointerMoved: true };
    expect(decided(baking, { pause: { kind: 'none' } }, GOOD)).toMatchObject({ kind: 'finished' });
    expect(decided(baking, {}, GOOD)).toMatchObject({ kind: 'hold', reasons: [PAUSED] });
  });

  it('is taken out, stepped back and halted as ever', () => {
    const rollout = aRollout(policy).at(100_000);
    expect(decided(rollout, {}, FAILING)).toMatchObject({ kind: 'rollback', to: 0, reasons: [{ code: 'regression' }] });
    expect(decided(rollout, { request: { kind: 'abort', actor: 'bob', why: 'enough' } })).toMatchObject({ kind: 'rollback', reasons: [{ code: 'aborted' }] });
    expect(decided({ ...rollout, phase: 'leaving', leavingWhy: 'aborted' }, {})).toMatchObject({ kind: 'rollback', reasons: [{ code: 'leaving' }] });
    const late = { nowMs: ROLLOUT_START_MS + policy.promise.decideWithinMs };
    const expiring = aRollout(aPolicy({ promise: { ifUndecided: 'rollback' } })).at(100_000);
    expect(decided(expiring, late)).toMatchObject({ kind: 'rollback', reasons: [{ code: 'undecided' }] });
    const promoting = aRollout(aPolicy({ promise: { badRequestsMax: 1_000_000, decideWithinMs: 600_000, ifUndecided: 'promote' } })).at(100_000);
    const atDeadline = { nowMs: ROLLOUT_START_MS + 1_200_000 };
    expect(decided(promoting, { ...atDeadline, pause: { kind: 'none' } }, GOOD)).toMatchObject({ kind: 'promote', reasons: [{ code: 'undecided' }] });
    expect(decided(promoting, atDeadline, GOOD)).toMatchObject({ kind: 'hold', reasons: [PAUSED] });
  });

  it('says so in every hold: first where nobody is asked, last where somebody is', () => {
    const rollout = aRollout(policy).at(100_000);
    expect(decided(rollout, {}).reasons.map(({ code }) => code)).toEqual(['paused', 'insufficient']);
    expect(decided(rollout, { frozen: { kind: 'changed', paths: ['data/x'] } })).toMatchObject({ needs: 'approval', reasons: [{ code: 'frozen-data-changed' }, { code: 'paused' }] });
  });
});

describe('pausing in the ledger', () => {
  const started = aRollout(policy).state();
  const paused = then(started, { kind: 'paused', why: PAUSE.kind === 'paused' ? PAUSE.why : '' });

  it('is a word of a person with a time, with or without a rollout, until it is resumed', () => {
    expect(paused.pause).toEqual(PAUSE);
    expect(paused.rollout).toEqual({ ...started.rollout, pause: PAUSE });
    expect(then(paused, { kind: 'resumed', why: 'moved' }).pause).toEqual({ kind: 'none' });
    expect(then({ ...started, rollout: { kind: 'none' } }, { kind: 'paused', why: '' }).pause).toMatchObject({ by: 'ada', why: '' });
  });

  it.each<[string, () => unknown]>([
    ['a second pause', () => then(paused, { kind: 'paused', why: 'again' })],
    ['a resumption of what is not paused', () => then(started, { kind: 'resumed', why: '' })],
    ['a start', () => then({ ...paused, rollout: { kind: 'none' } }, { kind: 'started', rolloutId: 'r2', candidate: { version: 'v3', digest: 'sha256:3', slot: 'b', artifact: 'x' }, policy, policyDigest: 'p', attempt: 1, why: '' })],
  ])('refuses %s', (_, broken) => {
    expect(broken).toThrow();
  });

  it('holds no raise on a paused target, and no rollout that does not know', () => {
    const rollout = paused.rollout.kind === 'live' ? paused.rollout : aRollout(policy).fresh();
    const effect = { kind: 'set-weight', id: 'r1/4/10000', rolloutId: 'r1', sequence: 4, weight: ppm(10_000), mirror: ppm(0), purpose: 'advance' } as const;
    const look = (done: boolean): LedgerEvent => ({ schema: 1, sequence: paused.sequence + 1, atMs: SINCE, operation: 'op', actor: 'ada', kind: 'ticked', rolloutId: 'r1', evidence: {}, situation: aSituation(rollout), decision: decided(rollout, {}), effect: done ? { kind: 'intended', effect } : { kind: 'none' }, snapshot: null });
    const rulesOf = (event: LedgerEvent): readonly string[] => stepViolations(paused, event, fold({ kind: 'present', state: paused }, event)).map(({ rule }) => rule);
    expect(rulesOf(look(false))).toEqual([]);
    expect(rulesOf(look(true))).toEqual(['nothing is raised on a paused target']);
    expect(violationsOf({ ...paused, rollout: { ...rollout, pause: { kind: 'none' } } }).map(({ rule }) => rule)).toEqual(['a rollout knows whether its target is paused']);
  });
});

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never;

function then(state: TargetState, part: Part<LedgerEvent>): TargetState {
  return fold({ kind: 'present', state }, { ...part, schema: 1, sequence: state.sequence + 1, atMs: SINCE, operation: 'op', actor: 'ada' });
}
