import { ppm, type Check, type Policy, type Stage } from '@rampart/rollout-policy';
import { aCheck, aPolicy, aRamp } from '@rampart/testing';
import { describe, expect, it } from 'vitest';
import { aProfile, countTraffic, levelTraffic, timeTraffic } from '../../test/a-profile.ts';
import type { Traffic, TrafficProfile } from '../profile/traffic-profile.ts';
import { lintPolicy } from './lint-policy.ts';
import { LINT_KINDS, type LintName } from './lint.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const bake: Stage = { kind: 'bake', durationMs: DAY, holdback: ppm(10_000) };
const factor = (value: number) => ({ kind: 'factor', factor: value }) as const;

interface Case {
  readonly name: LintName;
  readonly when: string;
  readonly policy: Policy;
  readonly profile?: TrafficProfile;
  readonly subject: string;
  readonly says: RegExp;
  /** Hardly different, and fine. */
  readonly nearMiss: { readonly policy?: Policy; readonly profile?: TrafficProfile };
}

const ladder = (weights: readonly number[], everyMs = 10 * MINUTE) => aRamp({ steps: { kind: 'ladder', weights: weights.map((percent) => ppm(percent * 10_000)), everyMs } });
const planned = (...plan: readonly Stage[]): Policy => aPolicy({ plan });
const checking = (check: Partial<Check>): Policy => aPolicy({ checks: [aCheck(check)] });
const time = (check: Partial<Check> = {}): Check => aCheck({ name: 'latency', signal: { kind: 'time', metric: 'x_seconds', where: [] }, ...check });
const timing = (msMax: number, quantile = 0.99): Policy => aPolicy({ checks: [aCheck(), time({ limit: { kind: 'time', quantile, msMax } })] });
const timed = (traffic = timeTraffic()): TrafficProfile => aProfile({ checks: { errors: countTraffic(), latency: traffic } });
const perMinute = (mean: number): TrafficProfile => {
  const trials = Math.round(mean * 60 * 24 * 14);
  const events = Math.round(trials / 100);
  return aProfile({ requestsPerMinute: { mean, low: { kind: 'unknown' } }, checks: { errors: countTraffic({ trials, events, pods: [] }) } });
};
const labelled = (...labels: readonly (readonly [string, string, number, number])[]): TrafficProfile =>
  aProfile({ checks: { errors: countTraffic({ trials: 100_000, events: 1_000, pods: [], labels: labels.map(([label, value, trials, events]) => ({ label, value, trials, events })) }) } });
const among = (...matchers: readonly (readonly [string, '=' | '!=' | '=~', string])[]): Policy =>
  checking({ signal: { kind: 'share', metric: 'requests_total', among: matchers.map(([label, op, pattern]) => ({ label, op, pattern })), where: [{ label: 'code', op: '=~', pattern: '5..' }], unit: 'requests' } });
const gauge = (metric: string, max: number): Policy => aPolicy({ checks: [aCheck(), aCheck({ name: 'memory', signal: { kind: 'level', metric, where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max }, then: 'stepBack' })] });
const following = (durationMs: number, matureMs: number): Policy =>
  aPolicy({ checks: [aCheck(), aCheck({ name: 'accuracy', signal: { kind: 'labels', source: { kind: 'http', url: 'http://l' }, everyMs: HOUR, matureMs }, then: 'hold' })], plan: [aRamp(), { kind: 'follow', durationMs, then: 'tell' }] });
const pods = (...events: readonly number[]): TrafficProfile =>
  aProfile({ checks: { errors: countTraffic({ trials: events.length * 1_000_000, events: events.reduce((a, b) => a + b, 0), pods: events.map((count) => ({ trials: 1_000_000, events: count })) }) } });
const catching = (effect: number, withinMs: number, weightMax = 500_000): Policy =>
  aPolicy({ promise: { catches: [{ check: 'errors', effect: factor(effect), withinMs }], decideWithinMs: 30 * DAY }, plan: [aRamp({ weightMax: ppm(weightMax) }), bake] });

