// Limits against what runs today: a limit at today's rate is a coin toss, and one that is a hundred or a thousand times off has another unit in mind.
import type { Check, Policy } from '@rampart/rollout-policy';
import { quantileBucket, slowerThan } from '../profile/histogram.ts';
import type { Counted, TimeTraffic, TrafficProfile } from '../profile/traffic-profile.ts';
import { formatLatency } from '../units/latency.ts';
import { formatPoints } from '../units/points.ts';
import { formatQuantile } from '../units/quantile.ts';
import { formatRatio } from '../units/share.ts';
import { formatSize } from '../units/size.ts';
import { formatRatioRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';
import { badRatiosToday, comparingWeight, marginKey, trafficOf, trialsPerMs } from './todays-rate.ts';

const MIB = 1_024 * 1_024;

export function limitLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  return policy.checks.flatMap((check) => [...limitLint(policy, check, profile), ...pointsMixedUp(check, profile)]);
}

function limitLint(policy: Policy, check: Check, profile: TrafficProfile): readonly Remark[] {
  const traffic = trafficOf(profile, check);
  const { limit, name } = check;
  if (traffic === 'absent') return [];
  switch (limit.kind) {
    case 'none':
      return [];
    case 'share': {
      if (traffic.kind !== 'counts' || traffic.trials === 0) return [];
      const mixedUp = percentMixedUp(check, limit.ratioMax, traffic);
      return mixedUp.length > 0 ? mixedUp : coinToss(policy, check, profile, { ratioMax: limit.ratioMax, shown: formatRatio(limit.ratioMax), counted: traffic, what: 'today' });
    }
    case 'time': {
      if (traffic.kind !== 'time' || traffic.trials === 0) return [];
      const mixedUp = secondsMixedUp(check, limit, traffic);
      if (mixedUp.length > 0) return mixedUp;
      const slower = slowerThan(traffic, limit.msMax / 1_000);
      if (slower.kind === 'beyond-buckets') return aboveBuckets(name, limit.msMax, traffic);
      if (slower.boundSeconds === traffic.boundsSeconds[0] && limit.msMax < slower.boundSeconds * 1_000) return belowBuckets(name, limit.msMax, slower.boundSeconds);
      const shown = `${formatQuantile(limit.quantile)} of ${formatLatency(limit.msMax)}`;
      return coinToss(policy, check, profile, { ratioMax: 1 - limit.quantile, shown, counted: slower, what: `of requests slower than ${formatLatency(slower.boundSeconds * 1_000)} today` });
    }
    case 'level': {
      if (traffic.kind !== 'level' || traffic.max < limit.max) return [];
      const shown = levelText(check);
      return warning('limit-coin-toss', ['checks', name, 'limit'], `The gauge was at ${shown(traffic.max)} at most and at ${shown(traffic.mean)} on average while it was measured, the limit is ${shown(limit.max)}:`, `what serves today breaks it. Write ${shown(traffic.max * 1.25)} or more.`);
    }
  }
}

interface Limited {
  readonly ratioMax: number;
  readonly shown: string;
  readonly counted: Counted;
  readonly what: string;
}

/** Within one standard error of what a release can measure, the limit is kept or broken by luck. */
function coinToss(policy: Policy, check: Check, profile: TrafficProfile, { ratioMax, shown, counted, what }: Limited): readonly Remark[] {
  const today = counted.events / counted.trials;
  const weight = comparingWeight(policy.plan);
  const judged = trialsPerMs(profile, check) * policy.promise.decideWithinMs * (weight === 'none' ? 1 : weight);
  const requests = Math.max(1, Math.floor(Math.min(counted.trials, judged)));
  const standardError = Math.sqrt((today * (1 - today)) / requests);
  const sign = check.better === 'lower' ? 1 : -1;
  const room = sign * (ratioMax - today);
  if (room > standardError) return [];
  const path = ['checks', check.name, 'limit'];
  const numbers = `${formatRatioRoughly(today)} ${what} (${counted.events} of ${counted.trials}), the limit is ${check.limit.kind === 'time' ? `${formatRatioRoughly(ratioMax)} (${shown})` : shown}`;
  const instead = check.limit.kind === 'time' ? 'Write a longer time.' : `Write ${suggestedLimit(today, standardError, sign)}.`;
  if (room < -standardError) return warning('limit-coin-toss', path, `${numbers}: what serves today breaks it, and so will every good release.`, instead);
  return warning('limit-coin-toss', path, `${numbers}, and ${requests} requests tell them apart by ${formatRatioRoughly(standardError)} at best: whether a release as good as today's keeps it is a coin toss.`, instead);
}

