// Rules that keep harm away: limits, confirmed regressions, the promise on bad requests, blindness.
import { isLevel } from '../checks/level-window.ts';
import type { Breach } from '../checks/limits.ts';
import { loneAlarm } from '../checks/lone-watch.ts';
import { budgetBeforePromotion, oddsNeeded } from '../checks/odds-needed.ts';
import { isSplitOff } from '../checks/sample-ratio.ts';
import { blamed } from '../statistics/merging.ts';
import { PPM_NONE } from '../units.ts';
import { isAnswered, questionOfCheck, questionOfWatch, SAMPLE_RATIO } from './answers.ts';
import { endsByPolicy } from './deadline.ts';
import type { Reason } from '../decision.ts';
import { bearableWeight, isUnwatched, spendableBudget, unwatchedWeight } from '../promise/harm.ts';
import { copiesMore, promotedWeight } from '../plan.ts';
import { onlyTells } from '../policy.ts';
import type { CheckAction } from '../policy.ts';
import type { Look } from './look.ts';
import { lowerRampWeight, rampOf, unwatchedRampWeight } from '../promise/ramp.ts';
import { actOn, actionOf, hold, stepBack, takeOut, takeOutUnlessStableIsDead, type Ruling } from './ruling.ts';

/** A limit whose check takes the candidate out. */
export function hardLimit(look: Look): Ruling | 'silent' {
  return limitThat(look, (action) => action === 'rollback');
}

/** A limit whose check holds or steps back: it masks neither a limit that takes out nor a confirmed regression. */
export function softLimit(look: Look): Ruling | 'silent' {
  const ruling = limitThat(look, (action) => action === 'stepBack');
  return ruling === 'silent' ? limitThat(look, (action) => action !== 'rollback') : ruling;
}

function limitThat(look: Look, isMeant: (action: CheckAction) => boolean): Ruling | 'silent' {
  const breach = breachesThatAct(look).find(({ check, common }) => !common && isMeant(actionOf(look, check)));
  if (breach === undefined) return 'silent';
  return actOn(look, breach.check, { code: 'limit-breached', check: breach.check, cell: breach.cell, observed: breach.counts.candidate, max: breach.max });
}

/** After the regression test, which compares the arms and is not fooled by what hits both. */
export function commonMode(look: Look): Ruling | 'silent' {
  const common = breachesThatAct(look)[0];
  if (common === undefined) return 'silent';
  if (look.situation.stable === 'dead') return { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] };
  return hold({ code: 'common-mode', check: common.check, ...common.counts }, 'human');
}

/**
 * A level that both arms share (a queue, a database) is over its limit since more traffic went to the candidate: back to the first weight. If that heals
 * it, the candidate is to blame; if not, it is nobody's here.
 */
export function sharedOverload(look: Look): Ruling | 'silent' {
  const { rollout } = look;
  if (rollout.phase !== 'trial') return 'silent';
  if (rollout.suspicion.kind === 'shared') {
    const { check } = rollout.suspicion;
    const state = look.absorbed.checks[check];
    const hasNews = look.absorbed.seen.includes(check) && state !== undefined && state.coveredFromMs >= rollout.suspicion.sinceMs && state.coveredMs > 0;
    const isOver = look.absorbed.breaches.some((breach) => breach.check === check);
    return hasNews && !isOver ? takeOutUnlessStableIsDead(look, { code: 'shared-overload', check, healed: true }) : 'silent';
  }
  const shared = breachesThatAct(look).find((breach) => breach.common && look.policy.checks.some((check) => check.name === breach.check && isLevel(check)));
  if (shared === undefined || rollout.weight <= rollout.firstWeight) return 'silent';
  return stepBack(look, { code: 'shared-overload', check: shared.check, healed: false }, 'approval');
}

/** After the promotion: worse than stable was before. Too little runs beside the candidate to say whether it is the candidate, so a person has to. */
export function worseThanBefore(look: Look): Ruling | 'silent' {
  if (look.rollout.phase !== 'baking') return 'silent';
  for (const { name } of look.policy.checks) {
    const lone = look.absorbed.checks[name]?.lone;
    if (lone?.kind === 'watching' && loneAlarm(look.policy, lone) && !isAnswered(look, questionOfWatch(name))) return hold({ code: 'worse-than-before', check: name, observed: lone.totals, ratioMax: lone.ratioMax }, 'human');
  }
  return 'silent';
}

/** What is measured is not what was asked for: nothing goes on until a person has looked. */
export function sampleRatio(look: Look): Ruling | 'silent' {
  const { sampleRatio: split } = look.absorbed;
  if (endsByPolicy(look) || !isSplitOff(look.policy, split) || isAnswered(look, SAMPLE_RATIO)) return 'silent';
  return hold({ code: 'sample-ratio', expected: split.weight, stable: split.stable, candidate: split.candidate }, 'human');
}

function breachesThatAct(look: Look): readonly Breach[] {
  return look.absorbed.breaches.filter(({ check }) => {
    const action = actionOf(look, check);
    return action === 'rollback' || (!onlyTells(action) && !isAnswered(look, questionOfCheck(check)));
  });
}

