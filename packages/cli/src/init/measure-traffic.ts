// The looks at the pages as a traffic profile. Counters of a process that says when it began cover all the time since then; others only the time
// between the first and the last look.
import { NO_HISTORY, type CheckTraffic, type Counted, type LabelCounts, type TrafficProfile } from '@rampart/policy-document';
import { matchesAll, type Labels, type Page, type Sample } from '@rampart/metric-sources';
import type { LabelMatcher, Ppm } from '@rampart/rollout-policy';
import type { Signals } from './find-signals.ts';
import { lastLook, PROCESS_START, samplesOf, type PodSurvey, type Survey } from './survey-pages.ts';
import { PLACE_LABELS, USER_LABELS } from './well-known-metrics.ts';

export interface Measured {
  readonly profile: TrafficProfile;
  /** Requests between the first and the last look. */
  readonly requestsSeen: number;
  readonly lookedForMs: number;
  /** What does not fit together, in sentences. */
  readonly troubles: readonly string[];
}

interface Surroundings {
  readonly target: string;
  readonly routerStep: Ppm;
}

const LABELS_MAX = 8;
const VALUES_MAX = 20;
const VALUE_LENGTH_MAX = 200;
/** Under so many users "the heaviest 1 %" is nobody. */
const USERS_MIN = 100;
/** Before it there was no metric page. */
const EARLIEST_START_MS = Date.UTC(2010, 0);

export function measureTraffic(survey: Survey, signals: Signals, { target, routerStep }: Surroundings): Measured {
  const [first, last] = [Math.min(...survey.pods.map(({ looks }) => looks[0].atMs)), Math.max(...survey.pods.map((pod) => lastLook(pod).atMs))];
  const counting = countingIn(signals);
  const started = survey.pods.map(startMs);
  const isSinceStart = started.every((start) => start !== 'unknown');
  const spans = survey.pods.map((pod, index): Span => {
    const start = started[index] ?? 'unknown';
    return isSinceStart && start !== 'unknown' ? { pod, fromMs: start, toMs: lastLook(pod).atMs, before: 'nothing' } : { pod, fromMs: pod.looks[0].atMs, toMs: lastLook(pod).atMs, before: pod.looks[0].page };
  });
  const perMinute = spans.reduce((sum, span) => sum + (countIn(span, counting) / Math.max(1, span.toMs - span.fromMs)) * 60_000, 0);
  const restarted = survey.pods.filter((pod) => countIn({ ...between(pod) }, counting) < 0).length;
  const requestsSeen = survey.pods.reduce((sum, pod) => sum + Math.max(0, countIn(between(pod), counting)), 0);
  const profile: TrafficProfile = {
    target,
    measured: { fromMs: Math.round(Math.min(...spans.map(({ fromMs }) => fromMs))), toMs: Math.round(Math.max(last, first + 1)), basis: isSinceStart ? 'since start' : 'window' },
    requestsPerMinute: { mean: Number(Math.max(0, perMinute).toPrecision(4)), low: { kind: 'unknown' } },
    routerStep,
    checks: checksOf(spans, signals),
    users: signals.errors === 'none' ? { kind: 'unknown' } : usersOf(spans, countingIn(signals)),
    ...NO_HISTORY,
  };
  return { profile, requestsSeen, lookedForMs: last - first, troubles: restarted === 0 ? [] : [`${restarted} of ${survey.pods.length} pods restarted while they were looked at, so what they counted is incomplete`] };
}

/** Series of one name, but for those that are left out. */
interface Counting {
  readonly name: string;
  readonly among: readonly LabelMatcher[];
}

/** What tells how many requests there are. */
function countingIn({ errors, latency }: Signals): Counting {
  if (errors !== 'none') return { name: errors.metric, among: errors.among };
  return latency === 'none' ? { name: '', among: [] } : { name: `${latency.metric}_count`, among: latency.among };
}

interface Span {
  readonly pod: PodSurvey;
  readonly fromMs: number;
  readonly toMs: number;
  /** What was counted already. */
  readonly before: Page | 'nothing';
}

function between(pod: PodSurvey): Span {
  return { pod, fromMs: pod.looks[0].atMs, toMs: lastLook(pod).atMs, before: pod.looks[0].page };
}

function startMs(pod: PodSurvey): number | 'unknown' {
  const [start, ...others] = samplesOf(lastLook(pod).page, PROCESS_START);
  const atMs = (start?.value ?? Number.NaN) * 1_000;
  return others.length === 0 && atMs >= EARLIEST_START_MS && atMs < lastLook(pod).atMs ? atMs : 'unknown';
}

interface Increase {
  readonly labels: Labels;
  readonly by: number;
}

/** What each series gained in the span. Values that are no counts are left out. */
function increasesIn({ pod, before }: Span, { name, among }: Counting): readonly Increase[] {
  const isCounted = matchesAll(among);
  const earlier = new Map(before === 'nothing' ? [] : samplesOf(before, name).map((sample) => [seriesKey(sample), sample.value]));
  return samplesOf(lastLook(pod).page, name)
    .filter(({ value, labels }) => Number.isSafeInteger(value) && value >= 0 && isCounted(labels))
    .map((sample) => ({ labels: sample.labels, by: sample.value - (earlier.get(seriesKey(sample)) ?? 0) }));
}