const delayed = (p50Ms: number, p90Ms: number, p99Ms: number): TrafficProfile => aProfile({ labelDelay: { kind: 'measured', p50Ms, p90Ms, p99Ms } });
const failingTogether = (meanRequests: number): TrafficProfile => aProfile({ errorBursts: { kind: 'measured', meanRequests, spanMs: 15_000 } });

const CASES: readonly Case[] = [
  {
    name: 'final-before-labels', when: 'labels are final after two days and 90 % are in after five',
    policy: following(45 * DAY, 2 * DAY), profile: delayed(DAY, 5 * DAY, 20 * DAY),
    subject: 'checks.accuracy.mature', says: /^After 2d less than 90% of the labels are in; 90% are after 5d, 99% after 20d.*Write mature: 5d or more\.$/,
    nearMiss: { profile: delayed(DAY, 2 * DAY, 20 * DAY) },
  },
  {
    name: 'bursts-declared-independent', when: 'three requests fail at a time',
    policy: checking({ independent: true }), profile: failingTogether(3.14159),
    subject: 'checks.errors.independent', says: /^Requests fail about 3\.1 at a time today.*Leave `independent` out\.$/,
    nearMiss: { policy: checking({ independent: false }) },
  },
  {
    name: 'bursts-declared-independent', when: 'two fail at a time',
    policy: checking({ independent: true }), profile: failingTogether(2),
    subject: 'checks.errors.independent', says: /about 2 at a time/,
    nearMiss: { profile: failingTogether(1.2) },
  },
  {
    name: 'weight-unreachable', when: 'a ladder starts under the step of a router with eight instances',
    policy: planned(ladder([1, 12.5, 50]), bake), profile: aProfile({ routerStep: ppm(125_000) }),
    subject: 'plan[0].ramp.weights[0]', says: /steps of 12\.5% \(8 instances\), so 1% is rounded down to 0%.*Write 12\.5%/,
    nearMiss: { policy: planned(ladder([12.5, 25, 50]), { ...bake, holdback: ppm(125_000) }) },
  },
  {
    name: 'weight-unreachable', when: 'one instance is more than the ramp may reach',
    policy: planned(aRamp({ steps: { kind: 'instances', count: 8 }, weightMax: ppm(100_000) }), bake),
    subject: 'plan[0].ramp.upTo', says: /One of 8 instances is 12\.5%.*above the 10%.*upTo: 12\.5% or more, or at least 10 instances/,
    nearMiss: { policy: planned(aRamp({ steps: { kind: 'instances', count: 8 }, weightMax: ppm(125_000) }), bake) },
  },
  {
    name: 'weight-unreachable', when: 'the holdback is under the router’s step',
    policy: planned(aRamp(), bake), profile: aProfile({ routerStep: ppm(20_000) }),
    subject: 'plan[1].bake.holdback', says: /2% \(50 instances\), so 1% is rounded down to 0%: the old version keeps nothing/,
    nearMiss: { profile: aProfile({ routerStep: ppm(10_000) }) },
  },
  {
    name: 'samples-never-reached', when: '0.1 % of three requests a minute',
    policy: planned(ladder([0.1, 0.4, 1.6, 6.4, 25, 50]), bake), profile: perMinute(3),
    subject: 'plan[0].ramp.weights[0]', says: /20 requests of the new version\. At 3 requests a minute these take 4\.6d at 0\.1%, and all 6 weights 6\.2d, a release is decided within 3d/,
    nearMiss: { profile: perMinute(7) },
  },
  {
    name: 'samples-never-reached', when: 'a split sees too little',
    policy: planned({ kind: 'split', weight: ppm(10_000), judge: 'errors', goal: 'superior', worthwhile: factor(1.1), durationMs: HOUR }), profile: perMinute(30),
    subject: 'plan[0].split.share', says: /at 1% these take|1% these take 67m/,
    nearMiss: { profile: perMinute(34) },
  },
  {
    name: 'limit-coin-toss', when: 'the limit is today’s rate',
    policy: checking({ limit: { kind: 'share', ratioMax: 0.0102 } }), profile: perMinute(1),
    subject: 'checks.errors.limit', says: /^1% today \(202 of 20160\), the limit is 1\.02%, and 2160 requests tell them apart by 0\.21% at best.* coin toss\. Write 2%/,
    nearMiss: { policy: checking({ limit: { kind: 'share', ratioMax: 0.0125 } }) },
  },
  {
    name: 'limit-coin-toss', when: 'today is over the limit',
    policy: checking({ limit: { kind: 'share', ratioMax: 0.009 } }), profile: aProfile(),
    subject: 'checks.errors.limit', says: /what serves today breaks it, and so will every good release/,
    nearMiss: { policy: checking({ limit: { kind: 'share', ratioMax: 0.011 } }) },
  },
  {
    name: 'limit-coin-toss', when: 'a p99 limit at a bound that today’s p99 is at',
    policy: timing(70), profile: timed(timeTraffic({ withinBound: [5_000, 9_500, 9_899, 9_999, 10_000] })),
    subject: 'checks.latency.limit', says: /^1% of requests slower than 100ms today \(101 of 10000\), the limit is 1% \(p99 of 70ms\).*Write a longer time/,
    nearMiss: { profile: timed() },
  },
  {
    name: 'limit-coin-toss', when: 'a gauge is above its limit',
    policy: aPolicy({ checks: [aCheck(), aCheck({ name: 'memory', signal: { kind: 'level', metric: 'queue_length', where: [], growth: { kind: 'none' } }, worseBy: { kind: 'none' }, limit: { kind: 'level', max: 1_100_000_000 }, then: 'stepBack' })] }),
    profile: aProfile({ checks: { errors: countTraffic(), memory: levelTraffic() } }),
    subject: 'checks.memory.limit', says: /at 1200000000 at most.*the limit is 1100000000.*Write 1500000000 or more/,
    nearMiss: { profile: aProfile({ checks: { errors: countTraffic(), memory: levelTraffic({ max: 1_050_000_000 }) } }) },
  },
  {
    name: 'diluted-check', when: 'health checks never fail',
    policy: aPolicy(), profile: labelled(['path', '/health', 60_000, 0], ['path', '/predict', 40_000, 1_000]),
    subject: 'checks.errors', says: /^60% of what it counts is path="\/health", which never fails \(0 of 60000\): 1% fail of all, 2\.5% of the rest\..* Write among: 'path!="\/health"'\.$/,
    nearMiss: { profile: labelled(['path', '/health', 15_000, 0], ['path', '/predict', 85_000, 1_000]) },
  },
  {
    name: 'diluted-check', when: 'one route fails five times as often',
    policy: aPolicy(), profile: labelled(['handler', '/a', 70_000, 300], ['handler', '/b', 30_000, 700]),
    subject: 'checks.errors', says: /handler="\/a" fails 0\.43% \(300 of 70000\), everything else 2\.3%.* Write slices: \[handler\], or among: 'handler="\/a"' for this one alone\.$/,
    nearMiss: { profile: labelled(['handler', '/a', 70_000, 500], ['handler', '/b', 30_000, 500]) },
  },
  {
    name: 'diluted-check', when: 'two routes never fail, beside what is left out already',
    policy: among(['region', '!=', 'test']), profile: labelled(['path', '/live', 30_000, 0], ['path', "/it's up", 30_000, 0], ['path', '/predict', 40_000, 1_000]),
    subject: 'checks.errors', says: /^60% of what it counts is path="\/live" and path="\/it's up", which never fail \(0 of 60000\).* Write among: 'region!="test",path!="\/live",path!="\/it''s up"'\.$/,
    nearMiss: { policy: among(['path', '!=', '/live'], ['path', '!=', "/it's up"]) },
  },
  {
    name: 'percent-mixed-up', when: 'a limit of 40 % where 0.4 % fail',
    policy: checking({ limit: { kind: 'share', ratioMax: 0.4 } }), profile: aProfile({ checks: { errors: countTraffic({ trials: 100_000, events: 400, pods: [] }) } }),
    subject: 'checks.errors.limit', says: /0\.4% today \(400 of 100000\), the limit is 40%, 100 times as much.*0\.4% would be 1\.0 times/,
    nearMiss: { policy: checking({ limit: { kind: 'share', ratioMax: 0.1 } }) },
  },
  {
    name: 'percent-mixed-up', when: 'a limit of 0.02 % where 1 % fail',
    policy: checking({ limit: { kind: 'share', ratioMax: 0.0002 } }), profile: aProfile(),
    subject: 'checks.errors.limit', says: /0\.02%, 50 times less.*2% would be 2\.0 times/,
    nearMiss: { policy: checking({ limit: { kind: 'share', ratioMax: 0.02 } }) },
  },
  {
    name: 'percent-mixed-up', when: 'points of a hundred times today’s rate',
    policy: checking({ worseBy: { kind: 'points', ratio: 0.5 } }), profile: aProfile(),
    subject: 'checks.errors.worseBy', says: /1% are bad today, and 50 points more are accepted: 51 times as many\. 0\.5 points\?/,
    nearMiss: { policy: checking({ worseBy: { kind: 'points', ratio: 0.05 } }) },
  },
  {
    name: 'seconds-mixed-up', when: 'a limit of 80 s where p99 is under 100 ms',
    policy: timing(80_000), profile: timed(),
    subject: 'checks.latency.limit', says: /p99 is at most 100ms today, the limit is 80s, 800 times as much.* 80ms\?/,
    nearMiss: { policy: timing(200) },
  },
  {
    name: 'seconds-mixed-up', when: 'the histogram counts milliseconds',
    policy: timing(80), profile: timed(timeTraffic({ boundsSeconds: [5, 25, 100, 250, 10_000], withinBound: [1_000, 5_000, 9_950, 9_990, 10_000] })),
    subject: 'checks.latency.time', says: /buckets of x_seconds go from 5 to 10000.*look like milliseconds/,
    nearMiss: { profile: timed(timeTraffic({ boundsSeconds: [0.5, 25, 100, 250, 600], withinBound: [1_000, 5_000, 9_950, 9_990, 10_000] })) },
  },
  {
    name: 'seconds-mixed-up', when: 'the name of the metric says milliseconds',
    policy: aPolicy({ checks: [aCheck(), time({ signal: { kind: 'time', metric: 'ray_serve_http_request_latency_ms', where: [] } })] }),
    subject: 'checks.latency.time', says: /counts ms, and a histogram is read in seconds/,
    nearMiss: { policy: aPolicy({ checks: [aCheck(), time({ signal: { kind: 'time', metric: 'items_seconds', where: [] } })] }) },
  },
  {
    name: 'limit-off-scale', when: 'nothing can be over the limit',
    policy: timing(5_000), profile: timed(),
    subject: 'checks.latency.limit', says: /^5s is above 1s, the largest bucket of the histogram.*Write at most 1s/,
    nearMiss: { profile: timed(timeTraffic({ boundsSeconds: [0.025, 0.05, 0.1, 0.25, 5] })) },
  },
  {
    name: 'limit-off-scale', when: 'the limit is under the smallest bucket',
    policy: timing(20, 0.4), profile: timed(),
    subject: 'checks.latency.limit', says: /^20ms is below 25ms, the smallest bucket of the histogram: the limit is read at 25ms/,
    nearMiss: { policy: timing(50, 0.4) },
  },
  {
    name: 'margin-below-noise', when: 'identical pods differ by more',
    policy: aPolicy(), profile: pods(8_000, 10_000, 12_000),
    subject: 'checks.errors.worseBy', says: /3 pods that serve today differ by 20%.*up to 76%:.*with worseBy: 25%.*Write worseBy: 80%/,
    nearMiss: { profile: pods(9_700, 10_000, 10_300) },
  },
  {
    name: 'unmeasured-jump', when: 'the ramp ends at 5 % and no bake follows',
    policy: planned(aRamp({ weightMax: ppm(50_000) })),
    subject: 'plan[0].ramp', says: /ends at 5% and promotion goes on to 100%, 20 times as much at once \(expert\.growthMax is 2\), and no bake follows/,
    nearMiss: { policy: planned(aRamp({ weightMax: ppm(50_000) }), bake) },
  },
  {
    name: 'unmeasured-jump', when: 'the bake has no holdback',
    policy: planned(aRamp(), { ...bake, holdback: ppm(0) }),
    subject: 'plan[0].ramp', says: /ends at 50% .*keeps nothing of the old version/,
    nearMiss: { policy: planned(aRamp(), bake) },
  },
  {
    name: 'unmeasured-jump', when: 'a step of a ladder is larger than a ramp’s own',
    policy: planned(ladder([1, 2, 25]), bake),
    subject: 'plan[0].ramp.weights[2]', says: /From 2% to 25% is 13 times as much at once.*at most 2 times.*Write 7% between/,
    nearMiss: { policy: planned(ladder([12, 24, 48]), bake) },
  },
  {
    name: 'sticky-counts-requests', when: 'users stay and requests are counted',
    policy: planned(aRamp({ sticky: 'user' }), bake),
    subject: 'plan[0].ramp.sticky', says: /^A user stays on one arm .* errors counts requests.*`count: users`/,
    nearMiss: { policy: aPolicy({ checks: [aCheck({ signal: { kind: 'share', metric: 'x', among: [], where: [], unit: 'users' } })], plan: [aRamp({ sticky: 'user' }), bake] }) },
  },
  {
    name: 'sticky-counts-requests', when: 'the heaviest users send much',
    policy: planned(aRamp({ sticky: 'user' }), bake), profile: aProfile({ users: { kind: 'seen', distinct: 4_000, heaviestShare: 0.31 } }),
    subject: 'plan[0].ramp.sticky', says: /heaviest 1% of the 4000 users seen send 31% of the requests/,
    nearMiss: { profile: aProfile({ users: { kind: 'seen', distinct: 4_000, heaviestShare: 0.02 } }) },
  },
  {
    name: 'catch-too-slow', when: 'three requests a minute and twice the errors within a day',
    policy: catching(2, DAY), profile: perMinute(3),
    subject: 'promise.catches', says: /^errors 2x within 24h: At 3 requests a minute, 1% bad today, 50% of it on the new version, it takes about 5\.5d .*no test needs less than 2\.7d.*cheapest first: ask for 5x within 24h; or allow 6d for 2x\./,
    nearMiss: { policy: catching(2, 6 * DAY) },
  },
  {
    name: 'catch-too-slow', when: 'only a perfect test would be in time',
    policy: catching(2, 4 * DAY), profile: perMinute(3),
    subject: 'promise.catches', says: /^errors 2x within 4d: .* ask for 3x within 4d; or allow 6d for 2x\./,
    nearMiss: { profile: perMinute(5) },
  },
  {
    name: 'catch-too-slow', when: 'a higher weight would do',
    policy: catching(2, 6 * DAY, 50_000), profile: perMinute(3),
    subject: 'promise.catches', says: /let the ramp go up to 50%/,
    nearMiss: { policy: catching(10, 6 * DAY, 50_000) },
  },
  {
    name: 'catch-too-slow', when: 'what is promised is within the margin',
    policy: catching(1.2, DAY), profile: aProfile(),
    subject: 'promise.catches', says: /is never told from luck.*a worseBy under 1\.2x, for now it is 25%/,
    nearMiss: { policy: catching(1.5, DAY) },
  },
  {
    name: 'certificate-too-late', when: 'three requests a minute and a margin of a quarter',
    policy: aPolicy(), profile: perMinute(3),
    subject: 'promise.decideWithin', says: /that errors is not 1\.25x as bad\. At 3 requests a minute.*takes about 2\dd .*most good releases end in ifUndecided \(ask\)\. Cheapest first: promise less \(catches: \{errors: 3x, within: \d+h\}\); or decideWithin: 2\dd/,
    nearMiss: { profile: perMinute(30) },
  },
  {
    name: 'profile-does-not-fit', when: 'it is about another target',
    policy: aPolicy(), profile: aProfile({ target: 'ads-prod' }),
    subject: 'target', says: /is about target ads-prod, so nothing is computed/,
    nearMiss: { profile: aProfile() },
  },
  {
    name: 'profile-does-not-fit', when: 'nothing came',
    policy: aPolicy(), profile: aProfile({ requestsPerMinute: { mean: 0, low: { kind: 'unknown' } } }),
    subject: 'target', says: /No request came in the 14d/,
    nearMiss: { profile: aProfile() },
  },
  {
    name: 'profile-does-not-fit', when: 'a check is not in it',
    policy: aPolicy({ checks: [aCheck(), time()] }), profile: aProfile(),
    subject: 'checks', says: /says nothing of latency/,
    nearMiss: { profile: timed() },
  },
  {
    name: 'profile-does-not-fit', when: 'nothing was bad',
    policy: aPolicy(), profile: aProfile({ checks: { errors: countTraffic({ events: 0, pods: [] }) } }),
    subject: 'checks.errors', says: /Nothing of errors was bad in the 14d/,
    nearMiss: { profile: aProfile({ checks: { errors: countTraffic({ events: 1, pods: [] }) } }) },
  },
  {
    name: 'bytes-mixed-up', when: 'a limit of 8GiB for a gauge of MiB',
    policy: gauge('gpu_memory_used_mib', 8 * 2 ** 30),
    subject: 'checks.memory.limit', says: /^8GiB is compared as 8589934592, and by its name gpu_memory_used_mib counts mib: it never gets there\. Write limit: \{level: 8192\}\.$/,
    nearMiss: { policy: gauge('gpu_memory_used_mib', 8_192) },
  },
  {
    name: 'bytes-mixed-up', when: 'a limit of 500MB for a gauge of megabytes',
    policy: gauge('heap_megabytes', 5e8),
    subject: 'checks.memory.limit', says: /^500MB is compared as 500000000.*Write limit: \{level: 500\}\.$/,
    nearMiss: { policy: gauge('heap_bytes_max', 5e8) },
  },
  {
    name: 'bytes-mixed-up', when: 'a limit of 8GiB for a gauge whose name says no unit',
    policy: gauge('DCGM_FI_DEV_FB_USED', 8 * 2 ** 30), profile: aProfile({ checks: { errors: countTraffic(), memory: levelTraffic({ max: 6_000 }) } }),
    subject: 'checks.memory.limit', says: /does not end in _bytes: in another unit, MiB say, .* e\.g\. limit: \{level: 8192\} for MiB/,
    nearMiss: { profile: aProfile({ checks: { errors: countTraffic(), memory: levelTraffic({ max: 6_000_000_000 }) } }) },
  },
  {
    name: 'bytes-mixed-up', when: 'a whole number of MiB, which no queue has',
    policy: gauge('queue_length', 2 ** 20),
    subject: 'checks.memory.limit', says: /^1MiB is compared as 1048576/,
    nearMiss: { policy: gauge('queue_length', 1_000_000) },
  },
  {
    name: 'follow-before-labels', when: 'labels need as long as it takes',
    policy: following(30 * DAY, 30 * DAY),
    subject: 'plan[1].follow.for', says: /^Labels of accuracy are final 30d after the request, the follow takes 30d: no answer of its own time is ever judged\. Write for: 60d, or anything above 30d\.$/,
    nearMiss: { policy: following(30 * DAY, 29 * DAY) },
  },
  {
    name: 'first-weight-waits', when: 'this traffic spends the promise at the router’s smallest step',
    policy: aPolicy({ promise: { badRequestsMax: 20 } }), profile: perMinute(9_000),
    subject: 'plan[1].ramp', says: /there are 150 requests a second today\. The router makes no smaller step: promise more, badRequests: 2\d\./,
    nearMiss: { profile: perMinute(7_500) },
  },
];

