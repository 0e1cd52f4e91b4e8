// After a promotion little or nothing of stable runs beside the candidate, so a comparison takes hours to say anything. Besides it the candidate is watched
// alone, against what stable had before. That is fast, and cannot tell the candidate from what would have hit anything: its alarm asks a person.
import type { ArmCounts, Cell } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState, LoneWatch } from '../state.ts';
import { detect, detectorLevel, newDetector } from '../statistics/detectors.ts';
import { rateInterval } from '../statistics/rate-interval.ts';
import { overLimitWager } from './comparisons.ts';
import { primaryCell } from './compared-cells.ts';

/** Without holdback half of the error budget is left for this watch; with one it has as much of its own, and sends nothing back. */
const BUDGET_PART = 0.5;

export function startLoneWatch(policy: Policy, check: Check, state: CheckState): CheckState {
  const before = state.totals[primaryCell(check, state)]?.stable ?? NOTHING;
  if (!isWatchedAlone(policy, check) || before.trials < policy.expert.samplesMin || check.worseBy.kind === 'none') return state;
  // The upper end of what stable's rate may have been: an estimate would be too low in half of all releases.
  const ratio = rateInterval(before, policy.promise.falseAlarmRatio).upper;
  const ratioMax = check.worseBy.kind === 'factor' ? ratio * check.worseBy.factor : ratio + check.worseBy.ratio;
  return ratioMax < 1 ? { ...state, lone: { kind: 'watching', ratioMax, atoms: newDetector(), blocks: 0, totals: NOTHING } } : state;
}

/** A block in which what is left of stable is over the bound too says nothing against the candidate. */
export function watchAlone(watch: LoneWatch, { stable, candidate }: Cell): LoneWatch {
  const totals = { trials: watch.totals.trials + candidate.trials, events: watch.totals.events + candidate.events };
  const isCommon = stable.events > stable.trials * watch.ratioMax;
  return { ...watch, atoms: isCommon ? watch.atoms : detect('shiryaev-roberts', watch.atoms, overLimitWager(candidate, watch.ratioMax)), blocks: watch.blocks + 1, totals };
}

/** P(alarm within T blocks) <= T/c: the level c that keeps the whole bake within its part of the budget. */
export function loneAlarm(policy: Policy, watch: LoneWatch): boolean {
  const bake = policy.plan.find((stage) => stage.kind === 'bake');
  const watched = policy.checks.filter((check) => isWatchedAlone(policy, check)).length;
  const blocks = Math.max(watch.blocks, (bake?.durationMs ?? 0) / policy.expert.blockMs);
  return detectorLevel(watch.atoms) >= (blocks * Math.max(1, watched)) / (policy.promise.falseAlarmRatio * BUDGET_PART);
}

/** Whether there is a bake, and this check's counts can be read alone. */
function isWatchedAlone(policy: Policy, check: Check): boolean {
  return policy.plan.some((stage) => stage.kind === 'bake') && check.then === 'rollback' && check.better === 'lower' && (check.signal.kind === 'share' || check.signal.kind === 'time');
}

const NOTHING: ArmCounts = { trials: 0, events: 0 };
