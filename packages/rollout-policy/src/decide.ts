// The decision: pure, synchronous, total. Rules stand in one list, in order; the first that speaks decides.
// No flag or warning stands before a confirmed regression.
import { absorb, type Absorbed, type Breach } from './absorb.ts';
import type { CheckReport, Decision, DecisionKind, Reason } from './decision.ts';
import type { Evidence } from './evidence.ts';
import type { Situation } from './event.ts';
import { allowedWeight, bearableWeight, excessHarm, requestsPerMs } from './harm.ts';
import type { Check, CheckAction, Policy, Stage } from './policy.ts';
import { lowerRampWeight, nextRampStep } from './ramp.ts';
import type { CheckState, Rollout } from './state.ts';
import { PPM_NONE, type Ppm } from './units.ts';
import { isCertified, isFine, oddsNeeded, reportCheck } from './verdicts.ts';

export interface Decided {
  readonly decision: Decision;
  /** The checks with the new evidence in them. */
  readonly checks: Readonly<Record<string, CheckState>>;
}

/** Decides what `rollout` does next. Pure and total: never throws, whatever the evidence holds. */
export function decide(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Situation): Decided {
  const look = lookAt(rollout, evidence, situation);
  for (const rule of RULES) {
    const ruling = rule(look);
    if (ruling !== 'silent') return { decision: spelledOut(look, ruling), checks: look.absorbed.checks };
  }
  return { decision: spelledOut(look, hold({ code: 'insufficient', check: 'any', trials: 0, trialsNeeded: look.policy.expert.samplesMin })), checks: look.absorbed.checks };
}

interface Look {
  readonly rollout: Rollout;
  readonly policy: Policy;
  readonly stage: Stage;
  readonly situation: Situation;
  readonly absorbed: Absorbed;
  readonly reports: readonly CheckReport[];
  readonly excess: number;
  readonly allowed: Ppm;
  readonly traffic: number | 'unknown';
}

interface Ruling {
  readonly kind: DecisionKind;
  readonly reasons: readonly Reason[];
  readonly needs?: Decision['needs'];
  /** Only where the weight changes. */
  readonly to?: Ppm;
  readonly stageIndex?: number;
}

type Rule = (look: Look) => Ruling | 'silent';

const RULES: readonly Rule[] = [
  alreadyLeaving,
  aborted,
  loweredOutside,
  superseded,
  hardLimit,
  confirmedRegression,
  commonMode,
  raisedOutside,
  unrecordedLowering,
  harmBudget,
  promiseAllowsLess,
  blindness,
  deadline,
  frozenData,
  routerUnreadable,
  checksThatHold,
  missingData,
  smoke,
  awaitingPromotion,
  insufficientEvidence,
  ramp,
  bake,
];

function lookAt(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Situation): Look {
  const { policy } = rollout;
  const absorbed = absorb(policy, rollout.checks, evidence, rollout.exclusions);
  const reports = policy.checks.flatMap((check) => {
    const state = absorbed.checks[check.name];
    return state === undefined ? [] : [reportCheck(policy, check, state, absorbed.breaches)];
  });
  return {
    rollout,
    policy,
    // A plan without a bake: nothing is left to wait for after the promotion.
    stage: policy.plan[rollout.stageIndex] ?? { kind: 'bake', durationMs: 0, holdback: PPM_NONE },
    situation,
    absorbed,
    reports,
    excess: excessHarm(policy, absorbed.checks),
    allowed: allowedWeight(policy, absorbed.checks, situation.nextLookMs),
    traffic: requestsPerMs(policy, absorbed.checks),
  };
}

function spelledOut(look: Look, ruling: Ruling): Decision {
  return {
    kind: ruling.kind,
    from: look.rollout.weight,
    to: ruling.to ?? look.rollout.weight,
    needs: ruling.needs ?? 'nothing',
    reasons: ruling.reasons,
    checks: look.reports,
    harm: { excess: look.excess, budget: look.policy.promise.badRequestsMax },
    stageIndex: ruling.stageIndex ?? look.rollout.stageIndex,
  };
}

// --- people first -----------------------------------------------------------------------------------------------------------

function alreadyLeaving({ rollout }: Look): Ruling | 'silent' {
  return rollout.phase === 'leaving' ? takeOut([{ code: 'leaving', why: rollout.leavingWhy }]) : 'silent';
}

function aborted({ situation: { request } }: Look): Ruling | 'silent' {
  return request.kind === 'abort' ? takeOut([{ code: 'aborted', actor: request.actor, why: request.why }]) : 'silent';
}

