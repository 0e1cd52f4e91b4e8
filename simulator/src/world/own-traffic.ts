// The user's own service as a world: what a traffic profile measured, and where it is silent something that is not kinder than what may well be true. Every
// assumption is told, so that people can measure it instead.
import { trafficOf, type TrafficProfile } from '@rampart/policy-document';
import { PPM_ALL, type Check, type Policy } from '@rampart/rollout-policy';
import { zipfShares } from '../chance/index.ts';
import { DEFAULT_ROUTER, DEFAULT_TRAFFIC } from '../scenario/default-scenario.ts';
import type { Baseline, RouterModel, Segment, TrafficModel } from '../scenario/scenario.ts';
import { armNoiseOf, baselineFromProfile, figure, type Assume } from './own-checks.ts';
import { peakToTroughOf } from './request-rate.ts';

export interface OwnWorld {
  readonly traffic: TrafficModel;
  /** By name of check, for every check of the policy. */
  readonly baseline: Readonly<Record<string, Baseline>>;
  readonly router: RouterModel;
  /** Plain sentences: what the profile does not say, and what was assumed instead. */
  readonly assumed: readonly string[];
}

const HOUR_MS = 3_600_000;
/** People release in the morning, into growing traffic. */
const STARTS_AT_MS = 10 * HOUR_MS;
const DISPERSION = 2;
/** Failures that nobody counted in their bursts, for a policy that relies on their coming one by one. */
const FAIL_BURST = { mean: 5, max: 50 };
const BURST_MAX_MEANS = 10;
const USERS = { count: 50_000, zipf: 1.1 } as const;
const CONCENTRATION = 20;
/** More are not told apart: their part is the tail of those who come once. */
const USERS_MAX = 100_000;
const SEGMENT_SHARE = 0.1;
const PER_MINUTE = 60;

export function ownTraffic(profile: TrafficProfile, policy: Policy): OwnWorld {
  const assumed: string[] = [];
  const assume: Assume = (sentence) => {
    assumed.push(sentence);
  };
  const traffic: TrafficModel = {
    ...DEFAULT_TRAFFIC,
    requestsPerSecond: profile.requestsPerMinute.mean / PER_MINUTE,
    shape: shapeOf(profile, assume),
    dispersion: dispersionOf(profile, assume),
    failBurst: failBurstOf(profile, policy, assume),
    armNoise: armNoiseOf(profile, policy, assume),
    users: usersOf(profile, policy, assume),
    segments: segmentsOf(profile, policy, assume),
  };
  const baseline = Object.fromEntries(policy.checks.map((check) => [check.name, baselineFromProfile(profile, check, assume)]));
  return { traffic, baseline, router: { ...DEFAULT_ROUTER, stepPpm: profile.routerStep, canMirror: policy.plan.some(({ kind }) => kind === 'shadow') }, assumed };
}

function shapeOf({ shape, requestsPerMinute: { mean, low } }: TrafficProfile, assume: Assume): TrafficModel['shape'] {
  switch (shape.kind) {
    case 'flat':
      return { kind: 'flat' };
    case 'day':
    case 'week':
      return { kind: shape.kind, peakToTrough: shape.peakToTrough, weekendRatio: shape.weekendRatio, startsAtMs: STARTS_AT_MS };
    case 'unknown':
      if (low.kind === 'known' && low.perMinute > 0 && low.perMinute < mean) {
        assume(`How traffic moves over the day was not measured: taken as a day whose quietest hour has ${figure(low.perMinute)} requests a minute.`);
        return { kind: 'day', peakToTrough: peakToTroughOf(mean / low.perMinute), weekendRatio: 1, startsAtMs: STARTS_AT_MS };
      }
      assume('How traffic moves over the day was not measured: taken as the same at every hour.');
      return { kind: 'flat' };
  }
}

function dispersionOf({ dispersion }: TrafficProfile, assume: Assume): number {
  if (dispersion.kind === 'measured') return Math.max(1, dispersion.varianceOverMean);
  assume(`How unevenly requests come was not measured: taken as a variance of ${DISPERSION} times the mean.`);
  return DISPERSION;
}

