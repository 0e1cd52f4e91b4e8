// Every default with its reason. A policy need not mention any of them; `rampart expand` shows them.
import { PPM_ALL, ppm } from '@rampart/rollout-policy';
import type { Check, CheckAction, Expert, FreezeDemand, LabelMatcher, Margin, Policy, Ppm, QuietTime, ReleasePromise, Signal, Stage } from '@rampart/rollout-policy';
import type { Scale } from './units/score.ts';

export interface Default<T> {
  readonly value: T;
  readonly why: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const MODEL_STAGE: Default<string> = { value: 'prod', why: 'the pointer that most registries call production' };

export const ON_NEW_VERSION: Default<Policy['onNewVersion']> = { value: 'replace', why: 'a newer version is what people want to see live; the old one goes to 0 % first' };

export const PROMISE_DEFAULTS: Readonly<{ [K in 'falseAlarmRatio' | 'decideWithinMs' | 'ifUndecided']: Default<ReleasePromise[K]> }> = {
  falseAlarmRatio: { value: 0.01, why: 'at a release a day, about four good ones a year are sent back' },
  decideWithinMs: { value: 3 * DAY, why: 'covers a weekend and its thin traffic' },
  ifUndecided: { value: 'ask', why: 'no evidence is no reason to promote and none to send back' },
};

/** What a check is by itself, by what it looks at. `margin` is its `worseBy`; bins and calibration, which have no better side, call it `differsBy`. */
export const CHECK_DEFAULTS: Readonly<Record<Signal['kind'], { readonly margin: Default<Margin>; readonly then: Default<CheckAction> }>> = {
  share: {
    margin: { value: { kind: 'factor', factor: 1.25 }, why: 'two equal deployments differ by up to a quarter by themselves (pods, caches)' },
    then: { value: 'rollback', why: 'a failed request harms its user now' },
  },
  time: {
    margin: { value: { kind: 'factor', factor: 1.25 }, why: 'a quarter more slow requests; two equal deployments differ by less' },
    then: { value: 'rollback', why: 'a slow answer harms its user now' },
  },
  score: {
    margin: { value: { kind: 'points', ratio: 0.02 }, why: 'two hundredths of the scale; judges disagree with themselves by about as much' },
    then: { value: 'hold', why: 'a score is an opinion; a person reads some of the answers first' },
  },
  labels: {
    margin: { value: { kind: 'factor', factor: 1.1 }, why: 'wrong answers are commoner than failures, so a tenth more of them is many' },
    then: { value: 'hold', why: 'labels come late; by then a person can weigh what else changed' },
  },
  pairs: {
    margin: { value: { kind: 'factor', factor: 1.25 }, why: 'of the items that one model alone got wrong, five to four is still a draw' },
    then: { value: 'hold', why: 'in a shadow nobody is harmed, so there is time for a person to look' },
  },
  calibration: {
    margin: { value: { kind: 'points', ratio: 0.02 }, why: 'thresholds that people set on a probability rarely mind two points' },
    then: { value: 'hold', why: 'whether a threshold has to move with it is for a person to say' },
  },
  bins: {
    margin: { value: { kind: 'factor', factor: 1.25 }, why: 'no two models answer alike; a quarter more or fewer of one answer is a change that users notice' },
    then: { value: 'hold', why: 'other answers are not worse answers; a person knows whether they were meant' },
  },
  level: {
    margin: { value: { kind: 'none' }, why: 'a larger model needs more memory and is not worse for it; `limit` and `growsBy` say what is too much' },
    then: { value: 'stepBack', why: 'a level falls again with the traffic, and nothing has failed yet' },
  },
};

/** What else a check may leave out. */
export const SHARE_UNIT: Default<'requests' | 'users'> = { value: 'requests', why: 'that is what counters count; users need a counter of their own' };
export const SHARE_BETTER: Default<Check['better']> = { value: 'lower', why: '`where` usually says what is bad' };
export const INDEPENDENT: Default<boolean> = { value: false, why: 'retries and bursts fail together' };
export const SCORE_SCALE: Default<Scale> = { value: { low: 0, high: 1 }, why: 'the scale of most judges and losses' };
export const BINS_BY: Default<string> = { value: 'le', why: 'the label of histogram buckets' };
export const BINS_AGAINST: Default<'stable'> = { value: 'stable', why: 'both versions see the same input, so that its drift cancels' };

/** Between two questions for labels. */
export const LABELS_EVERY_MS: Default<number> = { value: 15 * MINUTE, why: 'once per scheduled tick; labels are rarely fresher' };

interface WellKnownSignal {
  readonly kind: 'share' | 'time';
  readonly metric: string;
  readonly where: readonly LabelMatcher[];
  readonly why: string;
}

/** What well-known check names look at when they do not say. `accuracy` always says where its labels are. */
export const WELL_KNOWN_SIGNALS: Readonly<Record<'errors' | 'latency', WellKnownSignal>> = {
  errors: { kind: 'share', metric: 'http_requests_total', where: [{ label: 'code', op: '=~', pattern: '5..' }], why: 'the name and label of Prometheus client libraries' },
  latency: { kind: 'time', metric: 'http_request_duration_seconds', where: [], why: 'the name that Prometheus naming rules give it' },
};

export const SHADOW_MS: Default<number> = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
export const SHADOW_SHARE: Default<Ppm> = { value: ppm(PPM_ALL / 10), why: 'a copy costs what a request costs; a tenth of them is enough to compare' };
export const RAMP_STICKY: Default<'none' | 'user'> = { value: 'none', why: 'most routers draw anew for each request, which is what makes requests comparable' };
export const RAMP_WEIGHT_MAX: Default<Ppm> = { value: ppm(PPM_ALL / 2), why: 'half and half compares fastest; promotion makes the last jump' };
export const LADDER_EVERY_MS: Default<number> = { value: 10 * MINUTE, why: 'forty blocks of evidence per step' };
export const SPLIT_WEIGHT: Default<Ppm> = { value: ppm(PPM_ALL / 2), why: 'half and half needs the fewest requests' };
export const SPLIT_GOAL: Default<'superior' | 'notWorse'> = { value: 'superior', why: 'who only wants to do no harm needs no split' };
export const SPLIT_WORTHWHILE: Default<Margin> = { value: { kind: 'none' }, why: 'what an improvement is worth is for people to say; until then none is too small' };
export const SPLIT_MS: Default<number> = { value: 14 * DAY, why: 'two whole weeks with their weekends' };
export const BAKE_MS: Default<number> = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
export const BAKE_HOLDBACK: Default<Ppm> = { value: ppm(PPM_ALL / 100), why: 'enough of the old version to compare with and to go back to' };
export const FOLLOW_MS: Default<number> = { value: 45 * DAY, why: 'returns and chargebacks of the last request have come in by then' };
export const FOLLOW_THEN: Default<'tell' | 'rollback'> = { value: 'tell', why: 'so long after a release other things have changed as well' };

/** Nobody has said when they are away. */
/** Holding asks a person, and a pipeline that touches its data every night would ask every night. */
export const FREEZE_THEN: Default<FreezeDemand['then']> = { value: 'tell', why: 'a change is always recorded and told; whether it speaks against the release only people know' };
export const QUIET: Default<readonly QuietTime[]> = { value: [], why: 'only people know when they are away' };

export const EXPERT_DEFAULTS: Readonly<{ [K in keyof Expert]: Default<Expert[K]> }> = {
  blockMs: { value: 15 * SECOND, why: 'a fivefold error rate is seen in 2 minutes; 5-minute blocks need 25' },
  lagMs: { value: 5 * SECOND, why: 'a slow answer of a metric page still arrives; scraped sources want their scrape interval' },
  lookMs: { value: 30 * SECOND, why: 'two blocks per look; most harm happens between two looks' },
  tickMs: { value: 15 * MINUTE, why: 'schedules of hosted runners are seldom more punctual' },
  warmUpMs: { value: 30 * SECOND, why: 'connections and caches settle after a change of weight' },
  gridMs: { value: 5 * MINUTE, why: 'trouble that begins late is found as fast as trouble that begins at once' },
  blindMs: { value: 30 * MINUTE, why: 'two scheduled ticks without evidence are no accident' },
  maxGapMs: { value: 2 * MINUTE, why: 'a missed scrape or two is still the same stretch of traffic' },
  samplesMin: { value: 20, why: 'fewer requests say little about a rate of a few percent' },
  sampleRatioAlpha: { value: 0.001, why: 'it holds a release, so it may cry wolf once in a thousand of them' },
  sampleRatioFactor: { value: 1.1, why: 'routers round weights, and pods take turns; a tenth off is no broken measurement' },
  certifyAlpha: { value: 0.05, why: 'promotion is watched by the bake, so 1 in 20 is strict enough' },
  stableRatioMax: { value: 0.05, why: 'a service that fails more than 1 in 20 requests has another problem' },
  growthMax: { value: 4, why: 'from 1 % to 50 % in three steps, each with evidence of its own' },
};

/** The expert section of a policy that has none. */
export function defaultExpert(): Expert {
  return {
    blockMs: EXPERT_DEFAULTS.blockMs.value,
    lagMs: EXPERT_DEFAULTS.lagMs.value,
    lookMs: EXPERT_DEFAULTS.lookMs.value,
    tickMs: EXPERT_DEFAULTS.tickMs.value,
    warmUpMs: EXPERT_DEFAULTS.warmUpMs.value,
    gridMs: EXPERT_DEFAULTS.gridMs.value,
    blindMs: EXPERT_DEFAULTS.blindMs.value,
    maxGapMs: EXPERT_DEFAULTS.maxGapMs.value,
    samplesMin: EXPERT_DEFAULTS.samplesMin.value,
    sampleRatioAlpha: EXPERT_DEFAULTS.sampleRatioAlpha.value,
    sampleRatioFactor: EXPERT_DEFAULTS.sampleRatioFactor.value,
    certifyAlpha: EXPERT_DEFAULTS.certifyAlpha.value,
    stableRatioMax: EXPERT_DEFAULTS.stableRatioMax.value,
    growthMax: EXPERT_DEFAULTS.growthMax.value,
  };
}

/** `[smoke, ramp, bake: 1d]`. */
export function defaultPlan(): readonly Stage[] {
  return [
    { kind: 'smoke', probe: { kind: 'none' } },
    { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value, sticky: RAMP_STICKY.value },
    { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value },
  ];
}