function loweredOutside({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || router.ours || router.weight >= rollout.weight) return 'silent';
  return takeOut([{ code: 'weight-lowered-outside', recorded: rollout.weight, observed: router.weight }]);
}

function superseded(look: Look): Ruling | 'silent' {
  const { request } = look.situation;
  return request.kind === 'supersede' ? takeOutUnlessStableIsDead(look, { code: 'superseded', by: request.by }) : 'silent';
}

// --- harm -------------------------------------------------------------------------------------------------------------------

function hardLimit(look: Look): Ruling | 'silent' {
  const blamed = breachesThatAct(look).find((breach) => !breach.common);
  if (blamed === undefined) return 'silent';
  return actOn(look, blamed.check, { code: 'limit-breached', check: blamed.check, cell: blamed.cell, observed: blamed.counts.candidate, ratioMax: blamed.ratioMax });
}

/** After the regression test, which compares the arms and is not fooled by what hits both. */
function commonMode(look: Look): Ruling | 'silent' {
  const common = breachesThatAct(look)[0];
  if (common === undefined) return 'silent';
  if (look.situation.stable === 'dead') return { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }] };
  return hold({ code: 'common-mode', check: common.check, ...common.counts }, 'human');
}

function breachesThatAct(look: Look): readonly Breach[] {
  return look.absorbed.breaches.filter((breach) => actionOf(look, breach.check) !== 'tell');
}

