// The promises of a policy as claims: what is released, and when such a release has broken the promise.
import { countsAsHarm, type Catch, type Policy } from '@rampart/rollout-policy';
import { formatDuration, formatFactor, formatPoints } from '@rampart/policy-document';
import type { Claim, RunRow } from './claim.ts';

/** "In 99 of 100 releases". */
const BAD_REQUESTS_RATIO = 0.01;
/** "In at least 95 of 100 releases": trouble that begins in a quiet hour may take longer. */
const CAUGHT_LATE_RATIO = 0.05;
/** Good releases that ask a person; beyond half of them the promise is not kept at all. */
const UNDECIDED_RATIO = 0.05;
const MOSTLY_UNDECIDED_RATIO = 0.5;

export function claimsOf(policy: Policy, { family }: { readonly family: string }): readonly Claim[] {
  return [goodSentBack(policy, family), badRequests(policy, family), ...policy.promise.catches.map((caught) => catches(caught, family)), decideWithin(policy, family), afterPromotion(policy, family)];
}

/** A person waits for nobody else: a plan that asks for an approval is simulated with somebody who gives it. */
export function asksForApproval({ plan }: Policy): boolean {
  return plan.some(({ kind }) => kind === 'approval');
}

function goodSentBack({ promise }: Policy, family: string): Claim {
  return {
    ...PLAIN,
    name: 'goodSentBack',
    family,
    boundRatio: promise.falseAlarmRatio,
    refutedAboveRatio: promise.falseAlarmRatio,
    promised: `at most ${Number((promise.falseAlarmRatio * 100).toPrecision(6))} in 100`,
    path: ['promise', 'falseAlarms'],
    candidate: 'equal',
    // Being asked is not being sent back.
    isBroken: (row) => sentBackAtMs(row) !== 'never',
    severity: (row) => -orZero(sentBackAtMs(row)),
    brokenByMs: (row) => orZero(sentBackAtMs(row)) + 1,
  };
}

function badRequests({ promise, checks, plan }: Policy, family: string): Claim {
  const counted = badRequestsCounted(plan);
  return {
    ...PLAIN,
    name: 'badRequests',
    family,
    boundRatio: BAD_REQUESTS_RATIO,
    refutedAboveRatio: BAD_REQUESTS_RATIO,
    promised: `at most ${promise.badRequestsMax}`,
    path: ['promise', 'badRequests'],
    candidate: 'worst',
    isBroken: (row) => counted(row) > promise.badRequestsMax,
    severity: counted,
    cannotBeJudged: checks.some(countsAsHarm) ? '' : 'no check counts bad requests: it takes one of a share or of labels that rolls back',
  };
}

/**
 * The promise ends with the promotion: from then on stable is what the candidate was, and `afterPromotion` watches. Where users get the candidate by the promotion
 * alone (blue-green) there is nothing before it, and all of it counts.
 */
export function badRequestsCounted(plan: Policy['plan']): (row: Pick<RunRow, 'excess' | 'excessInTrial'>) => number {
  const isTried = plan.some(({ kind }) => kind === 'ramp' || kind === 'split');
  return isTried ? ({ excessInTrial }) => excessInTrial : ({ excess }) => excess;
}

function catches({ check, effect, withinMs }: Catch, family: string): Claim {
  const size = effect.kind === 'factor' ? formatFactor(effect.factor) : formatPoints(effect.ratio);
  return {
    ...PLAIN,
    name: `catches:${check}`,
    family,
    boundRatio: CAUGHT_LATE_RATIO,
    refutedAboveRatio: CAUGHT_LATE_RATIO,
    promised: `${size} within ${formatDuration(withinMs)}`,
    path: ['promise', 'catches', check],
    candidate: `worse:${check}=${size}`,
    isBroken: (row) => row.firstTrafficAtMs !== 'never' && isAfter(caughtAtMs(row), row.firstTrafficAtMs + withinMs),
    severity: (row) => orLast(caughtAtMs(row)),
    brokenByMs: (row) => orZero(row.firstTrafficAtMs) + withinMs + 1,
  };
}

