// Does a check count what it is about? Routes that cannot fail dilute it, a histogram of milliseconds is read as seconds, and identical pods that
// differ by themselves drown a small margin.
import type { Check, Policy } from '@rampart/rollout-policy';
import { slowCountsOfPods } from '../profile/histogram.ts';
import { factorOfNoise, podNoise } from '../profile/pod-noise.ts';
import type { CountTraffic, Counted, LabelCounts, TrafficProfile } from '../profile/traffic-profile.ts';
import { formatMargin } from '../units/margin.ts';
import { formatRatioRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';
import { marginKey, trafficOf } from './todays-rate.ts';

/** The part of the requests from which on a label value that never fails matters. */
const DILUTING_SHARE = 0.2;
/** Events that the label value would have had at the rate of the others: none of them is then no luck (e^-5 is under 1 %). */
const EXPECTED_EVENTS_MIN = 5;
/** Rates differ "by a lot" from this factor on. */
const FAR_FACTOR = 3;

export function countingLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  return policy.checks.flatMap((check) => [...diluted(check, profile), ...histogramInOtherUnit(check, profile), ...noisyPods(check, profile)]);
}

/** By the name alone, so it needs no profile. */
export function unitNameLints(policy: Policy): readonly Remark[] {
  return policy.checks.flatMap(({ name, signal }) => {
    if (signal.kind !== 'time') return [];
    const unit = /(?:^|_)(ms|milliseconds|us|microseconds|ns|nanoseconds)$/.exec(signal.metric)?.[1];
    if (unit === undefined) return [];
    return warning('seconds-mixed-up', ['checks', name, 'time'], `By its name ${signal.metric} counts ${unit}, and a histogram is read in seconds: every limit is judged at the wrong bucket.`, 'Name a histogram of seconds.');
  });
}

function diluted(check: Check, profile: TrafficProfile): readonly Remark[] {
  const traffic = trafficOf(profile, check);
  if (traffic === 'absent' || traffic.kind !== 'counts' || traffic.events === 0 || check.better === 'higher') return [];
  const slicedBy = new Set(check.slices);
  const own = check.signal.kind === 'share' ? new Set(check.signal.where.map(({ label }) => label)) : new Set<string>();
  const candidates = traffic.labels.filter(({ label }) => !own.has(label) && !slicedBy.has(label));
  const harmless = candidates.filter((value) => cannotFail(value, traffic)).toSorted((a, b) => b.trials - a.trials)[0];
  if (harmless !== undefined) {
    const rest = without(harmless, traffic);
    return warning(
      'diluted-check',
      ['checks', check.name],
      `${formatRatioRoughly(harmless.trials / traffic.trials)} of what it counts is ${named(harmless)}, which never fails (0 of ${harmless.trials}): ${formatRatioRoughly(traffic.events / traffic.trials)} fail of all, ${formatRatioRoughly(rest.events / rest.trials)} of the rest.`,
      'Health checks and other routes hide what the model does: leave them out of the counter, or name a counter of the route of the model.',
    );
  }
  const far = candidates.filter((value) => isFar(value, traffic)).toSorted((a, b) => b.trials - a.trials)[0];
  if (far === undefined) return [];
  const rest = without(far, traffic);
  return warning(
    'diluted-check',
    ['checks', check.name],
    `${named(far)} fails ${formatRatioRoughly(far.events / far.trials)} (${far.events} of ${far.trials}), everything else ${formatRatioRoughly(rest.events / rest.trials)} (${rest.events} of ${rest.trials}): the check mixes two things, and a change of the smaller one is hard to see.`,
    `Write slices: [${far.label}], or name a counter of the route of the model.`,
  );
}

function cannotFail(value: LabelCounts, traffic: CountTraffic): boolean {
  const rest = without(value, traffic);
  return value.events === 0 && value.trials >= DILUTING_SHARE * traffic.trials && rest.trials > 0 && (value.trials * rest.events) / rest.trials >= EXPECTED_EVENTS_MIN;
}

/** Both sides are large enough to matter, have events, and their rates differ by far and by more than four standard errors of their logarithms. */
function isFar(value: LabelCounts, traffic: CountTraffic): boolean {
  const rest = without(value, traffic);
  if (value.events === 0 || rest.events === 0 || Math.min(value.trials, rest.trials) < DILUTING_SHARE * traffic.trials) return false;
  const distance = Math.abs(Math.log(value.events / value.trials / (rest.events / rest.trials)));
  return distance >= Math.log(FAR_FACTOR) && distance >= 4 * Math.sqrt(1 / value.events + 1 / rest.events);
}

function without(value: Counted, all: Counted): Counted {
  return { trials: all.trials - value.trials, events: all.events - value.events };
}

function named({ label, value }: LabelCounts): string {
  return `${label}=${JSON.stringify(shortened(value))}`;
}

/** Label values are other people's text: one line, no sign that moves a cursor. */
function shortened(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** Bounds from 1 upwards beyond a quarter of an hour are no seconds of a request. */
function histogramInOtherUnit(check: Check, profile: TrafficProfile): readonly Remark[] {
  const traffic = trafficOf(profile, check);
  if (traffic === 'absent' || traffic.kind !== 'time' || check.signal.kind !== 'time') return [];
  const [first, last] = [traffic.boundsSeconds[0], traffic.boundsSeconds.at(-1)];
  if (first === undefined || last === undefined || first < 1 || last < 900) return [];
  return warning('seconds-mixed-up', ['checks', check.name, 'time'], `The buckets of ${check.signal.metric} go from ${first} to ${last}, and are read as seconds: they look like milliseconds.`, 'Name a histogram of seconds.');
}

function noisyPods(check: Check, profile: TrafficProfile): readonly Remark[] {
  const traffic = trafficOf(profile, check);
  const { worseBy } = check;
  if (traffic === 'absent' || traffic.kind === 'level' || worseBy.kind !== 'factor' || check.better === 'higher') return [];
  const noise = podNoise(traffic.kind === 'time' ? slowCountsOfPods(traffic) : traffic.pods);
  if (noise.kind !== 'measured') return [];
  const needed = factorOfNoise(noise.logRateSd);
  if (worseBy.factor >= needed) return [];
  const least = { kind: 'factor', factor: Math.ceil(needed * 20) / 20 } as const;
  return warning(
    'margin-below-noise',
    ['checks', check.name, marginKey(check)],
    `The rates of the ${noise.pods} pods that serve today differ by ${formatRatioRoughly(noise.logRateSd)} (standard deviation, beyond what counting explains), so two equal deployments come to differ by up to ${formatMargin({ kind: 'factor', factor: Math.round(needed * 100) / 100 })}:`,
    `with ${marginKey(check)}: ${formatMargin(worseBy)} good releases are sent back for it. Write ${marginKey(check)}: ${formatMargin(least)}.`,
  );
}