function failBurstOf({ errorBursts }: TrafficProfile, { checks }: Policy, assume: Assume): TrafficModel['failBurst'] {
  if (errorBursts.kind === 'measured') return errorBursts.meanRequests <= 1 ? { mean: 1, max: 1 } : { mean: errorBursts.meanRequests, max: Math.ceil(BURST_MAX_MEANS * errorBursts.meanRequests) };
  const trusting = checks.filter(({ independent, signal }) => independent && signal.kind === 'share');
  if (trusting.length === 0) {
    assume('Whether requests fail together was not measured: taken as each by itself, and no check of the policy relies on it.');
    return { mean: 1, max: 1 };
  }
  const names = trusting.map(({ name }) => `\`${name}\``).join(', ');
  assume(`Whether requests fail together was not measured, and ${names} ${trusting.length === 1 ? 'says' : 'say'} \`independent: true\`: taken as bursts of ${FAIL_BURST.mean} on average, up to ${FAIL_BURST.max}.`);
  return FAIL_BURST;
}

function usersOf({ users }: TrafficProfile, { plan }: Policy, assume: Assume): TrafficModel['users'] {
  if (!plan.some((stage) => stage.kind === 'ramp' && stage.sticky === 'user')) return { kind: 'requests' };
  if (users.kind === 'unknown') {
    assume(`Users stay on one version, and how many there are was not measured: taken as ${USERS.count}, the busiest of them with ${figure((zipfShares(USERS.count, USERS.zipf)[0] ?? 0) * 100)} % of the requests.`);
    assume(`How differently users fail was not measured: taken as a beta law of concentration ${CONCENTRATION}.`);
    return { kind: 'users', ...USERS, concentration: CONCENTRATION };
  }
  const count = Math.min(USERS_MAX, Math.max(1, users.distinct));
  if (count < users.distinct) assume(`Of ${users.distinct} users the busiest ${count} are told apart.`);
  assume(`How differently users fail was not measured: taken as a beta law of concentration ${CONCENTRATION}.`);
  return { kind: 'users', count, zipf: zipfOf(count, users.heaviestShare), concentration: CONCENTRATION };
}

const ZIPF_MAX = 4;
const HALVINGS = 20;

/** The exponent at which the busiest of `count` users has this share, to three decimals. */
function zipfOf(count: number, heaviestShare: number): number {
  let [low, high] = [0, ZIPF_MAX];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if ((zipfShares(count, middle)[0] ?? 1) < heaviestShare) low = middle;
    else high = middle;
  }
  return Math.round(high * 1_000) / 1_000;
}

/** Per dimension that the policy slices by: what the counts by label say, else one small value beside the rest. */
function segmentsOf(profile: TrafficProfile, { checks }: Policy, assume: Assume): readonly Segment[] {
  const dimensions = [...new Set(checks.flatMap(({ slices }) => slices))];
  return dimensions.flatMap((dimension) => {
    const measured = checks.filter(({ slices }) => slices.includes(dimension)).map((check) => countsByLabel(profile, check, dimension)).find((counts) => counts.length > 1);
    if (measured !== undefined) return sharesOf(dimension, measured);
    assume(`How requests fall over \`${dimension}\` was not measured: taken as one value with a tenth of them, and the rest.`);
    return [
      { dimension, value: 'west', share: SEGMENT_SHARE, shareAtEnd: SEGMENT_SHARE },
      { dimension, value: 'other', share: 1 - SEGMENT_SHARE, shareAtEnd: 1 - SEGMENT_SHARE },
    ];
  });
}

interface ByLabel {
  readonly value: string;
  readonly trials: number;
}

function countsByLabel(profile: TrafficProfile, check: Check, dimension: string): readonly ByLabel[] {
  const counted = trafficOf(profile, check);
  return counted === 'absent' || counted.kind !== 'counts' ? [] : counted.labels.filter(({ label, trials }) => label === dimension && trials > 0);
}

/** The last one takes what rounding leaves, so that shares add up to 1. */
function sharesOf(dimension: string, counts: readonly ByLabel[]): readonly Segment[] {
  const all = counts.reduce((sum, { trials }) => sum + trials, 0);
  let left = PPM_ALL as number;
  return counts.map(({ value, trials }, index) => {
    const ppm = index === counts.length - 1 ? left : Math.round((trials / all) * PPM_ALL);
    left -= ppm;
    return { dimension, value, share: ppm / PPM_ALL, shareAtEnd: ppm / PPM_ALL };
  });
}
