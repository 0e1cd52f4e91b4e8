// One check as it is written: `default`, `off`, or a mapping. What belongs to which signal is in check-rules.ts, what is left out is filled in by
// complete-check.ts.
import * as z from 'zod';
import type { LabelMatcher, LabelsOrigin, Limit, Margin } from '@rampart/rollout-policy';
import { CHECK_DEFAULTS, LABELS_EVERY_MS, WELL_KNOWN_SIGNALS } from '../defaults.ts';
import type { Refusal } from '../mistakes/finding.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { formatDuration } from '../units/duration.ts';
import { parseLatency } from '../units/latency.ts';
import { formatMargin } from '../units/margin.ts';
import { parseQuantile } from '../units/quantile.ts';
import { parseShare, SHARE_PATTERN } from '../units/share.ts';
import { described, listOf, mapping, optional, shortOrLong, unit, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { commandLine, dimensionName, labelMatchers, metricName, url } from './text-forms.ts';
import { duration, latency, margin } from './unit-forms.ts';

/** Only what is written; `undefined` where nothing is. */
export interface CheckDocument {
  readonly share?: string | undefined;
  readonly time?: string | undefined;
  readonly labels?: LabelsOrigin | undefined;
  readonly where?: readonly LabelMatcher[] | undefined;
  readonly every?: number | undefined;
  readonly mature?: number | undefined;
  readonly slices?: readonly string[] | undefined;
  readonly worseBy?: Margin | undefined;
  readonly limit?: Limit | undefined;
  readonly then?: 'rollback' | 'stepBack' | 'hold' | 'tell' | undefined;
}

export const CHECK_EXAMPLE = '{share: http_requests_total, where: \'code=~"5.."\'}';

/** `off` takes an inherited check away. */
export function checkSchema(): Form<'default' | 'off' | CheckDocument> {
  const { errors, latency: slow } = WELL_KNOWN_SIGNALS;
  const short = described(`\`default\`: what this name usually looks at (errors: ${errors.metric}, latency: ${slow.metric}). \`off\`: not checked, although the defaults file does.`, words('check', ['default', 'off']));
  return shortOrLong(short, checkMapping());
}

export function checksSchema(): Form<Readonly<Record<string, 'default' | 'off' | CheckDocument>>> {
  return z.record(z.string(), checkSchema(), { error: () => `a mapping from name to check, e.g. {errors: default, busy: ${CHECK_EXAMPLE}}` });
}

function checkMapping(): Form<CheckDocument> {
  const [shares, times, labels] = [CHECK_DEFAULTS.share, CHECK_DEFAULTS.time, CHECK_DEFAULTS.labels];
  return mapping('check', CHECK_EXAMPLE, {
    share: optional(described('The share of the requests in this counter whose labels match `where`.', metricName())),
    time: optional(described('A histogram of seconds.', metricName())),
    labels: optional(described('Right and wrong answers, known some time after the request.', labelsSchema())),
    where: optional(described('Label matchers as Prometheus writes them. In =~ and !~: letters, . for one character, .* for any run, | for either side.', labelMatchers())),
    every: optional(described(`Time between two questions for labels. Default ${formatDuration(LABELS_EVERY_MS.value)}: ${LABELS_EVERY_MS.why}.`, duration('6h', { msMin: 100 }))),
    mature: optional(described('How long after its request a label is final. No default: labels that are asked for too early make every new version look bad.', duration('2d', { msMin: 0 }))),
    slices: optional(described('Labels whose values are judged one by one as well.', slices())),
    worseBy: optional(described(`How much worse than stable is still accepted. Default ${formatMargin(shares.worseBy.value)} (labels: ${formatMargin(labels.worseBy.value)}).`, margin())),
    limit: optional(described('An absolute limit: a share, or for `time` a quantile. `none` takes an inherited one away.', limitSchema())),
    then: optional(described(`What happens when it is worse. Default ${shares.then.value} (time: ${times.then.value}, labels: ${labels.then.value}).`, words('then', ['rollback', 'stepBack', 'hold', 'tell']))),
  });
}

function labelsSchema(): Form<LabelsOrigin> {
  const example = '{http: http://labels.internal/fraud}';
  return mapping('labels', example, {
    http: optional(described('Address that speaks the labels contract.', url())),
    command: optional(described('Program and arguments that speak the labels contract; no shell.', commandLine())),
  }).transform(({ http, command }, ctx): LabelsOrigin => {
    if (http !== undefined && command === undefined) return { kind: 'http', url: http };
    if (command !== undefined && http === undefined) return { kind: 'command', argv: command };
    const says = http === undefined ? 'neither http nor command is given' : 'both http and command are given';
    return refuse(ctx, { mistake: 'one-of', says, accepted: `one of them, e.g. ${example}`, hint: '', at: 'key' });
  });
}

function slices(): Form<readonly string[]> {
  return listOf(dimensionName(), '[region]').transform((names, ctx) => {
    const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
    return twice < 0 ? names : refuse(ctx, { mistake: 'repeated', says: 'this slice is listed twice', accepted: 'each slice once', hint: '', at: 'value' }, [twice]);
  });
}

function limitSchema(): Form<Limit> {
  const short = unit({ accepts: 'a share of requests, a quantile with its time, or none', examples: ['5%', '{p99: 80ms}', 'none'], pattern: `^none$|${SHARE_PATTERN}`, units: ['%'], parse: parseShortLimit });
  return shortOrLong(short, quantileLimit());
}

function parseShortLimit(text: string): Parsed<Limit> {
  if (text === 'none') return parsed({ kind: 'none' });
  if (parseLatency(text).kind === 'ok') return refused('a time is a limit only with its quantile');
  const ratio = parseShare(text);
  if (ratio.kind === 'refused') return ratio;
  const isOpen = ratio.value > 0 && ratio.value < 1_000_000;
  return isOpen ? parsed({ kind: 'share', ratioMax: ratio.value / 1_000_000 }) : refused('a limit is above 0% and below 100%');
}

function quantileLimit(): Form<Limit> {
  const accepted = 'one quantile and its longest time, e.g. {p99: 80ms}';
  const misfit = (says: string): Refusal => ({ mistake: 'wrong-limit', says, accepted, hint: '', at: 'key' });
  return z.record(z.string(), latency(), { error: () => `a share, e.g. 5%, or ${accepted}` }).transform((written, ctx): Limit => {
    const [first, ...others] = Object.entries(written);
    if (first === undefined || others.length > 0) return refuse(ctx, misfit('a check has one limit; a second one is a check of its own'));
    const [key, msMax] = first;
    const quantile = parseQuantile(key);
    return quantile.kind === 'ok' ? { kind: 'time', quantile: quantile.value, msMax } : refuse(ctx, misfit(quantile.says), [key]);
  });
}
