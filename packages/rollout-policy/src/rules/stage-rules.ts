// Rules of the stages, and how one passes into the next.
import { isFutility, mustRuleOut } from '../checks/claims.ts';
import { isDelayed } from '../checks/delayed.ts';
import { CHOOSE_AFTER } from '../checks/histogram-bounds.ts';
import { isFine, mayPass } from '../checks/verdicts.ts';
import type { CheckReport, Reason } from '../decision.ts';
import { onlyTells } from '../policy.ts';
import type { Check, Stage } from '../policy.ts';
import { nextRampStep, rampOf, type Ramp } from '../promise/ramp.ts';
import { capital } from '../statistics/wealth.ts';
import { PPM_ALL, PPM_NONE, type Ppm } from '../units.ts';
import { copiesMore } from '../plan.ts';
import { isAnswered, isApproved, questionOfCheck } from './answers.ts';
import { undecided } from './deadline.ts';
import type { Look } from './look.ts';
import { candidateTrouble, mayPromote } from './readiness.ts';
import { hold, promote, takeOut, type Ruling } from './ruling.ts';

export function smoke(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'smoke') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  const { smoke: probe } = look.situation;
  if (look.stage.probe.kind === 'none') return pass(look, { code: 'smoke-passed', cases: 0 });
  switch (probe.kind) {
    case 'passed':
      return pass(look, { code: 'smoke-passed', cases: probe.cases });
    case 'failed':
      return takeOut([{ code: 'smoke-failed', cases: probe.cases, failed: probe.failed, first: probe.first }]);
    case 'unavailable':
      return hold({ code: 'smoke-unavailable', why: probe.why });
    case 'not-asked':
      return hold({ code: 'smoke-unavailable', why: 'the golden set was not asked yet' });
  }
}

export function awaitingPromotion({ rollout }: Look): Ruling | 'silent' {
  return rollout.phase === 'awaiting-promotion' ? promote([{ code: 'awaiting-promotion' }]) : 'silent';
}

export function insufficientEvidence(look: Look): Ruling | 'silent' {
  const { stage, rollout } = look;
  const isMeasured = (stage.kind === 'shadow' && rollout.mirror > 0) || ((stage.kind === 'ramp' || stage.kind === 'split') && rollout.weight > 0);
  if (!isMeasured) return 'silent';
  // Labels gate the promotion, not the steps before it: they cannot be there yet.
  const early = look.clocked.filter((check) => !isDelayed(check)).flatMap((check) => look.reports.filter((report) => report.name === check.name && report.verdict === 'insufficient'));
  const [first, ...others] = early.map((report): Reason => ({ code: 'insufficient', check: report.name, ...samplesOf(look, report) }));
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

/** What is missing: requests of the candidate, or of stable while a latency check learns its bounds. */
function samplesOf({ absorbed, policy }: Look, { name, totals }: CheckReport): { readonly trials: number; readonly trialsNeeded: number } {
  const state = absorbed.checks[name];
  if (state?.bounds.kind === 'choosing') return { trials: state.totals['all']?.stable.trials ?? 0, trialsNeeded: CHOOSE_AFTER };
  return { trials: totals.candidate.trials, trialsNeeded: policy.expert.samplesMin };
}

export function shadow(look: Look): Ruling | 'silent' {
  const { stage, rollout } = look;
  if (stage.kind !== 'shadow') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  if (copiesMore(look.situation.router, rollout)) return hold({ code: 'dwell', untilMs: look.situation.nowMs + look.policy.expert.blockMs });
  if (rollout.mirror === PPM_NONE) return startShadow(look, stage, rollout.stageIndex, { code: 'stage-passed', stage: 'smoke' });
  const leftMs = stage.durationMs - coveredMs(look);
  return leftMs > 0 ? hold({ code: 'shadowing', leftMs }) : pass(look, { code: 'stage-passed', stage: 'shadow' });
}

export function approval(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'approval') return 'silent';
  return isApproved(look) ? pass(look, { code: 'stage-passed', stage: 'approval' }) : hold({ code: 'approval-needed' }, 'approval');
}

