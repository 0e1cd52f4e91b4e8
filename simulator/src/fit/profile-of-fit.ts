// What a fit adds to the traffic profile beside a policy, and what it leaves as it was.
import type { CheckTraffic, NO_HISTORY, Traffic, TrafficProfile } from '@rampart/policy-document';
import { ppm } from '@rampart/rollout-policy';
import type { Fit } from './fit.ts';

export interface FittedProfile {
  readonly profile: TrafficProfile;
  /** What was kept although the history says something else, and what was put in without knowing, in sentences. */
  readonly remarks: readonly string[];
}

/** Nobody said what the router can do: then it can do everything. */
const ANY_STEP = ppm(1);

/** `before`: the profile that is there. Numbers are rounded to what people read. */
export function profileOfFit(fit: Fit, target: string, before: Traffic): FittedProfile {
  const { arrivals, errors, labelDelay } = fit;
  const mean = rounded(arrivals.requestsPerMinute);
  const low = arrivals.day.low.kind === 'known' ? ({ kind: 'known', perMinute: Math.min(mean, rounded(arrivals.day.low.perMinute)) } as const) : ({ kind: 'unknown' } as const);
  const told: Pick<TrafficProfile, 'requestsPerMinute' | keyof typeof NO_HISTORY> = {
    requestsPerMinute: { mean, low },
    shape: shapeOf(fit),
    dispersion: arrivals.chosen.kind === 'chosen' ? { kind: 'measured', varianceOverMean: rounded(arrivals.chosen.beyondShape), spanMs: arrivals.chosen.spanMs } : { kind: 'unknown' },
    errorBursts: burstsOf(fit),
    labelDelay: delayOf(labelDelay),
  };
  const checks = Object.fromEntries(errors.map(({ name, trials, events, pods }): [string, CheckTraffic] => [name, { kind: 'counts', trials, events, pods, labels: [] }]));
  const measured: TrafficProfile['measured'] = { fromMs: fit.fromMs, toMs: fit.toMs, basis: 'window' };
  if (before.kind === 'unknown') {
    return { profile: { target, measured, ...told, routerStep: ANY_STEP, checks, users: { kind: 'unknown' } }, remarks: ['the smallest step of the router is unknown and was left at 0.0001 %; `rampart init` asks it'] };
  }
  return withProfile(before.profile, told, { measured, checks });
}

/** Counts of one profile come from the same time: they are replaced together, or not at all. */
function withProfile(before: TrafficProfile, told: Partial<TrafficProfile>, { measured, checks }: Pick<TrafficProfile, 'measured' | 'checks'>): FittedProfile {
  const profile: TrafficProfile = { ...before, ...keptWhereUnknown(before, told) };
  const counted = Object.entries(before.checks).filter(([, traffic]) => traffic.kind !== 'level').map(([name]) => name);
  const missing = counted.filter((name) => !Object.hasOwn(checks, name));
  if (Object.keys(checks).length === 0) return { profile, remarks: [] };
  if (missing.length === 0) return { profile: { ...profile, measured, checks: { ...before.checks, ...checks } }, remarks: [] };
  return { profile, remarks: [`the counts of its checks were kept, because the history has none for ${missing.join(', ')} and the counts of a profile come from the same time`] };
}

/** What this history cannot tell, an earlier one may have told. */
function keptWhereUnknown(before: TrafficProfile, told: Partial<TrafficProfile>): Partial<TrafficProfile> {
  const { requestsPerMinute = before.requestsPerMinute } = told;
  const rate = { requestsPerMinute: requestsPerMinute.low.kind === 'unknown' && before.requestsPerMinute.low.kind === 'known' && before.requestsPerMinute.low.perMinute <= requestsPerMinute.mean ? { ...requestsPerMinute, low: before.requestsPerMinute.low } : requestsPerMinute };
  return {
    ...rate,
    shape: told.shape === undefined || told.shape.kind === 'unknown' ? before.shape : told.shape,
    dispersion: told.dispersion?.kind === 'measured' ? told.dispersion : before.dispersion,
    errorBursts: told.errorBursts?.kind === 'measured' ? told.errorBursts : before.errorBursts,
    labelDelay: told.labelDelay?.kind === 'measured' ? told.labelDelay : before.labelDelay,
  };
}

function shapeOf({ arrivals: { day: { shape } } }: Fit): TrafficProfile['shape'] {
  return shape.kind === 'day' || shape.kind === 'week' ? { kind: shape.kind, peakToTrough: rounded(shape.peakToTrough), weekendRatio: rounded(shape.weekendRatio) } : shape;
}

/** Of the check with most errors: it is the one that tells. */
function burstsOf({ errors }: Fit): TrafficProfile['errorBursts'] {
  const [first] = errors.toSorted((a, b) => b.events - a.events);
  return first?.chosen.kind === 'chosen' ? { kind: 'measured', meanRequests: rounded(first.chosen.meanRequests), spanMs: first.chosen.spanMs } : { kind: 'unknown' };
}

function delayOf(fit: Fit['labelDelay']): TrafficProfile['labelDelay'] {
  if (fit.kind === 'none') return { kind: 'unknown' };
  const at = (share: number): number => fit.quantiles.reduce((found, quantile) => (quantile.share === share && quantile.delayMs !== 'unknown' ? Math.round(quantile.delayMs) : found), -1);
  const [p50Ms, p90Ms, p99Ms] = [at(0.5), at(0.9), at(0.99)];
  return p50Ms < 0 || p90Ms < 0 || p99Ms < 0 ? { kind: 'unknown' } : { kind: 'measured', p50Ms, p90Ms, p99Ms };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
