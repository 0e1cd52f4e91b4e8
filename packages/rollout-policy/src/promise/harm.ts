// The bad-request promise: how many were caused so far, how many could still come, and what weight that allows.
//
// w = (H - S - pending) / (rate * sum over checks of U * horizon): the weight at which even the worst rate that the evidence has not
// refuted spends no more than what is left of the budget before the next decision can act (statistics notes, section 6, formula 5;
// after Xu, Duan & Huang 2018 and Li, Mao & Bojinov 2023, arXiv 2305.09626).
import type { ArmCounts, Cell } from '../evidence.ts';
import { countsBadEvents } from '../checks/claims.ts';
import { primaryCell } from '../checks/compared-cells.ts';
import { isDelayed, labelsQuestionOf } from '../checks/delayed.ts';
import { breaksHardLimit } from '../checks/hard-limit.ts';
import { onlyTells } from '../policy.ts';
import type { Check, Policy } from '../policy.ts';
import { factorMax, rateMax } from '../checks/rate-caps.ts';
import type { CheckState } from '../state.ts';
import { floorPpm, PPM_ALL, PPM_NONE, ppm, type Ppm } from '../units.ts';

/** Only failures and wrong answers of checks that can roll back are bad requests; a slow one is not lost, and in a shadow nobody is harmed. */
export function countsAsHarm(check: Check): boolean {
  return check.then === 'rollback' && check.better === 'lower' && (check.signal.kind === 'share' || check.signal.kind === 'labels');
}

/** Bad requests of the candidate so far beyond what stable would have had. Negative by luck or merit. */
export function excessHarm(policy: Policy, checks: Readonly<Record<string, CheckState>>): number {
  return sumOverHarm(policy, checks, (_, state) => state.excess);
}

/**
 * How much harm may be seen before a person has to say how to go on: the budget less what luck may hide of the true harm in 99 of 100 releases (2.33 standard
 * deviations), and never less than half of it, so that a long release at a high background rate is not stopped for its noise alone. Failures beyond the background are
 * harm and no noise; the background is noise three times over: in the candidate's failures, in what stable would have had on the same requests, and in the
 * requests by which that is told.
 */
export function spendableBudget(policy: Policy, checks: Readonly<Record<string, CheckState>>): number {
  const { badRequestsMax } = policy.promise;
  const variance = sumOverHarm(policy, checks, (_, { expected, totals }) => {
    const { stable, candidate } = totals['all'] ?? NOTHING;
    return stable.trials === 0 ? 0 : expected * (2 + candidate.trials / stable.trials);
  });
  return Math.max(badRequestsMax / 2, badRequestsMax - LUCK_IN_99 * Math.sqrt(variance));
}

/** One-sided normal quantile of 99 %. */
const LUCK_IN_99 = 2.326;
const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** The largest weight that the promise allows a raise to. Zero while the traffic is unknown. */
export function allowedWeight(policy: Policy, checks: Readonly<Record<string, CheckState>>, { nextLookMs, isFirst }: { readonly nextLookMs: number; readonly isFirst: boolean }): Ppm {
  // Before its first request the candidate may do anything, whatever copies of requests have shown.
  if (isFirst) return weightWithin(policy, checks, nextLookMs, { reserved: 0, worstOf: () => 1, unseen: 1 });
  // However much the promise could bear: nothing is raised into a block that fails.
  if (policy.checks.some((check) => failsNow(policy, check, checks[check.name]))) return PPM_NONE;
  return weightWithin(policy, checks, nextLookMs, { reserved: unjudgedHarm(policy, checks), worstOf: (state) => Math.max(worstExcessRatio(policy, state), newestExcessRatio(policy, state)), unseen: 0 });
}

/**
 * The weight that the promise bears at the traffic and evidence of now. Requests that are not judged yet were counted when the weight was chosen:
 * counting them again would take back every raise while its labels are still to come.
 */
export function bearableWeight(policy: Policy, checks: Readonly<Record<string, CheckState>>, nextLookMs: number): Ppm {
  return weightWithin(policy, checks, nextLookMs, { reserved: 0, worstOf: (state) => worstExcessRatio(policy, state), unseen: 0 });
}

