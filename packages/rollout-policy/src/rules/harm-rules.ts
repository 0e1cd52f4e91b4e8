// Rules that keep harm away: limits, confirmed regressions, the promise on bad requests, blindness.
import type { Breach } from '../checks/absorb.ts';
import { endsByPolicy } from './deadline.ts';
import type { Reason } from '../decision.ts';
import { bearableWeight } from '../promise/harm.ts';
import { liveRollbackChecks, type Look } from './look.ts';
import { lowerRampWeight } from '../promise/ramp.ts';
import { actOn, actionOf, hold, stepBack, takeOut, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';
import { oddsNeeded } from '../checks/verdicts.ts';

export function hardLimit(look: Look): Ruling | 'silent' {
  const blamed = breachesThatAct(look).find((breach) => !breach.common);
  if (blamed === undefined) return 'silent';
  return actOn(look, blamed.check, { code: 'limit-breached', check: blamed.check, cell: blamed.cell, observed: blamed.counts.candidate, ratioMax: blamed.ratioMax });
}

/** After the regression test, which compares the arms and is not fooled by what hits both. */
export function commonMode(look: Look): Ruling | 'silent' {
  const common = breachesThatAct(look)[0];
  if (common === undefined) return 'silent';
  if (look.situation.stable === 'dead') return { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] };
  return hold({ code: 'common-mode', check: common.check, ...common.counts }, 'human');
}

function breachesThatAct(look: Look): readonly Breach[] {
  return look.absorbed.breaches.filter((breach) => actionOf(look, breach.check) !== 'tell');
}

export function confirmedRegression(look: Look): Ruling | 'silent' {
  const worse = look.reports.find((report) => report.then === 'rollback' && report.verdict === 'worse');
  if (worse !== undefined) {
    return actOn(look, worse.name, { code: 'regression', check: worse.name, cell: worse.cell, odds: worse.odds, oddsNeeded: worse.oddsNeeded });
  }
  const combined = combinedOdds(look);
  const needed = 1 / look.policy.promise.falseAlarmRatio;
  if (combined.odds < needed) return 'silent';
  return takeOutUnlessStableIsDead(look, { code: 'combined-regression', checks: combined.checks, odds: combined.odds, oddsNeeded: needed });
}

/**
 * Checks on one clock share their evidence: the weighted mean of their e-values is again one (Vovk & Wang 2021). Labels come on a clock of their
 * own, so each of them has to reach its own share alone (Bonferroni).
 */
function combinedOdds(look: Look): { readonly odds: number; readonly checks: readonly string[] } {
  const live = liveRollbackChecks(look.policy);
  const odds = live.reduce((sum, check) => sum + (look.absorbed.checks[check.name]?.odds ?? 0) / (oddsNeeded(look.policy, check) * look.policy.promise.falseAlarmRatio), 0);
  return { odds, checks: live.map((check) => check.name) };
}

export function harmBudget(look: Look): Ruling | 'silent' {
  const budget = look.policy.promise.badRequestsMax;
  if (look.rollout.phase === 'baking' || look.excess < budget || endsByPolicy(look)) return 'silent';
  return stepBack(look, { code: 'harm-budget-spent', excess: look.excess, budget }, 'approval');
}

/** Traffic grew, or the candidate looks worse than it did: the promise allows far less than is exposed. Takes no person, and may rise again. */
export function promiseAllowsLess(look: Look): Ruling | 'silent' {
  const { rollout, stage, situation } = look;
  if (rollout.phase !== 'trial' || stage.kind !== 'ramp' || look.traffic === 'unknown' || situation.router.kind === 'unreadable') return 'silent';
  const allowed = bearableWeight(look.policy, look.absorbed.checks, situation.nextLookMs);
  const to = lowerRampWeight(stage, { weight: rollout.weight, allowed, step: situation.router.step });
  return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}

export function blindness(look: Look): Ruling | 'silent' {
  const { rollout, policy, situation } = look;
  const exposed = rollout.weight > 0 || (situation.router.kind === 'read' && situation.router.weight > 0);
  if (!exposed || endsByPolicy(look)) return 'silent';
  // Blocks that come while a change does not settle are dropped: they move the watermark, but nothing is learned from them.
  const unsettled = rollout.exclusions.filter((span) => span.toMs > situation.nowMs).map((span) => span.fromMs);
  const watermarks = liveRollbackChecks(policy).map((check) => Math.max(rollout.startedAtMs, look.absorbed.checks[check.name]?.watermarkMs ?? 0));
  const sinceMs = Math.min(situation.nowMs, ...watermarks, ...unsettled);
  const forMs = situation.nowMs - sinceMs;
  return forMs < policy.expert.blindMs ? 'silent' : stepBack(look, { code: 'blind', sinceMs, forMs }, 'human');
}

/** Respected by everything but a hard limit and a confirmed regression. */
export function raisedOutside({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || router.ours || router.weight <= rollout.weight) return 'silent';
  return hold({ code: 'weight-raised-outside', recorded: rollout.weight, observed: router.weight }, 'human');
}

/**
 * The router carries a lowering of ours that never reached the ledger, and the evidence that led to it is gone: it stands. Also where it only took back
 * a raise that was not confirmed yet, so that the recorded weight is no higher.
 */
export function unrecordedLowering({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || !router.ours || router.weight > rollout.weight) return 'silent';
  const reason: Reason = { code: 'lowered-before-record', recorded: rollout.weight, observed: router.weight };
  return router.weight === 0 ? takeOut([reason]) : { kind: 'stepBack', to: router.weight, needs: 'human', reasons: [reason] };
}
