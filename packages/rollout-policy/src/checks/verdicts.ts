// One verdict per check, with the numbers behind it.
import type { ArmReport, Arms, Between, CheckReport, LimitReport, Verdict } from '../decision.ts';
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import { certificateWait } from '../promise/pace.ts';
import type { CheckState } from '../state.ts';
import { quantileInterval } from '../statistics/quantile-interval.ts';
import { rateInterval } from '../statistics/rate-interval.ts';
import { capital } from '../statistics/wealth.ts';
import { cellOfClaim, isCertifiable, LIMIT_CLAIM } from './claims.ts';
import { primaryCell } from './compared-cells.ts';
import { isLevel } from './level-window.ts';
import { limitCellAmong, limitMax, type Breach } from './limits.ts';
import { oddsNeeded } from './odds-needed.ts';
import { factorMax } from './rate-caps.ts';

/** Ratios are shown to a millionth, rounded outwards. */
const RATIO_SHOWN = 1e6;
const AS_TOTALS = { kind: 'as-totals' } as const;
const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

export function reportCheck(policy: Policy, check: Check, state: CheckState, breaches: readonly Breach[]): CheckReport {
  const alpha = policy.expert.certifyAlpha;
  const primary = primaryCell(check, state);
  const totals = armsIn(state.totals[primary] ?? NOTHING, alpha);
  const breach = breaches.find((found) => found.check === check.name && !found.common);
  const limited = limitCellAmong(check, Object.keys(state.totals));
  // Where luck alone would do as well, nothing speaks against the candidate.
  const loudest = state.oddsPeak > 1.5 ? state.loudest : primary;
  const cell = breach?.cell ?? (loudest === LIMIT_CLAIM ? limited : cellOfClaim(loudest, primary));
  const needed = oddsNeeded(policy, check);
  const numbers = {
    name: check.name,
    then: check.then,
    totals,
    claim: breach === undefined ? loudest : LIMIT_CLAIM,
    cell,
    arms: cell === primary ? AS_TOTALS : ({ kind: 'own', ...armsIn(state.totals[cell] ?? NOTHING, alpha) } as const),
    odds: state.odds,
    oddsNeeded: needed,
    sameOdds: capital(state.same),
    betterOdds: capital(state.better),
    factor: factorOf(policy, check, state, alpha),
    quantile: quantileReport(check, state, alpha),
    limit: limitReport(check, breach, (state.totals[limited] ?? NOTHING).candidate),
    wait: certificateWait(policy, check, state),
    watermarkMs: state.watermarkMs,
    noData: state.noData,
  };
  const facts = { breached: breach !== undefined, isLearning: state.bounds.kind === 'choosing', samplesNeeded: isLevel(check) ? 1 : policy.expert.samplesMin };
  const verdict = verdictOf(policy, numbers, facts, check.then === 'rollback' ? state.oddsPeak : state.odds);
  return { ...numbers, verdict, odds: shown(numbers.odds), sameOdds: shown(numbers.sameOdds), betterOdds: shown(numbers.betterOdds) };
}

/** `isLearning`: latency bounds are not chosen yet, so nothing was tested. */
function verdictOf(policy: Policy, numbers: Omit<CheckReport, 'verdict'>, { breached, isLearning, samplesNeeded }: { readonly breached: boolean; readonly isLearning: boolean; readonly samplesNeeded: number }, decidingOdds: number): Verdict {
  if (breached || decidingOdds >= numbers.oddsNeeded) return 'worse';
  if (numbers.noData.startsWith('invalid')) return 'invalid';
  if (isLearning || numbers.totals.candidate.trials < samplesNeeded || numbers.noData !== '') return 'insufficient';
  if (numbers.betterOdds >= 1 / policy.expert.certifyAlpha) return 'better';
  if (numbers.sameOdds >= 1 / policy.expert.certifyAlpha) return 'same';
  return 'acceptable';
}

