// The decision: pure, synchronous, total. Rules stand in one list, in order; the first that speaks decides.
// No flag or warning stands before a confirmed regression.
import type { Absorbed } from './checks/absorb.ts';
import { shown } from './checks/verdicts.ts';
import type { Decision } from './decision.ts';
import { answeredNow } from './rules/answers.ts';
import { deadline } from './rules/deadline.ts';
import { checksThatHold, frozenData, missingData, routerUnreadable, steppedBack } from './rules/declared-rules.ts';
import type { Situation } from './event.ts';
import type { Evidence } from './evidence.ts';
import {
  blindness, commonMode, confirmedRegression, hardLimit, harmBudget, mergedOdds, nobodyLooks, promiseAllowsLess, raisedOutside, sampleRatio, sharedOverload, softLimit,
  unrecordedLowering, worseThanBefore,
} from './rules/harm-rules.ts';
import { lookAt, type Look } from './rules/look.ts';
import { aborted, alreadyLeaving, loweredOutside, superseded, unlessPaused } from './rules/people-rules.ts';
import { hold, notOntoDeadStable, type Rule, type Ruling } from './rules/ruling.ts';
import { approval, awaitingPromotion, bake, insufficientEvidence, ramp, shadow, smoke, split, unlessQuiet } from './rules/stage-rules.ts';
import { turningOf } from './rules/turning.ts';
import type { CheckState, Rollout } from './state.ts';
import { PPM_NONE } from './units.ts';

export interface Decided {
  readonly decision: Decision;
  /** The checks with the new evidence in them. */
  readonly checks: Readonly<Record<string, CheckState>>;
  /** What the evidence made of the rollout: a fold of the same evidence need not take it in again. */
  readonly absorbed: Absorbed;
}

/** Decides what `rollout` does next. Pure and total: never throws, whatever the evidence holds. */
export function decide(rollout: Rollout, evidence: Readonly<Record<string, Evidence>>, situation: Situation): Decided {
  const look = lookAt(rollout, evidence, situation);
  for (const rule of RULES) {
    const ruling = rule(look);
    if (ruling !== 'silent') return { decision: spelledOut(look, notOntoDeadStable(look, unlessPaused(look, unlessQuiet(look, ruling))), evidence), checks: look.absorbed.checks, absorbed: look.absorbed };
  }
  const nothingSaid = hold({ code: 'insufficient', check: 'any', trials: 0, trialsNeeded: look.policy.expert.samplesMin });
  return { decision: spelledOut(look, unlessPaused(look, nothingSaid), evidence), checks: look.absorbed.checks, absorbed: look.absorbed };
}

const RULES: readonly Rule[] = [
  alreadyLeaving,
  aborted,
  loweredOutside,
  superseded,
  hardLimit,
  confirmedRegression,
  nobodyLooks,
  softLimit,
  sharedOverload,
  commonMode,
  worseThanBefore,
  raisedOutside,
  unrecordedLowering,
  harmBudget,
  promiseAllowsLess,
  blindness,
  sampleRatio,
  deadline,
  frozenData,
  routerUnreadable,
  checksThatHold,
  missingData,
  steppedBack,
  smoke,
  awaitingPromotion,
  insufficientEvidence,
  shadow,
  approval,
  ramp,
  split,
  bake,
];

function mergedShown(look: Look): Decision['merged'] {
  const { odds, oddsNeeded } = mergedOdds(look);
  return { odds: shown(odds), oddsNeeded };
}

function spelledOut(look: Look, ruling: Ruling, evidence: Readonly<Record<string, Evidence>>): Decision {
  return {
    kind: ruling.kind,
    from: look.rollout.weight,
    to: ruling.to ?? look.rollout.weight,
    mirror: ruling.kind === 'rollback' ? PPM_NONE : (ruling.mirror ?? look.rollout.mirror),
    needs: ruling.needs ?? 'nothing',
    reasons: ruling.reasons,
    checks: look.reports,
    merged: mergedShown(look),
    harm: { excess: look.excess, budget: look.policy.promise.badRequestsMax },
    turning: turningOf(look, ruling, evidence),
    answered: answeredNow(look),
    stageIndex: ruling.stageIndex ?? look.rollout.stageIndex,
  };
}
