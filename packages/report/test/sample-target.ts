// A target in the middle of a rollout, and decisions about it, with only the values that a test is about.
import { foldAll, ppm, type ArmCounts, type CheckReport, type Decision, type LedgerEvent, type Reason, type Rollout, type TargetState } from '@rampart/rollout-policy';
import { GOOD, rehearse } from './rehearsal.ts';

export interface Sample {
  readonly events: readonly LedgerEvent[];
  readonly state: TargetState;
}

/** `v41` serves, `v42` (no different from it) has its first share of traffic; some blocks of every check are in. */
export function aTarget({ target = 'fraud-prod', stable = 'v41', candidate = 'v42', looks = 14 } = {}): Sample {
  const events = rehearse({
    seed: 5,
    target,
    startMs: Date.UTC(2026, 2, 9, 14, 0, 0),
    secondMs: 1000,
    requestsPerBlock: 300,
    stable: { ...GOOD, version: stable },
    candidates: [{ ...GOOD, version: candidate }],
    pauseMs: 0,
    looksMax: looks,
  });
  const folded = foldAll(events);
  if (folded.kind === 'empty') throw new Error('a rehearsal records something');
  return { events, state: folded.state };
}

/** The live rollout of a state, changed. */
export function withRollout(state: TargetState, change: Partial<Rollout>): TargetState {
  return state.rollout.kind === 'live' ? { ...state, rollout: { ...state.rollout, ...change } } : state;
}

export function aDecision(change: Partial<Omit<Decision, 'from' | 'to'>> & { readonly from?: number; readonly to?: number }): Decision {
  const from = ppm(change.from ?? 50_000);
  return { kind: 'hold', needs: 'nothing', reasons: [{ code: 'traffic-unknown' }], checks: [], harm: { excess: 0, budget: 100 }, stageIndex: 1, ...change, from, to: ppm(change.to ?? from) };
}

export function aReport(change: Partial<CheckReport>): CheckReport {
  return {
    name: 'errors',
    verdict: 'acceptable',
    then: 'rollback',
    cell: 'all',
    totals: { stable: { trials: 57_000, events: 143 }, candidate: { trials: 3000, events: 25 } },
    odds: 1,
    oddsNeeded: 100,
    sameOdds: 1,
    betterOdds: 1,
    certifyOddsNeeded: 20,
    factorMax: Number.POSITIVE_INFINITY,
    limit: { kind: 'none' },
    blocksUsed: 10,
    watermarkMs: Date.UTC(2026, 2, 9, 14, 5, 0),
    noData: '',
    ...change,
  };
}

const SEEN: ArmCounts = { trials: 120, events: 38 };

/** One of every kind; the compiler asks for more when the policy learns a new one. `name` stands wherever text comes from outside. */
export function everyReason(name: string): { readonly [C in Reason['code']]: Extract<Reason, { readonly code: C }> } {
  return {
    aborted: { code: 'aborted', actor: name, why: name },
    'weight-lowered-outside': { code: 'weight-lowered-outside', recorded: ppm(50_000), observed: ppm(10_000) },
    'weight-raised-outside': { code: 'weight-raised-outside', recorded: ppm(50_000), observed: ppm(200_000) },
    'lowered-before-record': { code: 'lowered-before-record', recorded: ppm(50_000), observed: ppm(0) },
    'limit-breached': { code: 'limit-breached', check: 'errors', cell: `region=${name}`, observed: SEEN, ratioMax: 0.05 },
    'common-mode': { code: 'common-mode', check: name, stable: SEEN, candidate: SEEN },
    'stable-dead': { code: 'stable-dead' },
    regression: { code: 'regression', check: 'errors', cell: 'all', odds: 274, oddsNeeded: 100 },
    'combined-regression': { code: 'combined-regression', checks: ['errors', name, 'a', 'b', 'c'], odds: 120, oddsNeeded: 100 },
    'check-says-worse': { code: 'check-says-worse', check: name, cell: name, then: 'hold', odds: 120 },
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
    'not-certified': { code: 'not-certified', check: name, sameOdds: 12, oddsNeeded: 20 },
    undecided: { code: 'undecided', afterMs: 3 * 86_400_000, ifUndecided: 'ask' },
    'approval-needed': { code: 'approval-needed' },
    'smoke-passed': { code: 'smoke-passed' },
    'stage-passed': { code: 'stage-passed', stage: 'ramp' },
    'all-certified': { code: 'all-certified' },
    baked: { code: 'baked', forMs: 86_400_000 },
    baking: { code: 'baking', leftMs: 3_600_000 },
    'awaiting-promotion': { code: 'awaiting-promotion' },
    superseded: { code: 'superseded', by: name },
    leaving: { code: 'leaving', why: name },
  };
}