function decideWithin(policy: Policy, family: string): Claim {
  const { decideWithinMs, ifUndecided } = policy.promise;
  // What time decides is decided by the first look after it.
  const lastMs = decideWithinMs + (ifUndecided === 'ask' ? 0 : policy.expert.tickMs);
  const maySayYes = asksForApproval(policy);
  return {
    ...PLAIN,
    name: 'decideWithin',
    family,
    boundRatio: UNDECIDED_RATIO,
    refutedAboveRatio: MOSTLY_UNDECIDED_RATIO,
    promised: `within ${formatDuration(decideWithinMs)}`,
    path: ['promise', 'decideWithin'],
    candidate: 'equal',
    isBroken: ({ decidedAtMs, askedAtMs }) => isAfter(decidedAtMs, lastMs) || (!maySayYes && askedAtMs !== 'never' && isAfter(decidedAtMs, askedAtMs)),
    severity: ({ decidedAtMs }) => orLast(decidedAtMs),
    brokenByMs: ({ askedAtMs }) => (maySayYes || askedAtMs === 'never' ? lastMs + 1 : Math.min(lastMs, askedAtMs) + 1),
  };
}

function afterPromotion({ plan }: Policy, family: string): Claim {
  const bakeMs = plan.reduce((sum, stage) => sum + (stage.kind === 'bake' ? stage.durationMs : 0), 0);
  return {
    ...PLAIN,
    name: 'afterPromotion',
    family,
    boundRatio: CAUGHT_LATE_RATIO,
    refutedAboveRatio: CAUGHT_LATE_RATIO,
    promised: bakeMs === 0 ? 'nothing watches: the plan has no bake' : `seen before the bake of ${formatDuration(bakeMs)} ends`,
    path: ['plan'],
    candidate: 'turns-bad',
    isAbout: ({ promotedAtMs }) => promotedAtMs !== 'never',
    // A release that ended as promoted was watched to the end of its bake.
    isBroken: ({ outAtMs, haltedAtMs, askedAfterPromotionAtMs }) => outAtMs === 'never' && haltedAtMs === 'never' && askedAfterPromotionAtMs === 'never',
    severity: ({ excess }) => excess,
    brokenByMs: ({ promotedAtMs, endedAtMs }) => (endedAtMs === 'never' ? orZero(promotedAtMs) + bakeMs : endedAtMs) + 1,
  };
}

/** Of most claims: every release is spoken of, runs can say something, and any scenario may end as soon as it breaks them. */
const PLAIN: Pick<Claim, 'isAbout' | 'cannotBeJudged' | 'brokenByMs'> = { isAbout: () => true, cannotBeJudged: '', brokenByMs: () => 1 };

type Time = number | 'never';

function sentBackAtMs({ outAtMs, haltedAtMs, endedAtMs, outcome }: RunRow): Time {
  if (outAtMs !== 'never' || haltedAtMs !== 'never') return Math.min(orLast(outAtMs), orLast(haltedAtMs));
  return outcome === 'rolled-back' || outcome === 'halted' || outcome === 'expired' ? endedAtMs : 'never';
}

/** Out of traffic, or a person knows. */
export function caughtAtMs({ outAtMs, askedAtMs }: Pick<RunRow, 'outAtMs' | 'askedAtMs'>): Time {
  return outAtMs === 'never' && askedAtMs === 'never' ? 'never' : Math.min(orLast(outAtMs), orLast(askedAtMs));
}

function isAfter(time: Time, limitMs: number): boolean {
  return time === 'never' || time > limitMs;
}

function orLast(time: Time): number {
  return time === 'never' ? Number.MAX_SAFE_INTEGER : time;
}

function orZero(time: Time): number {
  return time === 'never' ? 0 : time;
}
