// Does a check count what it is about? Routes that cannot fail dilute it, a histogram of milliseconds is read as seconds, and identical pods that
// differ by themselves drown a small margin.
import type { Check, LabelMatcher, Policy } from '@rampart/rollout-policy';
import { slowCountsOfPods } from '../profile/histogram.ts';
import { factorOfNoise, podNoise } from '../profile/pod-noise.ts';
import type { CountTraffic, Counted, LabelCounts, TrafficProfile } from '../profile/traffic-profile.ts';
import { formatLabelMatchers, parseLabelMatchers } from '../units/label-matchers.ts';
import { formatMargin } from '../units/margin.ts';
import { formatRatioRoughly } from './format-roughly.ts';
import { warning, type Remark } from './lint.ts';
import { marginKey, trafficOf } from './todays-rate.ts';

/** The part of the requests from which on a label value that never fails matters. */
const DILUTING_SHARE = 0.2;
/** Events that the label value would have had at the rate of the others: none of them is then no luck (e^-5 is under 1 %). */
const EXPECTED_EVENTS_MIN = 5;
/** Signs that are not seen, or move what is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Rates differ "by a lot" from this factor on. */
const FAR_FACTOR = 3;

export function countingLints(policy: Policy, profile: TrafficProfile): readonly Remark[] {
  return policy.checks.flatMap((check) => [...diluted(check, profile), ...histogramInOtherUnit(check, profile), ...noisyPods(check, profile)]);
}

function diluted(check: Check, profile: TrafficProfile): readonly Remark[] {
  const traffic = trafficOf(profile, check);
  if (traffic === 'absent' || traffic.kind !== 'counts' || traffic.events === 0 || check.better === 'higher') return [];
  const slicedBy = new Set(check.slices);
  const own = check.signal.kind === 'share' ? new Set(check.signal.where.map(({ label }) => label)) : new Set<string>();
  const candidates = traffic.labels.filter(({ label, value }) => !own.has(label) && !slicedBy.has(label) && !isLeftOut(check, label, value));
  const largestFirst = candidates.toSorted((a, b) => b.trials - a.trials);
  const never = largestFirst.filter((value) => cannotFail(value, traffic));
  const harmless = never.filter(({ label }) => label === never[0]?.label);
  if (harmless.length > 0) {
    const they = harmless.reduce((sum, { trials }) => sum + trials, 0);
    const rest = without({ trials: they, events: 0 }, traffic);
    return warning(
      'diluted-check',
      ['checks', check.name],
      `${formatRatioRoughly(they / traffic.trials)} of what it counts is ${harmless.map(named).join(' and ')}, which never ${harmless.length === 1 ? 'fails' : 'fail'} (0 of ${they}): ${formatRatioRoughly(traffic.events / traffic.trials)} fail of all, ${formatRatioRoughly(rest.events / rest.trials)} of the rest.`,
      'Health checks and other routes hide what the model does.',
      amongLine(check, harmless.map(({ label, value }) => ({ label, op: '!=', pattern: value })), { before: 'Write ', after: '.', otherwise: 'Leave them out of what is counted.' }),
    );
  }
  const far = largestFirst.find((value) => isFar(value, traffic));
  if (far === undefined) return [];
  const rest = without(far, traffic);
  const { label, value } = far;
  return warning(
    'diluted-check',
    ['checks', check.name],
    `${named(far)} fails ${formatRatioRoughly(far.events / far.trials)} (${far.events} of ${far.trials}), everything else ${formatRatioRoughly(rest.events / rest.trials)} (${rest.events} of ${rest.trials}): the check mixes two things, and a change of the smaller one is hard to see.`,
    `Write slices: [${label}]${amongLine(check, [{ label, op: '=', pattern: value }], { before: ', or ', after: ' for this one alone', otherwise: '' })}.`,
  );
}

/** `among` of several labels is not counted apart in a profile; its own values still need no second warning. */
function isLeftOut({ signal }: Check, label: string, value: string): boolean {
  return signal.kind === 'share' && signal.among.some((matcher) => matcher.label === label && ((matcher.op === '=' && matcher.pattern !== value) || (matcher.op === '!=' && matcher.pattern === value)));
}

/** The line to write in a share, with what it says already; `otherwise` where no line can hold it. */
function amongLine({ signal }: Check, more: readonly LabelMatcher[], { before, after, otherwise }: { readonly before: string; readonly after: string; readonly otherwise: string }): string {
  if (signal.kind !== 'share') return otherwise;
  const matchers = formatLabelMatchers([...signal.among, ...more]);
  // Other people's text in a line that is copied into a file: no sign that is not seen.
  const isPlain = !UNSEEN.test(matchers) && parseLabelMatchers(matchers).kind === 'ok';
  return isPlain ? `${before}among: '${matchers.replaceAll("'", "''")}'${after}` : otherwise;
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
  const plain = value.replaceAll(new RegExp(`${UNSEEN.source}+`, 'gu'), ' ');
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
