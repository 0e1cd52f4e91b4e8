// Every default with its reason. A policy need not mention any of them; `rampart expand` shows them.
import { PPM_ALL, ppm } from '@rampart/rollout-policy';
import type { CheckAction, Expert, LabelMatcher, Margin, Policy, Ppm, ReleasePromise, Signal, Stage } from '@rampart/rollout-policy';

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

/** What a check is by itself, by what it looks at. */
export const CHECK_DEFAULTS: Readonly<Record<Signal['kind'], { readonly worseBy: Default<Margin>; readonly then: Default<CheckAction> }>> = {
  share: {
    worseBy: { value: { kind: 'factor', factor: 1.25 }, why: 'two equal deployments differ by up to a quarter by themselves (pods, caches)' },
    then: { value: 'rollback', why: 'a failed request harms its user now' },
  },
  time: {
    worseBy: { value: { kind: 'factor', factor: 1.25 }, why: 'a quarter more slow requests; two equal deployments differ by less' },
    then: { value: 'rollback', why: 'a slow answer harms its user now' },
  },
  labels: {
    worseBy: { value: { kind: 'factor', factor: 1.1 }, why: 'wrong answers are commoner than failures, so a tenth more of them is many' },
    then: { value: 'hold', why: 'labels come late; by then a person can weigh what else changed' },
  },
};

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

export const RAMP_WEIGHT_MAX: Default<Ppm> = { value: ppm(PPM_ALL / 2), why: 'half and half compares fastest; promotion makes the last jump' };
export const LADDER_EVERY_MS: Default<number> = { value: 10 * MINUTE, why: 'forty blocks of evidence per step' };
export const BAKE_MS: Default<number> = { value: DAY, why: 'one whole day of traffic, with its night and its peak' };
export const BAKE_HOLDBACK: Default<Ppm> = { value: ppm(PPM_ALL / 100), why: 'enough of the old version to compare with and to go back to' };

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
    certifyAlpha: EXPERT_DEFAULTS.certifyAlpha.value,
    stableRatioMax: EXPERT_DEFAULTS.stableRatioMax.value,
    growthMax: EXPERT_DEFAULTS.growthMax.value,
  };
}

/** `[smoke, ramp, bake: 1d]`. */
export function defaultPlan(): readonly Stage[] {
  return [
    { kind: 'smoke' },
    { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value },
    { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value },
  ];
}
