// Drives a rollout through decide() and fold(), look by look, as the engine does: what is decided is done and recorded.
import { aRollout, aSituation } from '@rampart/testing';
import { decide } from '../src/decide.ts';
import type { Decision } from '../src/decision.ts';
import type { Block, Cell, Evidence } from '../src/evidence.ts';
import type { LedgerEvent, Situation } from '../src/event.ts';
import { fold } from '../src/fold.ts';
import { planEffect, planPromotion } from '../src/plan.ts';
import type { Policy } from '../src/policy.ts';
import type { Rollout, TargetState } from '../src/state.ts';
import { ppm } from '../src/units.ts';

export const LOOK_MS = 30_000;

export interface Drive {
  /** One look: a block per check that `cells` names, or none; or no data. */
  look(cells: Readonly<Record<string, Cell | Block['cells'] | 'no-data'>>, parts?: Partial<Situation>): Decision;
  rollout(): Rollout;
  weight(): number;
  mirror(): number;
  /** What the promote job does: the bake begins. */
  promote(): void;
}

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'operation' | 'actor'> : never;

/** From 0 %, or from where `start` stands. */
export function drive(policy: Policy, start: Rollout = aRollout(policy).fresh()): Drive {
  let state: TargetState = { ...aRollout(policy).state(), rollout: start };
  let nowMs = state.rollout.kind === 'live' ? state.rollout.startedAtMs : 0;
  const record = (part: Part<LedgerEvent>): void => {
    state = fold({ kind: 'present', state: JSON.parse(JSON.stringify(state)) as TargetState }, { ...part, schema: 1, sequence: state.sequence + 1, operation: `op-${String(state.sequence)}`, actor: 'test' });
  };
  const rollout = (): Rollout => {
    if (state.rollout.kind === 'none') throw new Error('the rollout has ended');
    return state.rollout;
  };
  return {
    rollout,
    weight: () => rollout().weight,
    mirror: () => rollout().mirror,
    look: (cells, parts = {}) => {
      const span = { fromMs: nowMs, toMs: nowMs + LOOK_MS };
      nowMs += LOOK_MS;
      const evidence = Object.fromEntries(Object.entries(cells).map(([check, seen]): [string, Evidence] => {
        if (seen === 'no-data') return [check, { kind: 'no-data', why: 'the page is gone' }];
        return [check, { kind: 'blocks', blocks: [{ ...span, cells: isCell(seen) ? { all: seen } : seen }], gaps: [] }];
      }));
      const before = rollout();
      const situation = aSituation(before, { nowMs, ...parts });
      const { decision } = decide(before, evidence, situation);
      const effect = planEffect(before, decision, state.sequence + 1, before.weight);
      record({ kind: 'ticked', atMs: nowMs, rolloutId: before.id, evidence, situation, decision, effect: effect.kind === 'none' ? { kind: 'none' } : { kind: 'intended', effect }, snapshot: null });
      if (effect.kind !== 'none' && state.rollout.kind === 'live' && state.rollout.pending.kind !== 'none') record({ kind: 'confirmed', atMs: nowMs, rolloutId: before.id, effectId: effect.id, observed: effect.weight, settledAtMs: nowMs });
      return decision;
    },
    promote: () => {
      const { id } = rollout();
      const effect = planPromotion(rollout(), state.sequence + 1, ppm(1_000));
      record({ kind: 'intended', atMs: nowMs, rolloutId: id, effect });
      record({ kind: 'confirmed', atMs: nowMs, rolloutId: id, effectId: effect.id, observed: effect.weight, settledAtMs: nowMs });
      record({ kind: 'promoted', atMs: nowMs, rolloutId: id, pointer: 'v2' });
    },
  };
}

/** Requests and bad ones of both arms. */
export function cell(stable: readonly [events: number, trials: number], candidate: readonly [events: number, trials: number]): Cell {
  return { stable: { events: stable[0], trials: stable[1] }, candidate: { events: candidate[0], trials: candidate[1] } };
}

/** What a router at `weight` ppm makes of `requests`, each arm failing at its rate. */
export function split(requests: number, weight: number, rates: { readonly stable: number; readonly candidate: number }): Cell {
  const candidate = Math.round((requests * weight) / 1_000_000);
  return cell([Math.round((requests - candidate) * rates.stable), requests - candidate], [Math.round(candidate * rates.candidate), candidate]);
}

export const APPROVE = { request: { kind: 'approve', actor: 'ada' } } as const;

function isCell(seen: Cell | Block['cells']): seen is Cell {
  return 'stable' in seen && 'candidate' in seen && typeof (seen.stable as { trials?: unknown }).trials === 'number';
}
