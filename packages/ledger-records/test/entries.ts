// Builders of ledger entries. Only what a test names matters to it.
import type { LedgerEntry, LedgerView } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import type { Effect, Followed, LedgerEvent, Rollout, TargetState } from '@rampart/rollout-policy';
import { aPolicy, aRollout } from '@rampart/testing/fakes';

const stable = { slot: 'a', version: 'v1.0.0', digest: `sha256:${'1'.repeat(64)}` };
const candidate = { slot: 'b', version: 'v1.1.0', digest: `sha256:${'2'.repeat(64)}`, artifact: 'file:///models/v2.onnx' };

export function aState(target: string, sequence: number): TargetState {
  return { schema: 1, target, sequence, slots: ['a', 'b'], stable, rollout: { kind: 'none' }, pause: { kind: 'none' }, following: [], ended: [] };
}

/** In its ramp, a raise recorded and not confirmed, numbers that no decimal writes exactly. */
export function aLiveState(target: string, sequence: number): TargetState {
  const fresh = aRollout(aPolicy({ target })).fresh();
  const pending: Effect = { kind: 'set-weight', id: 'r1/3', rolloutId: 'r1', sequence: 3, weight: ppm(50_000), mirror: ppm(0), purpose: 'advance' };
  const checks = Object.fromEntries(Object.entries(fresh.checks).map(([name, check]) => [name, { ...check, odds: 0.1 + 0.2, oddsPeak: Number.POSITIVE_INFINITY }]));
  const rollout: Rollout = { ...fresh, candidate, stageIndex: 1, weight: ppm(10_000), weightMax: ppm(10_000), firstWeight: ppm(10_000), mirror: ppm(0), pending, exclusions: [{ fromMs: 1, toMs: Number.MAX_SAFE_INTEGER }], checks };
  return { ...aState(target, sequence), rollout };
}

/** Finished, its labels still awaited. */
export function aFollowedState(target: string, sequence: number): TargetState {
  const { policy, checks, exclusions } = aRollout(aPolicy({ target })).fresh();
  const { version, digest, slot } = candidate;
  const followed: Followed = { id: 'r1', candidate: { version, digest, slot }, previous: stable, policy, checks, exclusions, endedAtMs: 5, untilMs: 10, told: ['errors'] };
  return { ...aState(target, sequence), following: [followed] };
}

export function anEvent(target: string, sequence: number, more: Partial<Pick<LedgerEvent, 'operation' | 'actor' | 'atMs'>> = {}): LedgerEvent {
  const envelope = { schema: 1, sequence, atMs: 1_700_000_000_000 + sequence * 1000, operation: `op/${sequence}`, actor: 'tester', ...more } as const;
  if (sequence === 1) return { ...envelope, kind: 'adopted', target, slots: ['a', 'b'], stable };
  return { ...envelope, kind: 'confirmed', rolloutId: 'r1', effectId: `r1/${sequence}`, observed: ppm(10_000), settledAtMs: 5 };
}

export interface EntryParts {
  readonly target: string;
  readonly head: LedgerEntry['expectedHead'];
  readonly sequence: number;
  readonly event?: Parameters<typeof anEvent>[2];
  readonly title?: string;
}

export function anEntry({ target, head, sequence, event, title }: EntryParts): LedgerEntry {
  return { target, expectedHead: head, event: anEvent(target, sequence, event), state: aState(target, sequence), title: title ?? `event ${sequence}` };
}

export function headOf(view: LedgerView): LedgerEntry['expectedHead'] {
  return view.kind === 'empty' ? { kind: 'empty' } : { kind: 'at', head: view.head };
}

/** A ticked event as decide() writes it while nothing is known: with an infinite bound. */
export function aTickedEvent(sequence: number): LedgerEvent {
  const counts = { trials: 100, events: 1 };
  return {
    schema: 1,
    sequence,
    atMs: 1_700_000_000_000,
    operation: 'tick/r1/5',
    actor: 'tester',
    kind: 'ticked',
    rolloutId: 'r1',
    evidence: {
      errors: { kind: 'blocks', blocks: [{ fromMs: 0, toMs: 5, cells: { all: { stable: counts, candidate: counts } } }], gaps: [] },
      accuracy: { kind: 'no-data', why: 'labels are not in yet' },
    },
    situation: { nowMs: 7, nextLookMs: 1, router: { kind: 'unreadable', why: 'x' }, candidate: { kind: 'unknown', why: 'x' }, stable: 'unknown', frozen: { kind: 'none' }, smoke: { kind: 'not-asked' }, quiet: { kind: 'no' }, request: { kind: 'none' } },
    decision: {
      kind: 'hold',
      from: ppm(0),
      to: ppm(0),
      mirror: ppm(0),
      needs: 'nothing',
      reasons: [{ code: 'stable-dead' }],
      checks: [],
      merged: { odds: 1, oddsNeeded: 100 },
      turning: { kind: 'none' }, answered: [],
      harm: { excess: -0, budget: Number.POSITIVE_INFINITY },
      stageIndex: 0,
    },
    effect: { kind: 'none' },
    snapshot: { counters: { b: 1, a: 2 } },
  };
}

/** Labels of a release that ended, and what came of them. */
export function followUpEvents(sequence: number): readonly [LedgerEvent, LedgerEvent] {
  const counts = { trials: 100, events: 1 };
  const envelope = { schema: 1, atMs: 1_700_000_000_000, actor: 'tester', rolloutId: 'r1' } as const;
  const evidence = { accuracy: { kind: 'blocks', blocks: [{ fromMs: 0, toMs: 5, cells: { all: { stable: counts, candidate: counts } } }], gaps: [] } } as const;
  return [
    { ...envelope, sequence, operation: `follow/r1/${sequence}`, kind: 'followed-up', evidence, worse: ['accuracy'] },
    { ...envelope, sequence: sequence + 1, operation: 'restore/r1', kind: 'restored', why: 'accuracy' },
  ];
}

/** A person stops what goes up, and lets it go on. */
export function pauseEvents(sequence: number): readonly [LedgerEvent, LedgerEvent] {
  const envelope = { schema: 1, atMs: 1_700_000_000_000, actor: 'ada' } as const;
  return [
    { ...envelope, sequence, operation: `pause/${sequence}/ada`, kind: 'paused', why: 'page 17' },
    { ...envelope, sequence: sequence + 1, operation: `resume/${sequence + 1}/ada`, kind: 'resumed', why: '' },
  ];
}
