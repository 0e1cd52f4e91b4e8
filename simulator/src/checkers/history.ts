// A recording, read look by look: what was known before each recorded look, what was seen in it, and what was decided.
import type { LedgerEvent, Rollout, TargetState } from '@rampart/rollout-policy';
import type { Recording } from '../rollout/recording.ts';

export type Ticked = Extract<LedgerEvent, { kind: 'ticked' }>;

export interface RecordedLook {
  readonly event: Ticked;
  /** Place among the recording's events. */
  readonly index: number;
  /** Offset. */
  readonly atMs: number;
  /** The rollout as the ledger had it before, and the target after. */
  readonly rollout: Rollout;
  readonly after: TargetState;
}

export function recordedLooks({ events, states, startMs }: Recording): readonly RecordedLook[] {
  const looks: RecordedLook[] = [];
  for (const [index, event] of events.entries()) {
    const rollout = states[index - 1]?.rollout;
    const after = states[index];
    if (event.kind === 'ticked' && rollout?.kind === 'live' && after !== undefined) looks.push({ event, index, atMs: event.situation.nowMs - startMs, rollout, after });
  }
  return looks;
}

/** Raises, whoever makes them: recorded intents to expose more than the ledger says is exposed. */
export interface Raise {
  readonly index: number;
  readonly atMs: number;
  readonly event: Extract<LedgerEvent, { kind: 'ticked' | 'intended' }>;
  readonly from: number;
  readonly to: number;
}

export function raisesOf({ events, states, startMs }: Recording): readonly Raise[] {
  const raises: Raise[] = [];
  for (const [index, event] of events.entries()) {
    const rollout = states[index - 1]?.rollout;
    if (rollout?.kind !== 'live') continue;
    const effect = event.kind === 'intended' ? event.effect : event.kind === 'ticked' && event.effect.kind !== 'none' ? event.effect.effect : undefined;
    if (effect === undefined || (event.kind !== 'ticked' && event.kind !== 'intended') || effect.weight <= rollout.weight) continue;
    raises.push({ index, atMs: event.atMs - startMs, event, from: rollout.weight, to: effect.weight });
  }
  return raises;
}

/** The person who wins: the decision follows from somebody's word or hand, not from evidence. */
export function isByPerson({ decision }: Pick<Ticked, 'decision'>): boolean {
  return decision.reasons.some(({ code }) => code === 'aborted' || code === 'weight-lowered-outside' || code === 'superseded' || code === 'leaving');
}
