// One verdict per check, with the numbers behind it.
import type { ArmReport, Arms, Between, CheckReport, LimitReport, Verdict } from '../decision.ts';
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import { certificateWait } from '../promise/pace.ts';
import type { CheckState } from '../state.ts';
import { quantileInterval } from '../statistics/quantile-interval.ts';
import { rateInterval } from '../statistics/rate-interval.ts';
import { capital } from '../statistics/wealth.ts';
import { cellOfClaim, isCertifiable } from './claims.ts';
import { primaryCell } from './compared-cells.ts';
import { limitMax, type Breach } from './limits.ts';
import { oddsNeeded } from './odds-needed.ts';
import { factorMax } from './rate-caps.ts';

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

export function reportCheck(policy: Policy, check: Check, state: CheckState, breaches: readonly Breach[]): CheckReport {
  const alpha = policy.expert.certifyAlpha;
  const primary = primaryCell(check, state);
  const totals = armsOf(state.totals[primary] ?? NOTHING, alpha);
  const breach = breaches.find((found) => found.check === check.name && !found.common);
  const cell = breach?.cell ?? cellOfClaim(state.loudest, primary);
  const needed = oddsNeeded(policy, check);
  const numbers = {
    name: check.name,
    then: check.then,
    totals,
    claim: breach === undefined ? state.loudest : 'limit',
    cell,
    arms: cell === primary ? totals : armsOf(state.totals[cell] ?? NOTHING, alpha),
    odds: state.odds,
    oddsNeeded: needed,
    sameOdds: capital(state.same),
    betterOdds: capital(state.better),
    certifyOddsNeeded: 1 / alpha,
    factor: factorOf(check, state, alpha),
    quantile: quantileReport(check, state, alpha),
    limit: limitReport(check, breach, totals),
    wait: certificateWait(policy, check, state),
    blocksUsed: state.blocksUsed,
    watermarkMs: state.watermarkMs,
    noData: state.noData,
  };
  return { ...numbers, verdict: verdictOf(policy, numbers, breach !== undefined, check.then === 'rollback' ? state.oddsPeak : state.odds) };
}

function verdictOf(policy: Policy, numbers: Omit<CheckReport, 'verdict'>, breached: boolean, decidingOdds: number): Verdict {
  if (breached || decidingOdds >= numbers.oddsNeeded) return 'worse';
  if (numbers.noData.startsWith('invalid')) return 'invalid';
  if (numbers.totals.candidate.trials < policy.expert.samplesMin || numbers.noData !== '') return 'insufficient';
  if (numbers.betterOdds >= numbers.certifyOddsNeeded) return 'better';
  if (numbers.sameOdds >= numbers.certifyOddsNeeded) return 'same';
  return 'acceptable';
}

/** Observed over expected by what stable had in the same blocks: sums over a ramp would mix up times with different rates. */
function factorOf(check: Check, state: CheckState, alpha: number): CheckReport['factor'] {
  const estimate = state.expected > 0 ? (state.excess + state.expected) / state.expected : 1;
  const isOver = check.worseBy.kind === 'factor' && check.sides === 'worse' && capital(state.claims['all']?.wealth ?? state.same) >= 1 / alpha && state.claims['all'] !== undefined;
  return { estimate, min: isOver && check.worseBy.kind === 'factor' ? check.worseBy.factor : 0, max: factorMax(state.caps) };
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

function armsOf(cell: Cell, alpha: number): Arms {
  return { stable: armReport(cell.stable, alpha), candidate: armReport(cell.candidate, alpha) };
}

function armReport(arm: ArmCounts, alpha: number): ArmReport {
  const { lower, upper } = rateInterval(arm, alpha);
  return { ...arm, ratioMin: lower, ratioMax: upper };
}

function limitReport(check: Check, breach: Breach | undefined, totals: Arms): LimitReport {
  if (check.limit.kind === 'none') return { kind: 'none' };
  const max = limitMax(check);
  const { trials, events } = totals.candidate;
  return breach === undefined ? { kind: 'kept', max, observed: { trials, events } } : { kind: 'breached', max, observed: breach.counts.candidate };
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