const trafficOf = (profile: TrafficProfile | undefined): Traffic => (profile === undefined ? { kind: 'unknown' } : { kind: 'measured', profile });

describe('lintPolicy with a traffic profile', () => {
  it.each(CASES.map((one) => [one.name, one.when, one] as const))('%s when %s', (name, _, { policy, profile, subject, says }) => {
    const found = lintPolicy(policy, new Map(), trafficOf(profile)).filter((lint) => lint.name === name && lint.subject === subject);
    expect(found.map(({ text }) => text), JSON.stringify(lintPolicy(policy, new Map(), trafficOf(profile)), null, 1)).toEqual([expect.stringMatching(says)]);
    expect(found[0]?.code).toBe(LINT_KINDS[name].code);
  });

  it.each(CASES.map((one) => [one.name, one.when, one] as const))('%s is silent when it is nearly so that %s', (name, _, { policy, profile, subject, nearMiss }) => {
    const found = lintPolicy(nearMiss.policy ?? policy, new Map(), trafficOf(nearMiss.profile ?? profile)).filter((lint) => lint.name === name && lint.subject === subject);
    expect(found.map(({ text }) => text)).toEqual([]);
  });

  it('has an example of every kind that a profile adds', () => {
    const added = Object.entries(LINT_KINDS).filter(([, { code }]) => code >= 'RMP164').map(([name]) => name);
    expect(added.filter((kind) => !CASES.some(({ name }) => name === kind))).toEqual([]);
  });

  it('has no more to say of a target with enough traffic', () => {
    const busy = aProfile({ checks: { errors: countTraffic(), latency: timeTraffic({ pods: [] }) } });
    const policy = aPolicy({ checks: [aCheck({ limit: { kind: 'share', ratioMax: 0.05 } }), time({ limit: { kind: 'time', quantile: 0.99, msMax: 200 } })] });
    expect(lintPolicy(policy, new Map(), trafficOf(busy)).filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('reckons with the requests that a check counts, not with all that the service answers', () => {
    const latency = (trials: number): TrafficProfile => {
      const shares = [0.5, 0.95, 0.995, 0.9999, 1].map((share) => Math.round(share * trials));
      return { ...perMinute(30), checks: { ...perMinute(30).checks, latency: timeTraffic({ trials, withinBound: shares }) } };
    };
    const policy = aPolicy({ checks: [aCheck(), time()] });
    const late = (profile: TrafficProfile): readonly string[] => lintPolicy(policy, new Map(), trafficOf(profile)).flatMap(({ name, text }) => (name === 'certificate-too-late' && text.includes('latency') ? [text] : []));
    expect(late(latency(604_800))).toEqual([]);
    expect(late(latency(6_048))).toEqual([expect.stringContaining('At 18 requests an hour')]);
  });

  it('shows no control sign of a label', () => {
    const [lint] = lintPolicy(aPolicy(), new Map(), trafficOf(labelled(['path', '/he\u001b[2J\u202ealth\n', 60_000, 0]))).filter(({ name }) => name === 'diluted-check');
    expect(lint?.text).toContain('path="/he [2J alth "');
  });

  it.each<readonly [string, string]>([
    ['a control sign', '/he\u202ealth'],
    ['more characters than a matcher has', `/${'h'.repeat(250)}`],
  ])('writes no line to copy for a label value with %s', (_, value) => {
    const [lint] = lintPolicy(aPolicy(), new Map(), trafficOf(labelled(['path', value, 60_000, 0]))).filter(({ name }) => name === 'diluted-check');
    expect(lint?.text).toMatch(/Leave them out of what is counted\.$/);
  });

  it('has nothing more to say once its line is in the policy, and reckons with what is left', () => {
    const profile = labelled(['path', '/health', 60_000, 0], ['path', '/predict', 40_000, 1_000]);
    const texts = (policy: Policy, name: LintName): readonly string[] => lintPolicy(policy, new Map(), trafficOf(profile)).flatMap((lint) => (lint.name === name ? [lint.text] : []));
    const narrowed = among(['path', '!=', '/health']);
    expect(texts(narrowed, 'diluted-check')).toEqual([]);
    const [check = aCheck()] = narrowed.checks;
    const tight = aPolicy({ checks: [{ ...check, limit: { kind: 'share', ratioMax: 0.02 } }] });
    expect(texts(tight, 'limit-coin-toss')).toEqual([expect.stringContaining('2.5% today (1000 of 40000)')]);
    expect(texts(checking({ limit: { kind: 'share', ratioMax: 0.02 } }), 'limit-coin-toss')).toEqual([]);
  });

  it('says the same about a rate of good events as about the bad ones they leave', () => {
    const good = aPolicy({ checks: [aCheck({ better: 'higher', limit: { kind: 'share', ratioMax: 0.995 } })] });
    const profile = aProfile({ checks: { errors: countTraffic({ trials: 100_000, events: 99_000, pods: [] }) } });
    expect(lintPolicy(good, new Map(), trafficOf(profile)).filter(({ name }) => name === 'limit-coin-toss')).toMatchObject([{ level: 'warning', text: expect.stringMatching(/^99% today .* breaks it.* Write 98%/) }]);
  });
});