interface Outlook {
  /** Harm that is already on its way. */
  readonly reserved: number;
  /** The candidate's bad ratio beyond stable's, at worst. */
  readonly worstOf: (state: CheckState) => number;
  /** The same where no check counts bad requests: what is not counted may happen all the same. */
  readonly unseen: number;
}

function weightWithin(policy: Policy, checks: Readonly<Record<string, CheckState>>, nextLookMs: number, outlook: Outlook): Ppm {
  const judged = judgedWeight(policy, checks, nextLookMs, outlook);
  return isUnwatched(policy, nextLookMs) ? ppm(Math.min(judged, unwatchedWeight(policy, checks, nextLookMs))) : judged;
}

function judgedWeight(policy: Policy, checks: Readonly<Record<string, CheckState>>, nextLookMs: number, { reserved, worstOf, unseen }: Outlook): Ppm {
  const traffic = requestsPerMs(policy, checks);
  if (traffic === 'unknown') return PPM_NONE;
  const left = plannedBudget(policy) - Math.max(0, excessHarm(policy, checks)) - reserved;
  if (left <= 0) return PPM_NONE;
  const spentPerWeight = sumOverHarm(policy, checks, (check, state) => worstOf(state) * traffic * judgedAfterMs(policy, check, nextLookMs));
  if (spentPerWeight > 0) return floorPpm(left / spentPerWeight);
  if (policy.checks.some(countsAsHarm) || unseen === 0) return PPM_ALL;
  const judgedMs = policy.checks.filter((check) => !isDelayed(check)).map((check) => judgedAfterMs(policy, check, nextLookMs));
  return floorPpm(left / (unseen * traffic * Math.max(nextLookMs, ...judgedMs)));
}

/** The harm that requests without a verdict may turn out to be, at worst. */
function unjudgedHarm(policy: Policy, checks: Readonly<Record<string, CheckState>>): number {
  let counted = 0;
  for (const { name } of policy.checks) counted = Math.max(counted, candidateTrials(checks[name]));
  // Requests that some check has counted and this one has not: labels still to come.
  return sumOverHarm(policy, checks, (_, state) => worstExcessRatio(policy, state) * Math.max(0, counted - candidateTrials(state)));
}

function candidateTrials(state: CheckState | undefined): number {
  return state?.totals['all']?.candidate.trials ?? 0;
}

function sumOverHarm(policy: Policy, checks: Readonly<Record<string, CheckState>>, termOf: (check: Check, state: CheckState) => number): number {
  let sum = 0;
  for (const check of policy.checks) {
    const state = checks[check.name];
    if (state !== undefined && countsAsHarm(check)) sum += termOf(check, state);
  }
  return sum;
}

/**
 * True when the traffic exposed at `weight` until `untilMs` from now could by itself spend what is left of the promise, or nobody could tell later whether
 * it did: then a job has to stay and look, however slow the schedule is. Unknown traffic is too much.
 */
export function outlastsBudget(policy: Policy, checks: Readonly<Record<string, CheckState>>, exposure: { readonly weight: Ppm; readonly untilMs: number }): boolean {
  if (exposure.weight === 0) return false;
  if (!isToldLater(policy, exposure.untilMs)) return true;
  const traffic = requestsPerMs(policy, checks);
  if (traffic === 'unknown') return true;
  const left = policy.promise.badRequestsMax - Math.max(0, excessHarm(policy, checks));
  return (exposure.weight / PPM_ALL) * traffic * exposure.untilMs > left;
}

/** The job ends after this look, and the schedule may take longer than it is meant to until the next one. */
export function isUnwatched({ expert }: Policy, nextLookMs: number): boolean {
  return nextLookMs > Math.max(expert.tickMs, expert.lookMs);
}

/**
 * The weight at which nobody has to look for so long: were every request of the candidate to fail, the promise would hold. What the evidence has refuted
 * does not count, because what turns bad meanwhile is seen by nobody. Never `outlastsBudget`.
 */