/** Twice today's rate, or four standard errors from it, whichever is further. */
function suggestedLimit(today: number, standardError: number, sign: number): string {
  const further = sign > 0 ? Math.max(2 * today, today + 4 * standardError) : Math.min(1 - 2 * (1 - today), today - 4 * standardError);
  return formatRatio(Math.min(1, Math.max(0, Number(further.toPrecision(2)))));
}

/** A hundred times off, give or take a factor of three. */
function isAbout(times: number, value: number): boolean {
  return value >= times / 3 && value <= times * 3;
}

function percentMixedUp({ name, better }: Check, ratioMax: number, counted: Counted): readonly Remark[] {
  const today = counted.events / counted.trials;
  if (better !== 'lower' || today === 0) return [];
  const times = ratioMax / today;
  const path = ['checks', name, 'limit'];
  const numbers = `${formatRatioRoughly(today)} today (${counted.events} of ${counted.trials}), the limit is ${formatRatio(ratioMax)}`;
  if (isAbout(100, times)) return warning('percent-mixed-up', path, `${numbers}, ${Math.round(times)} times as much: a share that was meant as a percentage?`, `${formatRatio(ratioMax / 100)} would be ${(times / 100).toPrecision(2)} times today's rate.`);
  if (isAbout(100, 1 / times)) return warning('percent-mixed-up', path, `${numbers}, ${Math.round(1 / times)} times less: a ratio with a percent sign?`, `${formatRatio(Math.min(1, ratioMax * 100))} would be ${(times * 100).toPrecision(2)} times today's rate.`);
  return [];
}

function pointsMixedUp(check: Check, profile: TrafficProfile): readonly Remark[] {
  const { worseBy, name } = check;
  const [today] = badRatiosToday(profile, check);
  if (worseBy.kind !== 'points' || check.signal.kind === 'time' || today === undefined || !isAbout(100, worseBy.ratio / today)) return [];
  return warning(
    'percent-mixed-up',
    ['checks', name, marginKey(check)],
    `${formatRatioRoughly(today)} are bad today, and ${formatPoints(worseBy.ratio)} more are accepted: ${Math.round(1 + worseBy.ratio / today)} times as many.`,
    `${formatPoints(worseBy.ratio / 100)}?`,
  );
}

function secondsMixedUp({ name }: Check, { quantile, msMax }: { readonly quantile: number; readonly msMax: number }, traffic: TimeTraffic): readonly Remark[] {
  const { upToSeconds, overSeconds } = quantileBucket(traffic, quantile);
  const todayMs = (Number.isFinite(upToSeconds) ? upToSeconds : overSeconds) * 1_000;
  if (todayMs === 0) return [];
  const times = msMax / todayMs;
  const path = ['checks', name, 'limit'];
  const numbers = `${formatQuantile(quantile)} is ${Number.isFinite(upToSeconds) ? 'at most' : 'over'} ${formatLatency(todayMs)} today, the limit is ${formatLatency(msMax)}`;
  if (isAbout(1_000, times)) return warning('seconds-mixed-up', path, `${numbers}, ${Math.round(times)} times as much: milliseconds written as seconds?`, `${formatLatency(msMax / 1_000)}?`);
  if (isAbout(1_000, 1 / times)) return warning('seconds-mixed-up', path, `${numbers}, ${Math.round(1 / times)} times less: seconds written as milliseconds, or a histogram that counts milliseconds?`, `${formatLatency(msMax * 1_000)}?`);
  return [];
}

function aboveBuckets(name: string, msMax: number, traffic: TimeTraffic): readonly Remark[] {
  const last = (traffic.boundsSeconds.at(-1) ?? 0) * 1_000;
  return warning('limit-off-scale', ['checks', name, 'limit'], `${formatLatency(msMax)} is above ${formatLatency(last)}, the largest bucket of the histogram: nothing can be over it.`, `Write at most ${formatLatency(last)}.`);
}

function belowBuckets(name: string, msMax: number, firstSeconds: number): readonly Remark[] {
  const first = formatLatency(firstSeconds * 1_000);
  return warning('limit-off-scale', ['checks', name, 'limit'], `${formatLatency(msMax)} is below ${first}, the smallest bucket of the histogram: the limit is read at ${first}.`, `Write ${first} or more.`);
}

/** In whole MiB where the gauge counts bytes, else to four digits. */
function levelText({ signal }: Check): (level: number) => string {
  const isBytes = signal.kind === 'level' && /(?:^|_)bytes$/.test(signal.metric);
  return (level) => (isBytes ? formatSize(Math.ceil(level / MIB) * MIB) : String(Number(level.toPrecision(4))));
}