export function confirmedRegression(look: Look): Ruling | 'silent' {
  const worse = look.reports.find((report) => report.then === 'rollback' && report.verdict === 'worse');
  if (worse !== undefined) {
    return actOn(look, worse.name, { code: 'regression', check: worse.name, cell: worse.cell, odds: worse.odds, oddsNeeded: worse.oddsNeeded });
  }
  const { odds, oddsNeeded: needed } = mergedOdds(look);
  if (odds < needed) return 'silent';
  return takeOutUnlessStableIsDead(look, { code: 'combined-regression', checks: toBlame(look, needed), odds, oddsNeeded: needed });
}

/**
 * Checks on one clock share their evidence: the weighted mean of their e-values is again one (Vovk & Wang 2021). Labels come on a clock of their
 * own, so each of them has to reach its own share alone (Bonferroni).
 */
export function mergedOdds(look: Look): { readonly odds: number; readonly oddsNeeded: number } {
  const [first] = look.live;
  const needed = 1 / budgetBeforePromotion(look.policy);
  if (first === undefined) return { odds: 0, oddsNeeded: needed };
  let sum = 0;
  for (const { name } of look.live) sum += look.absorbed.checks[name]?.odds ?? 0;
  // Each has the same part of the budget.
  return { odds: (sum * needed) / oddsNeeded(look.policy, first), oddsNeeded: needed };
}

/** Closed testing names the checks that are worse at the same error probability; where it names none, all of them said it together. */
function toBlame(look: Look, needed: number): readonly string[] {
  const values = look.live.map(({ name }) => ({ name, value: look.absorbed.checks[name]?.odds ?? 0 }));
  const named = blamed(values, needed);
  return named.length > 0 ? named : values.map(({ name }) => name);
}

export function harmBudget(look: Look): Ruling | 'silent' {
  const budget = look.policy.promise.badRequestsMax;
  if (isPromoted(look) || look.excess < spendableBudget(look.policy, look.absorbed.checks) || endsByPolicy(look)) return 'silent';
  const reason: Reason = { code: 'harm-budget-spent', excess: look.excess, budget };
  // Any exposure at all would break the promise further; nothing is raised again while it is spent.
  const { router } = look.situation;
  return router.kind === 'read' && router.weight > 0 ? { kind: 'stepBack', to: PPM_NONE, needs: 'human', reasons: [reason] } : hold(reason, 'human');
}

/** Nearly all traffic is the candidate's, also while only the registry's pointer waits: the promise on bad requests ends with the promotion. */
function isPromoted({ rollout: { phase, weight }, policy, situation: { router } }: Look): boolean {
  return phase === 'baking' || (phase === 'awaiting-promotion' && router.kind === 'read' && weight >= promotedWeight(policy, router.step));
}

/** Traffic grew, or the candidate looks worse than it did: the promise allows far less than is exposed. Takes no person, and may rise again. */
export function promiseAllowsLess(look: Look): Ruling | 'silent' {
  const { rollout, stage, situation } = look;
  if (rollout.phase !== 'trial' || (stage.kind !== 'ramp' && stage.kind !== 'split') || look.traffic === 'unknown' || situation.router.kind === 'unreadable') return 'silent';
  const allowed = bearableWeight(look.policy, look.absorbed.checks, situation.nextLookMs);
  const to = lowerRampWeight(rampOf(stage), { weight: rollout.weight, allowed, step: situation.router.step });
  return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}

/** Its job ends, and nobody may look for hours: no more stays exposed than the promise bears until then. Takes no person, and the next job raises it again. */
export function nobodyLooks(look: Look): Ruling | 'silent' {
  const { rollout, stage, situation, policy, absorbed } = look;
  if (rollout.phase !== 'trial' || (stage.kind !== 'ramp' && stage.kind !== 'split') || situation.router.kind === 'unreadable' || !isUnwatched(policy, situation.nextLookMs)) return 'silent';
  const allowed = unwatchedWeight(policy, absorbed.checks, situation.nextLookMs);
  const to = unwatchedRampWeight(rampOf(stage), { weight: rollout.weight, allowed, step: situation.router.step });
  return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}

export function blindness(look: Look): Ruling | 'silent' {
  const { rollout, policy, situation } = look;
  const exposed = rollout.weight > 0 || (situation.router.kind === 'read' && situation.router.weight > 0);
  if (!exposed || endsByPolicy(look)) return 'silent';
  // Blocks that come while a change does not settle are dropped: they move the watermark, but nothing is learned from them.
  const unsettled = rollout.exclusions.filter((span) => span.toMs > situation.nowMs).map((span) => span.fromMs);
  const watermarks = look.clocked.map((check) => Math.max(rollout.startedAtMs, look.absorbed.checks[check.name]?.watermarkMs ?? 0));
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
export function unrecordedLowering(look: Look): Ruling | 'silent' {
  const { rollout, situation: { router } } = look;
  if (router.kind !== 'read' || !router.ours || router.weight > rollout.weight || copiesMore(router, rollout)) return 'silent';
  const reason: Reason = { code: 'lowered-before-record', recorded: rollout.weight, observed: router.weight };
  if (router.weight === 0) return takeOut([reason]);
  // A look that stepped back while the promotion was recorded: what is promoted has no smaller weight to wait at, and nothing would ever raise it again.
  if (rollout.phase === 'baking') return router.weight < rollout.weight ? takeOutUnlessStableIsDead(look, reason) : 'silent';
  return { kind: 'stepBack', to: router.weight, needs: 'human', reasons: [reason] };
}
