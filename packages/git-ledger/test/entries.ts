// Builders of ledger entries. Only what a test names matters to it.
import type { LedgerEntry, LedgerView } from '@rampart/rollout-engine';
import { ppm } from '@rampart/rollout-policy';
import type { LedgerEvent, Rollout, TargetState } from '@rampart/rollout-policy';

const stable = { slot: 'a', version: 'v1.0.0', digest: `sha256:${'1'.repeat(64)}` };
const candidate = { slot: 'b', version: 'v1.1.0', digest: `sha256:${'2'.repeat(64)}`, artifact: 'file:///models/v2.onnx' };

export function aState(target: string, sequence: number): TargetState {
  return { schema: 1, target, sequence, slots: ['a', 'b'], stable, rollout: { kind: 'none' }, ended: [] };
}

/** The inner parts of policy and checks are not the ledger's business. */
export function aLiveState(target: string, sequence: number): TargetState {
  const rollout = {
    kind: 'live',
    id: 'r1',
    candidate,
    policy: { target },
    policyDigest: 'sha256:00',
    startedAtMs: 1,
    phase: 'trial',
    stageIndex: 1,
    stageEnteredAtMs: 1,
    weightSinceMs: 2,
    weight: ppm(10_000),
    weightMax: ppm(10_000),
    firstWeight: ppm(10_000),
    pending: { kind: 'set-weight', id: 'r1/3', rolloutId: 'r1', sequence: 3, weight: ppm(50_000), purpose: 'advance' },
    exclusions: [{ fromMs: 1, toMs: Number.MAX_SAFE_INTEGER }],
    checks: { errors: { watermarkMs: 5, originMs: -1, odds: 0.1 + 0.2 } },
    snapshot: null,
    approved: false,
    pointerMoved: false,
    confirmedEffect: '',
    lastRuling: '',
    leavingWhy: '',
  } as unknown as Rollout;
  return { ...aState(target, sequence), rollout };
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
    situation: { nowMs: 7, nextLookMs: 1, router: { kind: 'unreadable', why: 'x' }, candidate: { kind: 'unknown', why: 'x' }, stable: 'unknown', frozen: { kind: 'none' }, request: { kind: 'none' } },
    decision: {
      kind: 'hold',
      from: ppm(0),
      to: ppm(0),
      needs: 'nothing',
      reasons: [{ code: 'stable-dead' }],
      checks: [],
      harm: { excess: -0, budget: Number.POSITIVE_INFINITY },
      stageIndex: 0,
    },
    effect: { kind: 'none' },
    snapshot: { counters: { b: 1, a: 2 } },
  };
}
