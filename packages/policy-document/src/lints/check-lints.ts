// Can each check do what it is for?
import type { Check, Policy } from '@rampart/rollout-policy';
import type { Traffic } from '../profile/traffic-profile.ts';
import { formatLatency } from '../units/latency.ts';
import { formatMargin } from '../units/margin.ts';
import { formatRate, formatRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';
import { countsAsHarm, judgedAfterMs, plannedBudget } from './promised-traffic.ts';
import { labelDelayMs, marginKey, trafficOf } from './todays-rate.ts';

/** Default buckets of Prometheus client libraries: from 5 ms to 10 s. */
const BUCKET_MS_MIN = 5;
const BUCKET_MS_MAX = 10_000;
/** Statistics notes, section 5.2: never below. */
const MARGIN_FACTOR_MIN = 1.05;
/** One request of the new version a minute. */
const TINY_PER_SECOND = 1 / 60;

export function checkLints(policy: Policy, traffic: Traffic): readonly Remark[] {
  // Where the histogram was seen, its own buckets are what a limit is held against (limit-lints.ts).
  const isSeen = (check: Check): boolean => traffic.kind === 'measured' && trafficOf(traffic.profile, check) !== 'absent';
  return policy.checks.flatMap((check) => [...(isSeen(check) ? [] : limitOffScale(check)), ...marginBelowNoise(check), ...lateLabels(policy, check), ...labelsTooLate(policy, check)]);
}

function limitOffScale({ name, limit }: Check): readonly Remark[] {
  if (limit.kind !== 'time') return [];
  const limitText = formatLatency(limit.msMax);
  const path = ['checks', name, 'limit'];
  if (limit.msMax > BUCKET_MS_MAX) {
    const meant = formatLatency(limit.msMax / 1_000);
    return warning('limit-off-scale', path, `${limitText} is above 10s, the largest bucket that histograms usually have: unless yours go further, nothing can be over it.`, `${meant}?`);
  }
  if (limit.msMax >= BUCKET_MS_MIN) return [];
  const meant = formatLatency(limit.msMax * 1_000);
  return warning('limit-off-scale', path, `${limitText} is below 5ms, the smallest bucket that histograms usually have: the limit is then read at 5ms.`, `${meant}?`);
}

function marginBelowNoise(check: Check): readonly Remark[] {
  const { name, worseBy } = check;
  if (worseBy.kind !== 'factor' || worseBy.factor >= MARGIN_FACTOR_MIN) return [];
  return warning(
    'margin-below-noise',
    ['checks', name, marginKey(check)],
    `Two equal deployments differ by more than ${formatMargin(worseBy)} by themselves (pods, caches), so good releases will be sent back more often than promised.`,
    '5% is the least, 25% is usual.',
  );
}

function lateLabels(policy: Policy, check: Check): readonly Remark[] {
  if (labelDelayMs(check) === 0 || !countsAsHarm(check)) return [];
  const perSecond = (Math.max(0, plannedBudget(policy)) / judgedAfterMs(policy, check)) * 1_000;
  if (perSecond >= TINY_PER_SECOND) return [];
  const wait = formatRoughly(labelDelayMs(check));
  const { badRequestsMax } = policy.promise;
  return warning(
    'late-labels',
    ['checks', check.name, 'mature'],
    `Wrong answers are known ${wait} after the request, and until then each may be one of the ${badRequestsMax} bad requests promised:`,
    `the new version starts with at most ${formatRate(perSecond)}. With \`then: hold\` they would not count.`,
  );
}

function labelsTooLate(policy: Policy, check: Check): readonly Remark[] {
  const { decideWithinMs, ifUndecided } = policy.promise;
  const waitMs = labelDelayMs(check);
  if (check.then !== 'rollback' || waitMs < decideWithinMs) return [];
  return warning(
    'labels-too-late',
    ['checks', check.name, 'mature'],
    `The first labels come after ${formatRoughly(waitMs)}, a release is decided within ${formatRoughly(decideWithinMs)}:`,
    `no release can be certified in time, all of them end in ifUndecided (${ifUndecided}).`,
  );
}
