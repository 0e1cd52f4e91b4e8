// Releases of a target as a run of the engine would record them, onto a ledger on the emulated GitHub: what a test holds is what a ledger could hold.
import { eventTitle } from '@rampart/report';
import { fold, planPromotion, ppm, type Decision, type Effect, type LedgerEvent, type Rollout, type Situation, type TargetState } from '@rampart/rollout-policy';
import { aPolicy } from '@rampart/testing/fakes';
import { valueOf } from '@rampart/testing/ports';
import { headOf } from '@rampart/ledger-records/testing';
import type { Process } from './world.ts';

type Part<T> = T extends LedgerEvent ? Omit<T, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never;

export interface Told {
  readonly state: TargetState;
  readonly events: readonly LedgerEvent[];
}

export interface Names {
  readonly target: string;
  readonly stable: string;
  readonly actor: string;
}

export interface Releases {
  told(): Told;
  start(version: string): Promise<void>;
  /** A look that changes nothing. */
  hold(change?: Partial<Decision>): Promise<void>;
  /** To so many ppm: decided, done, confirmed. */
  raise(weight: number): Promise<void>;
  rollBack(reason?: Decision['reasons'][number]): Promise<void>;
  end(why?: string): Promise<void>;
  promote(): Promise<void>;
  finish(): Promise<void>;
  pause(why: string): Promise<void>;
}

export function releasesOn({ ledger }: Pick<Process, 'ledger'>, clock: { nowMs(): number; advance(ms: number): Promise<void> }, names: Partial<Names> = {}): Releases {
  const { target = 'fraud-prod', stable = 'v1', actor = 'tests' } = names;
  const events: LedgerEvent[] = [];
  let state: TargetState | undefined;
  const known = (): TargetState => {
    if (state === undefined) throw new Error('nothing is recorded yet');
    return state;
  };
  const live = (): Rollout => {
    const { rollout } = known();
    if (rollout.kind === 'none') throw new Error('nothing is live');
    return rollout;
  };
  const record = async (part: Part<LedgerEvent>): Promise<void> => {
    await clock.advance(30_000);
    const event = { ...part, schema: 1, sequence: events.length + 1, atMs: clock.nowMs(), operation: `op/${String(events.length + 1)}`, actor } as LedgerEvent;
    const next = fold(state === undefined ? { kind: 'empty' } : { kind: 'present', state }, event);
    const view = valueOf(await ledger.read(target));
    const outcome = valueOf(await ledger.append({ target, expectedHead: headOf(view), event, state: next, title: eventTitle(event, next) }));
    if (outcome.kind !== 'appended') throw new Error('somebody else wrote');
    state = next;
    events.push(event);
  };
  const tick = (decision: Decision, effect: Extract<LedgerEvent, { kind: 'ticked' }>['effect']): Promise<void> =>
    record({ kind: 'ticked', rolloutId: live().id, evidence: {}, situation: situationOf(live(), clock.nowMs()), decision, effect, snapshot: null });
  const effectOf = (weight: number, purpose: Effect['purpose']): Effect => ({ kind: 'set-weight', id: `${live().id}/${String(events.length + 1)}/${String(weight)}`, rolloutId: live().id, sequence: events.length + 1, weight: ppm(weight), mirror: ppm(0), purpose });
  const confirm = (effect: Effect): Promise<void> => record({ kind: 'confirmed', rolloutId: effect.rolloutId, effectId: effect.id, observed: effect.weight, settledAtMs: clock.nowMs() });

  return {
    told: () => ({ state: known(), events: [...events] }),
    start: async (version) => {
      const policy = aPolicy({ target });
      if (state === undefined) await record({ kind: 'adopted', target, slots: ['a', 'b'], stable: { version: stable, digest: digestOf(1), slot: 'a' } });
      const slot = known().stable.slot === 'a' ? 'b' : 'a';
      const count = events.length + 1;
      await record({ kind: 'started', rolloutId: `r${String(count)}`, candidate: { version, digest: digestOf(count), slot, artifact: 'models/x' }, policy, policyDigest: digestOf(9), attempt: 1, why: '' });
    },
    hold: (change = {}) => tick(aDecision(live(), change), { kind: 'none' }),
    raise: async (weight) => {
      const effect = effectOf(weight, 'advance');
      await tick(aDecision(live(), { kind: 'advance', to: ppm(weight), reasons: [{ code: 'stage-passed', stage: 'ramp' }], checks: [aReport('better')] }), { kind: 'intended', effect });
      await confirm(effect);
    },
    rollBack: (reason = { code: 'regression', check: 'errors', cell: 'all', odds: 270, oddsNeeded: 100 }) =>
      tick(aDecision(live(), { kind: 'rollback', to: ppm(0), reasons: [reason], checks: [aReport('worse')] }), { kind: 'done', effect: effectOf(0, 'rollback') }),
    end: (why = live().leavingWhy) => record({ kind: 'ended', rolloutId: live().id, outcome: why === 'superseded' ? 'superseded' : 'rolled-back', why, observed: ppm(0) }),
    promote: async () => {
      await tick(aDecision(live(), { kind: 'promote', reasons: [{ code: 'all-certified' }] }), { kind: 'none' });
      const effect = planPromotion(live(), events.length + 1, ppm(1000));
      await record({ kind: 'intended', rolloutId: live().id, effect });
      await confirm(effect);
      await record({ kind: 'promoted', rolloutId: live().id, pointer: 'fraud#prod#7' });
    },
    finish: async () => {
      const effect = effectOf(1_000_000, 'finish');
      await tick(aDecision(live(), { kind: 'finished', to: ppm(1_000_000), reasons: [{ code: 'baked', forMs: 600_000 }] }), { kind: 'intended', effect });
      await confirm(effect);
    },
    pause: (why) => record({ kind: 'paused', why }),
  };
}

function digestOf(digit: number): string {
  return `sha256:${String(digit % 10).repeat(64)}`;
}

function situationOf(rollout: Rollout, nowMs: number): Situation {
  return {
    nowMs,
    nextLookMs: 30_000,
    router: { kind: 'read', weight: rollout.weight, step: ppm(1000), ours: false, mirror: rollout.mirror },
    candidate: { kind: 'ready', digest: rollout.candidate.digest },
    stable: 'alive',
    frozen: { kind: 'none' },
    smoke: { kind: 'not-asked' },
    quiet: { kind: 'no' },
    request: { kind: 'none' },
  };
}

function aDecision({ weight, stageIndex }: Rollout, change: Partial<Decision>): Decision {
  return { kind: 'hold', from: weight, to: weight, mirror: ppm(0), needs: 'nothing', reasons: [{ code: 'traffic-unknown' }], checks: [], merged: { odds: 1, oddsNeeded: 100 }, harm: { excess: 3, budget: 100 }, turning: { kind: 'none' }, answered: [], stageIndex, ...change };
}

function aReport(verdict: Decision['checks'][number]['verdict']): Decision['checks'][number] {
  const arm = (events: number, trials: number) => ({ events, trials, ratioMin: 0, ratioMax: 1 });
  return {
    name: 'errors', verdict, then: 'rollback', totals: { stable: arm(143, 57_000), candidate: arm(25, 3000) }, claim: 'all', cell: 'all', arms: { kind: 'as-totals' },
    odds: 1, oddsNeeded: 100, sameOdds: 1, betterOdds: 1, factor: { estimate: 1, min: 0, max: Number.POSITIVE_INFINITY }, quantile: { kind: 'none' }, limit: { kind: 'none' }, wait: { kind: 'none' }, watermarkMs: 1_700_000_000_000, noData: '',
  };
}
