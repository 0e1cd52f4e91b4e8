// After a promotion that kept no holdback nothing runs beside the candidate. What is left is a watch on it alone, against what stable had before, with a
// share of the error budget of its own. It cannot tell the candidate from what would have hit anything: its alarm asks a person.
import type { ArmCounts } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import type { CheckState, LoneWatch } from '../state.ts';
import { detect, detectorLevel, newDetector } from '../statistics/detectors.ts';
import { overLimitWager } from './comparisons.ts';
import { primaryCell } from './compared-cells.ts';

/** Half of the budget that is left for a release after its promotion. */
const BUDGET_PART = 0.5;

export function startLoneWatch(policy: Policy, check: Check, state: CheckState): CheckState {
  const before = state.totals[primaryCell(check, state)]?.stable ?? NOTHING;
  if (!isWatchedAlone(policy, check) || before.trials < policy.expert.samplesMin || check.worseBy.kind === 'none') return state;
  // One event more than seen, so that a stable without a failure allows some.
  const ratio = (before.events + 1) / before.trials;
  const ratioMax = check.worseBy.kind === 'factor' ? ratio * check.worseBy.factor : ratio + check.worseBy.ratio;
  return ratioMax < 1 ? { ...state, lone: { kind: 'watching', ratioMax, atoms: newDetector(), blocks: 0, totals: NOTHING } } : state;
}

export function watchAlone(watch: LoneWatch, arm: ArmCounts): LoneWatch {
  const totals = { trials: watch.totals.trials + arm.trials, events: watch.totals.events + arm.events };
  return { ...watch, atoms: detect('shiryaev-roberts', watch.atoms, overLimitWager(arm, watch.ratioMax)), blocks: watch.blocks + 1, totals };
}

/** P(alarm within T blocks) <= T/c: the level c that keeps the whole bake within its part of the budget. */
export function loneAlarm(policy: Policy, watch: LoneWatch): boolean {
  const bake = policy.plan.find((stage) => stage.kind === 'bake');
  const watched = policy.checks.filter((check) => isWatchedAlone(policy, check)).length;
  const blocks = Math.max(watch.blocks, (bake?.durationMs ?? 0) / policy.expert.blockMs);
  return detectorLevel(watch.atoms) >= (blocks * Math.max(1, watched)) / (policy.promise.falseAlarmRatio * BUDGET_PART);
}

/** Whether the policy's bake keeps nothing of stable beside the candidate, and this check's counts can be read alone. */
function isWatchedAlone(policy: Policy, check: Check): boolean {
  const bake = policy.plan.find((stage) => stage.kind === 'bake');
  return bake?.holdback === 0 && check.then === 'rollback' && check.better === 'lower' && (check.signal.kind === 'share' || check.signal.kind === 'time');
}

const NOTHING: ArmCounts = { trials: 0, events: 0 };