function seriesKey({ labels }: Sample): string {
  return JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countIn(span: Span, counting: Counting): number {
  return increasesIn(span, counting).reduce((sum, { by }) => sum + by, 0);
}

function checksOf(spans: readonly Span[], { errors, latency, memory }: Signals): Readonly<Record<string, CheckTraffic>> {
  return {
    ...(errors === 'none' ? {} : { errors: countTraffic(spans, { name: errors.metric, among: errors.among }, errors.failing) }),
    ...(latency === 'none' ? {} : { latency: timeTraffic(spans, { name: `${latency.metric}_bucket`, among: latency.among }) }),
    ...(memory === 'none' ? {} : { memory: levelTraffic(spans, memory.metric) }),
  };
}

function countTraffic(spans: readonly Span[], counting: Counting, failing: LabelMatcher): CheckTraffic {
  const isEvent = matchesAll([failing]);
  const byPod = spans.map((span) => increasesIn(span, counting).filter(({ by }) => by > 0));
  const counted = (increases: readonly Increase[]): Counted => ({ trials: sumOf(increases), events: sumOf(increases.filter(({ labels }) => isEvent(labels))) });
  const all = byPod.flat();
  const names = [...new Set(all.flatMap(({ labels }) => [...labels.keys()]))].filter((name) => name !== failing.label && !USER_LABELS.has(name) && !PLACE_LABELS.has(name)).sort();
  const labels = names.slice(0, LABELS_MAX).flatMap((label): readonly LabelCounts[] => {
    const groups = Map.groupBy(all, (increase) => increase.labels.get(label) ?? '');
    const isFew = groups.size > 1 && groups.size <= VALUES_MAX && [...groups.keys()].every((value) => value.length <= VALUE_LENGTH_MAX);
    return isFew ? [...groups].map(([value, increases]) => ({ label, value, ...counted(increases) })) : [];
  });
  return { kind: 'counts', ...counted(all), pods: byPod.map(counted), labels };
}

function timeTraffic(spans: readonly Span[], counting: Counting): CheckTraffic {
  const byPod = spans.map((span) => bucketsOf(increasesIn(span, counting)));
  const [some = new Map<number, number>()] = byPod;
  const boundsSeconds = [...some.keys()].filter((bound) => Number.isFinite(bound) && byPod.every((buckets) => buckets.has(bound))).sort((a, b) => a - b);
  const pods = byPod.map((buckets) => growing({ trials: buckets.get(Infinity) ?? 0, withinBound: boundsSeconds.map((bound) => buckets.get(bound) ?? 0) }));
  return {
    kind: 'time',
    trials: pods.reduce((sum, { trials }) => sum + trials, 0),
    boundsSeconds,
    withinBound: boundsSeconds.map((_, index) => pods.reduce((sum, { withinBound }) => sum + (withinBound[index] ?? 0), 0)),
    pods,
  };
}

/** All series of the histogram together, by bound. */
function bucketsOf(increases: readonly Increase[]): ReadonlyMap<number, number> {
  const buckets = new Map<number, number>();
  for (const { labels, by } of increases) {
    const written = labels.get('le') ?? '';
    const bound = written === '+Inf' ? Infinity : written.trim() === '' ? Number.NaN : Number(written);
    if (!Number.isNaN(bound) && bound >= 0) buckets.set(bound, (buckets.get(bound) ?? 0) + Math.max(0, by));
  }
  return buckets;
}

/** Buckets that were read while requests were counted may contradict each other by a few. */
function growing({ trials, withinBound }: { readonly trials: number; readonly withinBound: readonly number[] }): { readonly trials: number; readonly withinBound: readonly number[] } {
  let reached = 0;
  return { trials, withinBound: withinBound.map((within) => (reached = Math.min(trials, Math.max(reached, within)))) };
}

function levelTraffic(spans: readonly Span[], metric: string): CheckTraffic {
  const levels = spans.flatMap(({ pod }) => pod.looks.flatMap(({ page }) => samplesOf(page, metric).map(({ value }) => value))).filter((value) => Number.isFinite(value));
  const mean = levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length);
  return { kind: 'level', mean: Math.round(mean), max: levels.length === 0 ? 0 : Math.max(...levels) };
}

/** Where a label names users: how many there are, and what the heaviest 1 % of them send. */
function usersOf(spans: readonly Span[], counting: Counting): TrafficProfile['users'] {
  const increases = spans.flatMap((span) => increasesIn(span, counting)).filter(({ by }) => by > 0);
  const label = [...USER_LABELS].find((name) => increases.some(({ labels }) => (labels.get(name) ?? '') !== ''));
  if (label === undefined) return { kind: 'unknown' };
  const requests = [...Map.groupBy(increases, ({ labels }) => labels.get(label) ?? '').values()].map(sumOf).sort((a, b) => b - a);
  const all = requests.reduce((sum, each) => sum + each, 0);
  if (requests.length < USERS_MIN || all === 0) return { kind: 'unknown' };
  const heaviest = requests.slice(0, Math.ceil(requests.length / 100)).reduce((sum, each) => sum + each, 0);
  return { kind: 'seen', distinct: requests.length, heaviestShare: Number((heaviest / all).toPrecision(4)) };
}

function sumOf(increases: readonly Increase[]): number {
  return increases.reduce((sum, { by }) => sum + by, 0);
}
