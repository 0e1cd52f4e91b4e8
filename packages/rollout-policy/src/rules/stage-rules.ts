// Rules of the stages: smoke, ramp, switch, promotion, bake.
import type { Reason } from '../decision.ts';
import { liveRollbackChecks, type Look } from './look.ts';
import type { Stage } from '../policy.ts';
import { nextRampStep } from '../promise/ramp.ts';
import { hold, promote, type Ruling } from './ruling.ts';
import type { Ppm } from '../units.ts';
import { isCertified } from '../checks/verdicts.ts';

export function smoke(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'smoke') return 'silent';
  const trouble = candidateTrouble(look);
  if (trouble !== 'none') return hold(trouble);
  const nextIndex = look.rollout.stageIndex + 1;
  const next = look.policy.plan[nextIndex];
  if (next?.kind === 'ramp') return raise(look, next, nextIndex, { code: 'smoke-passed' });
  return { ...promote([{ code: 'smoke-passed' }]), stageIndex: nextIndex };
}

export function candidateTrouble({ rollout, situation: { candidate } }: Look): Reason | 'none' {
  if (candidate.kind !== 'ready') return { code: 'candidate-not-ready', why: candidate.why };
  if (candidate.digest !== rollout.candidate.digest) return { code: 'candidate-digest-differs', expected: rollout.candidate.digest, observed: candidate.digest };
  return 'none';
}

export function awaitingPromotion({ rollout }: Look): Ruling | 'silent' {
  return rollout.phase === 'awaiting-promotion' ? promote([{ code: 'awaiting-promotion' }]) : 'silent';
}

export function insufficientEvidence(look: Look): Ruling | 'silent' {
  if (look.stage.kind !== 'ramp' || look.rollout.weight === 0) return 'silent';
  const early = look.reports.filter((report) => report.then === 'rollback' && report.verdict === 'insufficient');
  const [first, ...others] = early.map(
    (report): Reason => ({ code: 'insufficient', check: report.name, trials: report.totals.candidate.trials, trialsNeeded: look.policy.expert.samplesMin }),
  );
  return first === undefined ? 'silent' : { kind: 'hold', reasons: [first, ...others] };
}

export function ramp(look: Look): Ruling | 'silent' {
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

export function bake(look: Look): Ruling | 'silent' {
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