export function ramp(look: Look): Ruling | 'silent' {
  const { stage } = look;
  if (stage.kind === 'switch') return pass(look, { code: 'stage-passed', stage: 'switch' });
  if (stage.kind !== 'ramp') return 'silent';
  return climb(look, stage, () => certified(look, { code: 'all-certified' }));
}

export function split(look: Look): Ruling | 'silent' {
  const { stage } = look;
  return stage.kind === 'split' ? climb(look, rampOf(stage), () => judged(look, stage)) : 'silent';
}

export function bake(look: Look): Ruling | 'silent' {
  if (look.rollout.phase !== 'baking') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble, 'human');
  const durationMs = look.stage.kind === 'bake' ? look.stage.durationMs : 0;
  const leftMs = durationMs - coveredMs(look);
  if (leftMs > 0) return hold({ code: 'baking', leftMs });
  return { kind: 'finished', to: PPM_ALL, reasons: [{ code: 'baked', forMs: durationMs }] };
}

/** People are away: nothing is raised or promoted, unless one of them says so now. */
export function unlessQuiet(look: Look, ruling: Ruling): Ruling {
  const { quiet } = look.situation;
  const isRaise = ruling.kind === 'advance' || (ruling.kind === 'promote' && look.rollout.phase === 'trial');
  if (!isRaise || quiet.kind === 'no' || isApproved(look)) return ruling;
  return hold({ code: 'quiet', untilMs: quiet.untilMs });
}

/** Into the stage after this one; `why` this one is over. After the last one before the promotion comes the promotion. */
function pass(look: Look, why: Reason): Ruling {
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  const index = look.rollout.stageIndex + 1;
  const next = look.policy.plan[index];
  switch (next?.kind) {
    case 'ramp':
    case 'split':
      return raise(look, rampOf(next), index, why);
    case 'shadow':
      return startShadow(look, next, index, why);
    case 'approval':
      // Nothing is copied while nobody decides.
      if (look.rollout.mirror > 0) return { kind: 'advance', to: look.rollout.weight, mirror: PPM_NONE, stageIndex: index, reasons: [why], needs: 'approval' };
      return { ...hold({ code: 'approval-needed' }, 'approval'), stageIndex: index };
    case 'switch':
      return { ...promote([why]), stageIndex: index };
    case 'bake':
    case 'follow':
    case undefined:
      return promote([why]);
    case 'smoke':
      // Never after another stage: policies are refused then.
      return hold({ code: 'dwell', untilMs: look.situation.nowMs });
  }
}

function startShadow(look: Look, stage: Extract<Stage, { kind: 'shadow' }>, stageIndex: number, why: Reason): Ruling {
  const { router } = look.situation;
  if (router.kind === 'read' && router.mirror === 'cannot') return hold({ code: 'router-cannot-mirror' }, 'human');
  return { kind: 'advance', to: look.rollout.weight, mirror: stage.share, stageIndex, reasons: [why] };
}

/** One step of a ramp, or what its top says. */
function climb(look: Look, stage: Ramp, atTop: () => Ruling): Ruling {
  const { rollout } = look;
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
  return raise(look, stage, rollout.stageIndex, rollout.weight > 0 ? { code: 'stage-passed', stage: 'ramp' } : stageBefore(look), atTop);
}

function raise(look: Look, stage: Ramp, stageIndex: number, why: Reason, atTop: () => Ruling = () => promote([why])): Ruling {
  const { router } = look.situation;
  if (router.kind !== 'read') return hold({ code: 'router-unreadable', why: router.why });
  const { step } = router;
  const next = nextRampStep(stage, look.policy.expert, { weight: look.rollout.weight, allowed: look.allowed, step });
  switch (next.kind) {
    case 'raise':
      return { kind: 'advance', to: next.to, mirror: PPM_NONE, stageIndex, reasons: [why] };
    case 'wait':
      // The stage before is over all the same: an approval, say, is not asked for twice.
      return { ...hold(waitReason(look, next.next)), stageIndex };
    case 'top':
      return stageIndex === look.rollout.stageIndex ? atTop() : { kind: 'hold', stageIndex, reasons: [{ code: 'dwell', untilMs: look.situation.nowMs }] };
  }
}

