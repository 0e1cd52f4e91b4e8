// One verdict per check, with the numbers behind it.
import type { CheckReport, LimitReport, Verdict } from '../decision.ts';
import type { Cell } from '../evidence.ts';
import { limitRatio, type Breach } from './absorb.ts';
import type { Check, Policy } from '../policy.ts';
import { primaryCell } from './compared-cells.ts';
import { factorMax } from './rate-caps.ts';
import type { CheckState } from '../state.ts';
import { capital } from '../statistics/wealth.ts';

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/**
 * Odds at which a check decides alone. The release's error budget (`falseAlarms`) is split evenly over the checks that can roll back; a
 * check that cannot is told from a release that is fine at the same odds, but spends nothing of the budget.
 */
export function oddsNeeded(policy: Policy, check: Check): number {
  const sharing = check.then === 'rollback' ? policy.checks.filter((other) => other.then === 'rollback').length : 1;
  return sharing / policy.promise.falseAlarmRatio;
}

export function reportCheck(policy: Policy, check: Check, state: CheckState, breaches: readonly Breach[]): CheckReport {
  const totals = state.cells[primaryCell(check, state)]?.totals ?? NOTHING;
  const needed = oddsNeeded(policy, check);
  const certifyOddsNeeded = 1 / policy.expert.certifyAlpha;
  const breach = breaches.find((found) => found.check === check.name && !found.common);
  const numbers = {
    name: check.name,
    then: check.then,
    cell: breach?.cell ?? state.loudest,
    totals,
    odds: state.odds,
    oddsNeeded: needed,
    sameOdds: capital(state.same),
    betterOdds: capital(state.better),
    certifyOddsNeeded,
    factorMax: factorMax(state, policy.expert.certifyAlpha),
    limit: limitReport(check, breach, totals),
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

function limitReport(check: Check, breach: Breach | undefined, totals: Cell): LimitReport {
  if (check.limit.kind === 'none') return { kind: 'none' };
  const ratioMax = limitRatio(check);
  return breach === undefined ? { kind: 'kept', ratioMax, observed: totals.candidate } : { kind: 'breached', ratioMax, observed: breach.counts.candidate };
}

export function isCertified(report: CheckReport): boolean {
  return report.verdict === 'better' || report.verdict === 'same';
}

export function isFine(report: CheckReport): boolean {
  return isCertified(report) || report.verdict === 'acceptable';
}