function confirmedRegression(look: Look): Ruling | 'silent' {
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

function liveRollbackChecks(policy: Policy): readonly Check[] {
  return policy.checks.filter((check) => check.then === 'rollback' && check.signal.kind !== 'labels');
}

function harmBudget(look: Look): Ruling | 'silent' {
  const budget = look.policy.promise.badRequestsMax;
  if (look.rollout.phase === 'baking' || look.excess < budget || endsByPolicy(look)) return 'silent';
  return stepBack(look, { code: 'harm-budget-spent', excess: look.excess, budget }, 'approval');
}

/** Traffic grew, or the candidate looks worse than it did: the promise allows far less than is exposed. Takes no person, and may rise again. */
function promiseAllowsLess(look: Look): Ruling | 'silent' {
  const { rollout, stage, situation } = look;
  if (rollout.phase !== 'trial' || stage.kind !== 'ramp' || look.traffic === 'unknown' || situation.router.kind === 'unreadable') return 'silent';
  const allowed = bearableWeight(look.policy, look.absorbed.checks, situation.nextLookMs);
  const to = lowerRampWeight(stage, { weight: rollout.weight, allowed, step: situation.router.step });
  return to < rollout.weight ? { kind: 'stepBack', to, reasons: [{ code: 'promise-allows-less', allowed }] } : 'silent';
}

function blindness(look: Look): Ruling | 'silent' {
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
function raisedOutside({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || router.ours || router.weight <= rollout.weight) return 'silent';
  return hold({ code: 'weight-raised-outside', recorded: rollout.weight, observed: router.weight }, 'human');
}

/**
 * The router carries a lowering of ours that never reached the ledger, and the evidence that led to it is gone: it stands. Also where it only took back
 * a raise that was not confirmed yet, so that the recorded weight is no higher.
 */
function unrecordedLowering({ rollout, situation: { router } }: Look): Ruling | 'silent' {
  if (router.kind !== 'read' || !router.ours || router.weight > rollout.weight) return 'silent';
  const reason: Reason = { code: 'lowered-before-record', recorded: rollout.weight, observed: router.weight };
  return router.weight === 0 ? takeOut([reason]) : { kind: 'stepBack', to: router.weight, needs: 'human', reasons: [reason] };
}

// --- what the policy declares -----------------------------------------------------------------------------------------------

function deadline(look: Look): Ruling | 'silent' {
  const { rollout, policy } = look;
  if (rollout.phase !== 'trial') return 'silent';
  const approved = rollout.approved || look.situation.request.kind === 'approve';
  if (!policyDeadlinePassed(look) && !approved) return 'silent';
  const reason: Reason = { code: 'undecided', afterMs: look.situation.nowMs - rollout.startedAtMs, ifUndecided: policy.promise.ifUndecided };
  if (mayPromote(look) && (approved || policy.promise.ifUndecided === 'promote')) return promote([reason]);
  if (endsByPolicy(look)) return takeOutUnlessStableIsDead(look, reason);
  return policyDeadlinePassed(look) ? { ...hold(reason), needs: 'approval' } : 'silent';
}

function policyDeadlinePassed({ rollout, policy, situation }: Look): boolean {
  return situation.nowMs - rollout.startedAtMs >= policy.promise.decideWithinMs;
}

/** The time is over and the policy sends the undecided back: neither a spent budget nor blindness keeps the rollout from ending. */
function endsByPolicy(look: Look): boolean {
  return look.rollout.phase === 'trial' && policyDeadlinePassed(look) && look.policy.promise.ifUndecided === 'rollback';
}

/**
 * What even an approval needs: traffic was exposed, nothing speaks against it, the candidate is what was recorded. A check that only holds asks a
 * person, so the person who approves now has answered it.
 */
function mayPromote(look: Look): boolean {
  const rollbackChecks = look.reports.filter((report) => report.then === 'rollback');
  const answered = look.situation.request.kind === 'approve' || checksThatHold(look) === 'silent';
  const undisturbed = answered && frozenData(look) === 'silent' && routerUnreadable(look) === 'silent' && candidateTrouble(look) === 'none';
  return undisturbed && look.rollout.weight > 0 && rollbackChecks.every(isFine);
}

function frozenData({ situation: { frozen } }: Look): Ruling | 'silent' {
  if (frozen.kind === 'changed') return hold({ code: 'frozen-data-changed', paths: frozen.paths }, 'approval');
  if (frozen.kind === 'unreadable') return hold({ code: 'frozen-data-unreadable', why: frozen.why });
  return 'silent';
}

function routerUnreadable({ situation: { router } }: Look): Ruling | 'silent' {
  return router.kind === 'unreadable' ? hold({ code: 'router-unreadable', why: router.why }) : 'silent';
}

/** Checks that step back or hold; those that only tell change nothing. */
function checksThatHold(look: Look): Ruling | 'silent' {
  const worse = look.reports.filter((report) => report.verdict === 'worse' && (report.then === 'stepBack' || report.then === 'hold'));
  const first = worse.find((report) => report.then === 'stepBack') ?? worse[0];
  if (first === undefined) return 'silent';
  const reason: Reason = { code: 'check-says-worse', check: first.name, cell: first.cell, then: first.then, odds: first.odds };
  return first.then === 'stepBack' && look.rollout.phase === 'trial' ? stepBack(look, reason, 'approval') : hold(reason, 'approval');
}

function missingData(look: Look): Ruling | 'silent' {
  const missing = look.reports.filter((report) => report.then === 'rollback' && (report.noData !== '' || report.verdict === 'invalid'));
  const [first, ...others] = missing.map((report): Reason => ({ code: 'no-data', check: report.name, why: report.noData }));
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

// --- stages -----------------------------------------------------------------------------------------------------------------

function smoke(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'smoke') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  const nextIndex = look.rollout.stageIndex + 1;
  const next = look.policy.plan[nextIndex];
  if (next?.kind === 'ramp') return raise(look, next, nextIndex, { code: 'smoke-passed' });
  return { ...promote([{ code: 'smoke-passed' }]), stageIndex: nextIndex };
}

function candidateTrouble({ rollout, situation: { candidate } }: Look): Reason | 'none' {
  if (candidate.kind !== 'ready') return { code: 'candidate-not-ready', why: candidate.why };
  if (candidate.digest !== rollout.candidate.digest) return { code: 'candidate-digest-differs', expected: rollout.candidate.digest, observed: candidate.digest };
  return 'none';
}

function awaitingPromotion({ rollout }: Look): Ruling | 'silent' {
  return rollout.phase === 'awaiting-promotion' ? promote([{ code: 'awaiting-promotion' }]) : 'silent';
}

function insufficientEvidence(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'ramp' || look.rollout.weight === 0) return 'silent';
  const early = look.reports.filter((report) => report.then === 'rollback' && report.verdict === 'insufficient');
  const [first, ...others] = early.map(
    (report): Reason => ({ code: 'insufficient', check: report.name, trials: report.totals.candidate.trials, trialsNeeded: look.policy.expert.samplesMin }),
  );
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

function ramp(look: Look): Ruling | 'silent' {
  const { rollout, stage } = look;
  if (stage.kind === 'switch') return promote([{ code: 'stage-passed', stage: 'switch' }]);
  if (stage.kind !== 'ramp') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  const dwellMs = stage.steps.kind === 'ladder' ? stage.steps.everyMs : look.policy.expert.blockMs;
  const { router, nowMs } = look.situation;
  // A raise that is made and not in effect yet: deciding it again would make the router begin anew.
  if (router.kind === 'read' && router.weight > rollout.weight) return hold({ code: 'dwell', untilMs: nowMs + dwellMs });
  if (rollout.weight > 0) {
    const leftMs = dwellMs - coveredMs(look);
    if (leftMs > 0) return hold({ code: 'dwell', untilMs: nowMs + leftMs });
  }
  return raise(look, stage, rollout.stageIndex, { code: 'stage-passed', stage: 'ramp' });
}

function raise(look: Look, stage: Extract<Stage, { kind: 'ramp' }>, stageIndex: number, why: Reason): Ruling {
  const step = look.situation.router.kind === 'read' ? look.situation.router.step : (1 as Ppm);
  const next = nextRampStep(stage, look.policy.expert, { weight: look.rollout.weight, allowed: look.allowed, step });
  switch (next.kind) {
    case 'raise':
      return { kind: 'advance', to: next.to, stageIndex, reasons: [why] };
    case 'wait':
      if (look.traffic === 'unknown') return hold({ code: 'traffic-unknown' });
      return look.rollout.weight === 0
        ? hold({ code: 'budget-too-small', allowed: look.allowed, next: next.next })
        : hold({ code: 'weight-held-by-promise', allowed: look.allowed });
    case 'top':
      return certified(look);
  }
}

function certified(look: Look): Ruling {
  const open = look.reports.filter((report) => report.then === 'rollback' && !isCertified(report));
  const [first, ...others] = open.map((report): Reason => ({ code: 'not-certified', check: report.name, sameOdds: report.sameOdds, oddsNeeded: report.certifyOddsNeeded }));
  return first === undefined ? promote([{ code: 'all-certified' }]) : { kind: 'hold', reasons: [first, ...others] };
}

function bake(look: Look): Ruling | 'silent' {
  if (look.rollout.phase !== 'baking') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble, 'human');
  const durationMs = look.stage.kind === 'bake' ? look.stage.durationMs : 0;
  const leftMs = durationMs - coveredMs(look);
  if (leftMs > 0) return hold({ code: 'baking', leftMs });
  return { kind: 'finished', to: 1_000_000 as Ppm, reasons: [{ code: 'baked', forMs: durationMs }] };
}

/** Healthy time is counted by what the metrics covered, by the check that saw least: a missing tick is no gap, a missing metric is. */
function coveredMs(look: Look): number {
  const live = liveRollbackChecks(look.policy);
  const covered = live.map((check) => look.absorbed.checks[check.name]?.coveredMs ?? 0);
  return covered.length === 0 ? look.situation.nowMs - look.rollout.weightSinceMs : Math.min(...covered);
}

// --- rulings ----------------------------------------------------------------------------------------------------------------

function hold(reason: Reason, needs: Decision['needs'] = 'nothing'): Ruling {
  return { kind: 'hold', reasons: [reason], needs };
}

function promote(reasons: readonly Reason[]): Ruling {
  return { kind: 'promote', reasons };
}

function takeOut(reasons: readonly Reason[]): Ruling {
  return { kind: 'rollback', to: PPM_NONE, reasons };
}

function takeOutUnlessStableIsDead(look: Look, reason: Reason): Ruling {
  return look.situation.stable === 'dead' ? { kind: 'halt', needs: 'human', reasons: [{ code: 'stable-dead' }, reason] } : takeOut([reason]);
}

/** Back to the first weight. Where that is no step down from what the router shows, or a promoted candidate bakes, hold. */
function stepBack({ rollout: { firstWeight, phase }, situation: { router } }: Look, reason: Reason, needs: Decision['needs']): Ruling {
  const isStepDown = router.kind === 'read' && firstWeight < router.weight;
  return isStepDown && firstWeight > 0 && phase !== 'baking' ? { kind: 'stepBack', to: firstWeight, needs, reasons: [reason] } : hold(reason, needs);
}

function actOn(look: Look, check: string, reason: Reason): Ruling {
  switch (actionOf(look, check)) {
    case 'rollback':
      return takeOutUnlessStableIsDead(look, reason);
    case 'stepBack':
      return stepBack(look, reason, 'approval');
    case 'hold':
    case 'tell':
      return hold(reason, 'approval');
  }
}

function actionOf(look: Look, check: string): CheckAction {
  return look.policy.checks.find((known) => known.name === check)?.then ?? 'hold';
}
