// A target in the middle of a rollout, and decisions about it, with only the values that a test is about. Built by hand: the words must not depend on what
// the statistics make of some traffic.
import { foldAll, ppm, type ArmCounts, type ArmReport, type Cell, type Check, type CheckReport, type Decision, type LedgerEvent, type Policy, type Reason, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { policyOf } from './rehearsal.ts';

export interface Sample {
  readonly events: readonly LedgerEvent[];
  readonly state: TargetState;
}

export const START = Date.UTC(2026, 2, 9, 14, 0, 0);
const SECOND = 1000;
const ROLLOUT = 'r-1';

/** `v41` serves, `v42` has had 1 % and has 5 % of the traffic since 14:02:10; five minutes of the check `errors` are in. */
export function aTarget({ target = 'fraud-prod', stable = 'v41', candidate = 'v42', policy = policyOf({ target, secondMs: SECOND }), attempt = 1 }: { target?: string; stable?: string; candidate?: string; policy?: Policy; attempt?: number } = {}): Sample {
  const events = eventsOf({ target, stable, candidate, policy, attempt });
  const folded = foldAll(events);
  if (folded.kind === 'empty') throw new Error('the sample records something');
  return { events, state: folded.state };
}

function eventsOf({ target, stable, candidate, policy, attempt }: { target: string; stable: string; candidate: string; policy: Policy; attempt: number }): readonly LedgerEvent[] {
  const events: LedgerEvent[] = [];
  const record = (second: number, part: Part): void => {
    const envelope = { schema: 1, sequence: events.length + 1, atMs: START + second * SECOND, operation: `o${String(events.length)}`, actor: 'tests' };
    events.push({ ...part, ...envelope } as LedgerEvent);
  };
  const look = (second: number, decision: Decision, raise: number | 'none'): void => {
    const effect = { kind: 'set-weight', id: `${ROLLOUT}/${String(second)}`, rolloutId: ROLLOUT, sequence: events.length + 1, weight: ppm(raise === 'none' ? 0 : raise), mirror: ppm(0), purpose: 'advance' } as const;
    record(second, {
      kind: 'ticked',
      rolloutId: ROLLOUT,
      evidence: {},
      situation: {
        nowMs: START + second * SECOND,
        nextLookMs: 30_000,
        router: { kind: 'read', weight: decision.from, step: ppm(1000), ours: false, mirror: 'cannot' },
        candidate: { kind: 'ready', digest: digest('2') },
        stable: 'alive',
        frozen: { kind: 'unchanged' },
        smoke: { kind: 'not-asked' },
        quiet: { kind: 'no' },
        request: { kind: 'none' },
      },
      decision,
      effect: raise === 'none' ? { kind: 'none' } : { kind: 'intended', effect },
      snapshot: null,
    });
    if (raise !== 'none') record(second + 10, { kind: 'confirmed', rolloutId: ROLLOUT, effectId: effect.id, observed: ppm(raise), settledAtMs: START + (second + 10) * SECOND });
  };
  record(0, { kind: 'adopted', target, slots: ['a', 'b'], stable: { version: stable, digest: digest('1'), slot: 'a' } });
  record(0, { kind: 'started', rolloutId: ROLLOUT, candidate: { version: candidate, digest: digest('2'), slot: 'b', artifact: 'models/v42' }, policy, policyDigest: digest('9'), attempt, why: '' });
  look(30, aDecision({ from: 0, reasons: [{ code: 'traffic-unknown' }], stageIndex: 0 }), 'none');
  look(60, aDecision({ kind: 'advance', from: 0, to: 10_000, reasons: [{ code: 'smoke-passed', cases: 0 }] }), 10_000);
  look(90, aDecision({ from: 10_000, reasons: [{ code: 'insufficient', check: 'errors', trials: 60, trialsNeeded: 100 }] }), 'none');
  look(120, aDecision({ kind: 'advance', from: 10_000, to: 50_000, reasons: [{ code: 'stage-passed', stage: 'ramp' }], checks: [aReport({})] }), 50_000);
  look(300, aDecision({ from: 50_000, reasons: [{ code: 'not-certified', check: 'errors', effect: { kind: 'factor', factor: 2 }, sameOdds: 12, oddsNeeded: 20 }], checks: [aReport({})] }), 'none');
  return events;
}

function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

type Part = LedgerEvent extends infer E ? (E extends unknown ? Omit<E, 'schema' | 'sequence' | 'atMs' | 'operation' | 'actor'> : never) : never;

/** The live rollout of a state, changed. */
export function withRollout(state: TargetState, change: Partial<Rollout>): TargetState {
  return state.rollout.kind === 'live' ? { ...state, rollout: { ...state.rollout, ...change } } : state;
}

/** The counts of one check as the state has them, over the last five minutes. */
export function withTotals(state: TargetState, check: string, totals: Readonly<Record<string, Cell>>): TargetState {
  if (state.rollout.kind === 'none') return state;
  const known = state.rollout.checks[check];
  if (known === undefined) throw new Error(`no check ${check}`);
  const seconds = Object.keys(totals).flatMap((name) => (name.startsWith('le=') ? [Number(name.slice('le='.length))] : []));
  const newest = { cell: totals['all'] ?? known.newest.cell, lastedMs: 30_000 };
  return withRollout(state, { checks: { ...state.rollout.checks, [check]: { ...known, totals, newest, bounds: { kind: 'chosen', seconds }, originMs: START + 130_000, watermarkMs: START + 430_000 } } });
}

/** A policy whose checks and plan are the test's. */
export function aPolicy(change: Partial<Policy>): Policy {
  return { ...policyOf({ target: 'fraud-prod', secondMs: SECOND }), ...change };
}

/** `[25, 3000]` is 25 of 3,000. */
export function arm([events, trials]: readonly [number, number]): ArmReport {
  return { events, trials, ratioMin: 0, ratioMax: 1 };
}

export function arms(stable: readonly [number, number], candidate: readonly [number, number]): { readonly stable: ArmReport; readonly candidate: ArmReport } {
  return { stable: arm(stable), candidate: arm(candidate) };
}

export function aDecision(change: Partial<Omit<Decision, 'from' | 'to' | 'mirror'>> & { readonly from?: number; readonly to?: number; readonly mirror?: number }): Decision {
  const from = ppm(change.from ?? 50_000);
  return {
    kind: 'hold',
    needs: 'nothing',
    reasons: [{ code: 'traffic-unknown' }],
    checks: [],
    merged: { odds: 1, oddsNeeded: 100 },
    harm: { excess: 0, budget: 100 },
    turning: { kind: 'none' },
    answered: [],
    stageIndex: 1,
    ...change,
    from,
    to: ppm(change.to ?? from),
    mirror: ppm(change.mirror ?? 0),
  };
}

/** Errors: 143 of 57,000 on stable, 25 of 3,000 on the candidate. */
export function aReport(change: Partial<CheckReport>): CheckReport {
  const totals = change.totals ?? arms([143, 57_000], [25, 3000]);
  return {
    name: 'errors',
    verdict: 'acceptable',
    then: 'rollback',
    totals,
    claim: 'all',
    cell: 'all',
    arms: { kind: 'as-totals' },
    odds: 1,
    oddsNeeded: 100,
    sameOdds: 1,
    betterOdds: 1,
    factor: { estimate: 1, min: 0, max: Number.POSITIVE_INFINITY },
    quantile: { kind: 'none' },
    limit: { kind: 'none' },
    wait: { kind: 'none' },
    watermarkMs: Date.UTC(2026, 2, 9, 14, 5, 0),
    noData: '',
    ...change,
  };
}

export const SCORE: Check['signal'] = { kind: 'score', origin: { kind: 'metric', metric: 'judge_score', where: [] }, low: 0, high: 1 };
export const LEVEL: Check['signal'] = { kind: 'level', metric: 'process_memory_bytes', where: [], growth: { kind: 'none' } };
const LABELS = { source: { kind: 'http', url: 'http://127.0.0.1:9/labels' }, everyMs: 21_600_000, matureMs: 172_800_000 } as const;
export const PAIRS: Check['signal'] = { kind: 'pairs', ...LABELS };
export const CALIBRATION: Check['signal'] = { kind: 'calibration', ...LABELS };
export const BINS: Check['signal'] = { kind: 'bins', metric: 'decisions_total', where: [], by: 'decision', against: { kind: 'stable' } };

const SEEN: ArmCounts = { trials: 120, events: 38 };

/** One of every kind; the compiler asks for more when the policy learns a new one. `name` stands wherever text comes from outside. */
export function everyReason(name: string): { readonly [C in Reason['code']]: Extract<Reason, { readonly code: C }> } {
  return {
    aborted: { code: 'aborted', actor: name, why: name },
    'weight-lowered-outside': { code: 'weight-lowered-outside', recorded: ppm(50_000), observed: ppm(10_000) },
    'weight-raised-outside': { code: 'weight-raised-outside', recorded: ppm(50_000), observed: ppm(200_000) },
    'lowered-before-record': { code: 'lowered-before-record', recorded: ppm(50_000), observed: ppm(0) },
    'limit-breached': { code: 'limit-breached', check: 'errors', cell: `region=${name}`, observed: SEEN, max: 0.05 },
    'common-mode': { code: 'common-mode', check: name, stable: SEEN, candidate: SEEN },
    'stable-dead': { code: 'stable-dead' },
    regression: { code: 'regression', check: 'errors', cell: 'all', odds: 274, oddsNeeded: 100 },
    'combined-regression': { code: 'combined-regression', checks: ['errors', name, 'a', 'b', 'c'], odds: 120, oddsNeeded: 100 },
    'check-says-worse': { code: 'check-says-worse', check: name, cell: name, then: 'hold', odds: 120 },
    'shared-overload': { code: 'shared-overload', check: name, healed: false },
    'worse-than-before': { code: 'worse-than-before', check: 'errors', observed: SEEN, ratioMax: 0.0125 },
    'sample-ratio': { code: 'sample-ratio', expected: ppm(50_000), stable: 9290, candidate: 710 },
    'harm-budget-spent': { code: 'harm-budget-spent', excess: 101.7, budget: 100 },
    blind: { code: 'blind', sinceMs: Date.UTC(2026, 2, 9, 13, 30, 0), forMs: 1_800_000 },
    'no-data': { code: 'no-data', check: name, why: name },
    'frozen-data-changed': { code: 'frozen-data-changed', paths: [name, 'b.csv', 'c.csv', 'd.csv', 'e.csv'] },
    'frozen-data-unreadable': { code: 'frozen-data-unreadable', why: name },
    'router-unreadable': { code: 'router-unreadable', why: name },
    'candidate-not-ready': { code: 'candidate-not-ready', why: name },
    'candidate-digest-differs': { code: 'candidate-digest-differs', expected: `sha256:${'1'.repeat(64)}`, observed: name },
    insufficient: { code: 'insufficient', check: name, trials: 212, trialsNeeded: 300 },
    'traffic-unknown': { code: 'traffic-unknown' },
    dwell: { code: 'dwell', untilMs: Date.UTC(2026, 2, 9, 14, 20, 0) },
    'budget-too-small': { code: 'budget-too-small', allowed: ppm(500), next: ppm(1000) },
    'promise-allows-less': { code: 'promise-allows-less', allowed: ppm(20_000) },
    'weight-held-by-promise': { code: 'weight-held-by-promise', allowed: ppm(70_000) },
    'not-certified': { code: 'not-certified', check: name, effect: { kind: 'factor', factor: 2 }, sameOdds: 12, oddsNeeded: 20 },
    undecided: { code: 'undecided', afterMs: 3 * 86_400_000, ifUndecided: 'ask' },
    'approval-needed': { code: 'approval-needed' },
    paused: { code: 'paused', by: name, why: name, sinceMs: Date.UTC(2026, 2, 9, 14, 2, 0) },
    quiet: { code: 'quiet', untilMs: Date.UTC(2026, 2, 16, 7, 0, 0) },
    'smoke-passed': { code: 'smoke-passed', cases: 0 },
    'smoke-failed': { code: 'smoke-failed', cases: 12, failed: 2, first: name },
    'smoke-unavailable': { code: 'smoke-unavailable', why: name },
    'router-cannot-mirror': { code: 'router-cannot-mirror' },
    shadowing: { code: 'shadowing', leftMs: 3_600_000 },
    'split-won': { code: 'split-won', check: name, odds: 120 },
    'split-futile': { code: 'split-futile', check: name, worthwhile: { kind: 'factor', factor: 1.05 } },
    'split-open': { code: 'split-open', check: name, odds: 12, oddsNeeded: 100, leftMs: 2 * 86_400_000 },
    'stage-passed': { code: 'stage-passed', stage: 'ramp' },
    'all-certified': { code: 'all-certified' },
    baked: { code: 'baked', forMs: 86_400_000 },
    baking: { code: 'baking', leftMs: 3_600_000 },
    'awaiting-promotion': { code: 'awaiting-promotion' },
    superseded: { code: 'superseded', by: name },
    leaving: { code: 'leaving', why: name },
  };
}