/** What the first raise of a ramp follows from, when it had to wait. */
function stageBefore({ rollout, policy }: Look): Reason {
  const before = policy.plan[rollout.stageIndex - 1]?.kind ?? 'smoke';
  return before === 'smoke' ? { code: 'smoke-passed', cases: 0 } : { code: 'stage-passed', stage: before };
}

function waitReason(look: Look, next: Ppm): Reason {
  if (look.traffic === 'unknown') return { code: 'traffic-unknown' };
  return look.rollout.weight === 0 ? { code: 'budget-too-small', allowed: look.allowed, next } : { code: 'weight-held-by-promise', allowed: look.allowed };
}

/** On to the next stage when every check that can roll back rules out what it has to. */
function certified(look: Look, why: Reason): Ruling {
  const open = look.policy.checks.flatMap((check) => {
    const report = look.reports.find(({ name }) => name === check.name);
    return report === undefined || isSureEnough(look, check, report) ? [] : [{ check, report }];
  });
  // A person who has seen what is not certified may go on without it.
  if (open.length > 0 && isApproved(look) && mayPromote(look)) return pass(look, undecided(look));
  const [first, ...others] = open.map(
    ({ check, report }): Reason => ({ code: 'not-certified', check: check.name, effect: mustRuleOut(look.policy, check), sameOdds: report.sameOdds, oddsNeeded: 1 / look.policy.expert.certifyAlpha }),
  );
  return first === undefined ? pass(look, why) : { kind: 'hold', reasons: [first, ...others] };
}

/** What can roll back has to be certified; what holds has to have seen enough, unless labels are still to come. */
function isSureEnough(look: Look, check: Check, report: CheckReport): boolean {
  if (check.then === 'rollback') return mayPass(check, report);
  return onlyTells(check.then) || !look.clocked.includes(check) || isFine(report) || isAnswered(look, questionOfCheck(check.name));
}

/** An A/B stage ends when its check has won, when an improvement worth having is ruled out, or never by itself: time alone proves nothing. */
function judged(look: Look, stage: Extract<Stage, { kind: 'split' }>): Ruling {
  const report = look.reports.find(({ name }) => name === stage.judge);
  const state = look.absorbed.checks[stage.judge];
  if (report === undefined || state === undefined) return hold({ code: 'insufficient', check: stage.judge, trials: 0, trialsNeeded: look.policy.expert.samplesMin });
  const odds = stage.goal === 'superior' ? report.betterOdds : Math.max(report.betterOdds, report.sameOdds);
  const needed = 1 / look.policy.expert.certifyAlpha;
  // The others must not be worse, whoever wins.
  if (odds >= needed) return certified(look, { code: 'split-won', check: stage.judge, odds });
  const hopeless = Object.entries(state.claims).some(([name, claim]) => isFutility(name) && capital(claim.wealth) >= needed);
  if (hopeless) return takeOut([{ code: 'split-futile', check: stage.judge, worthwhile: stage.worthwhile }]);
  const leftMs = Math.max(0, stage.durationMs - coveredMs(look));
  if (isApproved(look) && mayPromote(look)) return pass(look, undecided(look));
  return hold({ code: 'split-open', check: stage.judge, odds, oddsNeeded: needed, leftMs }, leftMs > 0 ? 'nothing' : 'approval');
}

/** Healthy time is counted by what the metrics covered, by the check that saw least: a missing tick is no gap, a missing metric is. */
function coveredMs(look: Look): number {
  const covered = look.clocked.map((check) => look.absorbed.checks[check.name]?.coveredMs ?? 0);
  return covered.length === 0 ? 0 : Math.min(...covered);
}
