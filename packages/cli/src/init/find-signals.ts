// What the pages have that a check can look at: known names first, else what its labels and its unit give away.
import type { LabelMatcher } from '@rampart/rollout-policy';
import { withoutHealthChecks } from './health-checks.ts';
import { KNOWN_COUNTERS, KNOWN_HISTOGRAMS, MEMORY_GAUGES, NOT_TRAFFIC, STATUS_LABELS, UNREADABLE_METRICS } from './well-known-metrics.ts';
import { lastLook, samplesOf, type Survey } from './survey-pages.ts';

export interface FoundCounter {
  readonly metric: string;
  readonly failing: LabelMatcher;
  /** `BentoML`; `` for what is recognised by its labels alone. */
  readonly of: string;
}

export interface FoundMetric {
  readonly metric: string;
  readonly of: string;
}

/** Health checks are left out. */
export interface OfRequests {
  readonly among: readonly LabelMatcher[];
}

export interface Signals {
  readonly errors: (FoundCounter & OfRequests) | 'none';
  readonly latency: (FoundMetric & OfRequests) | 'none';
  readonly memory: FoundMetric | 'none';
  /** Counters and histograms that would have done as well. */
  readonly others: readonly string[];
  /** What is there and cannot be used, in sentences. */
  readonly unusable: readonly string[];
}

const STATUS_VALUE = /^[1-5](?:\d\d|xx)$/i;
/** The grammar's own form of a metric name: a page may hold anything. */
const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]{0,199}$/;
const OTHER_UNIT = /_(?:ms|milliseconds|us|microseconds|ns|nanoseconds)$/;
const ABOUT_REQUESTS = /(?:request|latency|duration|predict|inference|infer)/;
const OTHERS_MAX = 5;

export function findSignals(survey: Survey): Signals {
  const names = [...new Set(survey.pods.flatMap((pod) => [...lastLook(pod).page.names]))].filter((name) => METRIC_NAME.test(name)).sort();
  const counters = [...knownCounters(survey), ...unknownCounters(survey, names)];
  const histograms = [...KNOWN_HISTOGRAMS.filter(({ metric }) => isHistogram(survey, metric)), ...unknownHistograms(survey, names)];
  const memory = MEMORY_GAUGES.find((metric) => hasSamples(survey, metric));
  const [errors = 'none', ...otherCounters] = counters;
  const [latency = 'none', ...otherHistograms] = histograms;
  return {
    errors: errors === 'none' ? errors : { ...errors, among: withoutHealthChecks(survey, errors.metric) },
    latency: latency === 'none' ? latency : { ...latency, among: withoutHealthChecks(survey, `${latency.metric}_bucket`) },
    memory: memory === undefined ? 'none' : { metric: memory, of: '' },
    others: [...otherCounters, ...otherHistograms].map(({ metric }) => metric).slice(0, OTHERS_MAX),
    unusable: [
      ...UNREADABLE_METRICS.filter(({ metric }) => names.includes(metric)).map(({ metric, why }) => `${metric} ${why}`),
      ...KNOWN_HISTOGRAMS.filter(({ metric }) => isNativeOnly(survey, metric)).map(({ metric }) => `${metric} has native buckets alone: \`time: ${metric}\` compares it, but how long requests take today was not measured`),
      ...names.filter((name) => OTHER_UNIT.test(name) && isHistogram(survey, name) && !UNREADABLE_METRICS.some(({ metric }) => metric === name)).map((name) => `${name} is a histogram of another unit than seconds`),
    ].slice(0, OTHERS_MAX),
  };
}

function knownCounters(survey: Survey): readonly FoundCounter[] {
  return KNOWN_COUNTERS.flatMap(({ metric, failing, of }) => {
    if (!hasSamples(survey, metric) || !isCounter(survey, metric)) return [];
    if (failing !== undefined) return hasLabel(survey, metric, failing.label) ? [{ metric, failing, of }] : [];
    const status = statusMatcher(survey, metric);
    return status === 'none' ? [] : [{ metric, failing: status, of }];
  });
}

function unknownCounters(survey: Survey, names: readonly string[]): readonly FoundCounter[] {
  const known = new Set(KNOWN_COUNTERS.map(({ metric }) => metric));
  const candidates = names.flatMap((name) => (isHistogram(survey, name) ? [`${name}_count`] : [name])).filter((name) => !known.has(name) && !NOT_TRAFFIC.test(name) && isCounter(survey, name));
  const found = [...new Set(candidates)].flatMap((metric) => {
    const failing = statusMatcher(survey, metric);
    return failing === 'none' ? [] : [{ metric, failing, of: '' }];
  });
  // Several may fit: what counts most is the service, not a corner of it.
  return found.toSorted((a, b) => total(survey, b.metric) - total(survey, a.metric));
}

function unknownHistograms(survey: Survey, names: readonly string[]): readonly FoundMetric[] {
  const known = new Set(KNOWN_HISTOGRAMS.map(({ metric }) => metric));
  const found = names.filter((name) => name.endsWith('_seconds') && ABOUT_REQUESTS.test(name) && !known.has(name) && !NOT_TRAFFIC.test(name) && isHistogram(survey, name));
  return found.toSorted((a, b) => total(survey, `${b}_count`) - total(survey, `${a}_count`)).map((metric) => ({ metric, of: '' }));
}

/** `code=~"5.."` when the label holds statuses, written out or as `5xx`. */
function statusMatcher(survey: Survey, metric: string): LabelMatcher | 'none' {
  const samples = survey.pods.flatMap((pod) => samplesOf(lastLook(pod).page, metric));
  const label = STATUS_LABELS.find((name) => samples.some(({ labels }) => STATUS_VALUE.test(labels.get(name) ?? '')));
  if (label === undefined) return 'none';
  const isUpperCase = samples.some(({ labels }) => /^[1-5]XX$/.test(labels.get(label) ?? ''));
  return { label, op: '=~', pattern: isUpperCase ? '5XX|5..' : '5..' };
}

function isCounter(survey: Survey, name: string): boolean {
  const types = typesOf(survey, [name, name.replace(/_total$/, '')]);
  return types.every((type) => type === 'counter' || type === 'untyped' || type === 'unknown');
}

function isHistogram(survey: Survey, name: string): boolean {
  return hasSamples(survey, `${name}_bucket`) && typesOf(survey, [name]).every((type) => type === 'histogram' || type === 'untyped' || type === 'unknown');
}

function isNativeOnly(survey: Survey, name: string): boolean {
  return !hasSamples(survey, `${name}_bucket`) && survey.pods.some((pod) => (lastLook(pod).page.natives.get(name) ?? []).length > 0);
}

function typesOf(survey: Survey, families: readonly string[]): readonly string[] {
  return survey.pods.flatMap((pod) => families.flatMap((family) => lastLook(pod).page.types.get(family) ?? []));
}

function hasSamples(survey: Survey, name: string): boolean {
  return survey.pods.some((pod) => samplesOf(lastLook(pod).page, name).length > 0);
}

function hasLabel(survey: Survey, name: string, label: string): boolean {
  return survey.pods.some((pod) => samplesOf(lastLook(pod).page, name).some(({ labels }) => labels.has(label)));
}

function total(survey: Survey, name: string): number {
  return survey.pods.reduce((sum, pod) => sum + samplesOf(lastLook(pod).page, name).reduce((all, { value }) => all + (Number.isFinite(value) ? value : 0), 0), 0);
}