export function unwatchedWeight(policy: Policy, checks: Readonly<Record<string, CheckState>>, untilMs: number): Ppm {
  const traffic = requestsPerMs(policy, checks);
  if (traffic === 'unknown' || !isToldLater(policy, untilMs)) return PPM_NONE;
  return floorPpm(Math.max(0, plannedBudget(policy) - Math.max(0, excessHarm(policy, checks))) / (traffic * untilMs));
}

/** Pages of counters tell nothing of a hole that is longer than is bridged: what happens in it is never counted as harm. */
function isToldLater({ metrics, expert }: Policy, spanMs: number): boolean {
  return metrics.kind !== 'openmetrics' || spanMs <= Math.max(expert.maxGapMs, 2 * Math.max(expert.lookMs, expert.tickMs));
}

/**
 * What the ramp may plan with: the mean of a Poisson count that stays within the promise in 99 of 100 releases, by the square-root transform
 * (Anscombe 1948): sqrt(X + 1) has a standard deviation of about 1/2, and 1.163 is half of the normal quantile of 99 %.
 */
export function plannedBudget(policy: Policy): number {
  const root = Math.sqrt(policy.promise.badRequestsMax + 1) - 1.163;
  return root > 0 ? root * root : 0;
}

/** Requests of both arms per millisecond of late, by the check that saw most. Without a request nothing is known: traffic may come at any time. */
export function requestsPerMs(policy: Policy, checks: Readonly<Record<string, CheckState>>): number | 'unknown' {
  let most = 0;
  for (const { name } of policy.checks) most = Math.max(most, checks[name]?.requestsPerMs ?? 0);
  return most === 0 ? 'unknown' : most;
}

/** What the newest block shows: a bound on the past says nothing about a candidate that has just begun to fail. */
function newestExcessRatio(policy: Policy, { newest: { cell: { stable, candidate } } }: CheckState): number {
  if (candidate.trials < policy.expert.samplesMin) return 0;
  return candidate.events / candidate.trials - (stable.trials === 0 ? 0 : stable.events / stable.trials);
}

/** The newest block shows more than the margin over stable allows, by more than a burst can explain. What hits both arms is not the candidate's. */
function failsNow(policy: Policy, check: Check, state: CheckState | undefined): boolean {
  if (state === undefined || onlyTells(check.then) || !countsBadEvents(check)) return false;
  const { stable, candidate } = state.newest.cell;
  const seen = [stable, state.totals[primaryCell(check, state)]?.stable ?? stable].filter(({ trials }) => trials > 0);
  if (seen.length === 0) return false;
  const stableRatio = Math.max(...seen.map(cautiousRatio));
  const accepted = check.worseBy.kind === 'factor' ? stableRatio * check.worseBy.factor : stableRatio + (check.worseBy.kind === 'points' ? check.worseBy.ratio : 0);
  return breaksHardLimit(candidate, accepted, { samplesMin: policy.expert.samplesMin, independent: check.independent });
}

/** Three more events than seen: what a healthy count may hide (rule of three). */
function cautiousRatio({ trials, events }: ArmCounts): number {
  return (events + 3) / trials;
}

/** Upper bound of the candidate's bad ratio beyond stable's; 1 while nothing is known: anything may fail. */
function worstExcessRatio(policy: Policy, state: CheckState): number {
  const stable: ArmCounts = state.totals['all']?.stable ?? { trials: 0, events: 0 };
  const own = rateMax(state.caps);
  const factor = factorMax(state.caps);
  if (stable.trials < policy.expert.samplesMin || !Number.isFinite(factor)) return own;
  return Math.min(own, cautiousRatio(stable) * (factor - 1));
}

/**
 * How long a new weight is exposed before this check can act on it: the warm-up is not tested, the first block after it begins up to a block (or a look,
 * where a look makes the block) later, has to last and to close, and the next look must come.
 */
export function judgedAfterMs(policy: Policy, check: Check, nextLookMs: number): number {
  const { blockMs, lagMs, warmUpMs } = policy.expert;
  const asked = labelsQuestionOf(check.signal);
  const labelsMs = asked.kind === 'asked' ? asked.question.matureMs + asked.question.everyMs : 0;
  return warmUpMs + Math.max(blockMs, nextLookMs) + blockMs + lagMs + nextLookMs + labelsMs;
}