/** Observed over expected by what stable had in the same blocks: sums over a ramp would mix up times with different rates. */
function factorOf(policy: Policy, check: Check, state: CheckState, alpha: number): CheckReport['factor'] {
  if (policy.plan.some((stage) => stage.kind === 'split' && stage.judge === check.name)) return factorAtFixedShare(state.totals[primaryCell(check, state)] ?? NOTHING, alpha);
  const estimate = state.expected > 0 ? (state.excess + state.expected) / state.expected : 1;
  const isOver = check.worseBy.kind === 'factor' && check.sides === 'worse' && capital(state.claims['all']?.wealth ?? state.same) >= 1 / alpha && state.claims['all'] !== undefined;
  return { estimate: shownFactor(estimate), min: isOver && check.worseBy.kind === 'factor' ? check.worseBy.factor : 0, max: factorMax(state.caps) };
}

/** The quantile of the limit, else the 99th percentile. */
function quantileReport(check: Check, { totals }: CheckState, alpha: number): CheckReport['quantile'] {
  if (check.signal.kind !== 'time') return { kind: 'none' };
  const quantile = check.limit.kind === 'time' ? check.limit.quantile : 0.99;
  const between = (arm: 'stable' | 'candidate'): Between => {
    const slower = Object.entries(totals).filter(([name]) => name.startsWith('le=')).map(([name, cell]) => ({ bound: Number(name.slice('le='.length)), slower: cell[arm].events }));
    return quantileInterval(slower, totals['all']?.[arm].trials ?? 0, { quantile, alpha });
  };
  return { kind: 'between', quantile, stable: between('stable'), candidate: between('candidate') };
}

/**
 * For the check that judges an A/B stage, whose share is fixed: given all events of both arms, the candidate's part of them is one rate, so an interval of
 * that rate is one of the ratio. It holds at whatever moment the stage stops, as far as events come one by one.
 */
function factorAtFixedShare({ stable, candidate }: Cell, alpha: number): CheckReport['factor'] {
  const trials = stable.events + candidate.events;
  if (!(trials > 0 && candidate.trials > 0)) return { estimate: 1, min: 0, max: Number.POSITIVE_INFINITY };
  const part = rateInterval({ trials, events: candidate.events }, alpha);
  const asFactor = (share: number): number => (share >= 1 ? Number.POSITIVE_INFINITY : shownFactor(((share / (1 - share)) * stable.trials) / candidate.trials));
  return { estimate: asFactor(candidate.events / trials), min: asFactor(part.lower), max: asFactor(part.upper) };
}

function shownFactor(factor: number): number {
  return Math.round(factor * 1e6) / 1e6;
}

/** What is recorded is read by people: a hundredth is enough, rounded down so that nothing looks nearer than it is. */
export function shown(odds: number): number {
  return odds < 1e9 ? Math.floor(odds * 100) / 100 : odds;
}

function armsIn(cell: Cell, alpha: number): Arms {
  return { stable: armReport(cell.stable, alpha), candidate: armReport(cell.candidate, alpha) };
}

function armReport(arm: ArmCounts, alpha: number): ArmReport {
  const { lower, upper } = rateInterval(arm, alpha);
  return { trials: arm.trials, events: arm.events, ratioMin: Math.floor(lower * RATIO_SHOWN) / RATIO_SHOWN, ratioMax: Math.ceil(upper * RATIO_SHOWN) / RATIO_SHOWN };
}

function limitReport(check: Check, breach: Breach | undefined, observed: ArmCounts): LimitReport {
  if (check.limit.kind === 'none') return { kind: 'none' };
  const max = limitMax(check);
  return breach === undefined ? { kind: 'kept', max, observed } : { kind: 'breached', max, observed: breach.counts.candidate };
}

export function isCertified(report: CheckReport): boolean {
  return report.verdict === 'better' || report.verdict === 'same';
}

export function isFine(report: CheckReport): boolean {
  return isCertified(report) || report.verdict === 'acceptable';
}

/** Whether promotion may go on: certified, or fine where nothing can be certified. */
export function mayPass(check: Check, report: CheckReport): boolean {
  return isCertifiable(check) ? isCertified(report) : isFine(report);
}
