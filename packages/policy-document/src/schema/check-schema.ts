// One check as it is written: `default`, `off`, or a mapping. What belongs to which signal is in check-rules.ts, what is left out is filled in by
// complete-check.ts.
import * as z from 'zod';
import type { CheckAction, LabelMatcher, LabelsOrigin, Limit, Margin } from '@rampart/rollout-policy';
import { CHECK_DEFAULTS, LABELS_EVERY_MS, WELL_KNOWN_SIGNALS } from '../defaults.ts';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMargin } from '../units/margin.ts';
import { described, listOf, mapping, optional, shortOrLong, withDefault, words, type Form } from './forms.ts';
import { limitSchema } from './limit-schema.ts';
import { refuse } from './refuse.ts';
import { commandLine, dimensionName, labelMatchers, metricName, url } from './text-forms.ts';
import { duration, margin } from './unit-forms.ts';

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
  readonly then?: CheckAction | undefined;
}

export const CHECK_EXAMPLE = '{share: http_requests_total, where: \'code=~"5.."\'}';

const { share: SHARE, time: TIME, labels: LABELS } = CHECK_DEFAULTS;
const { errors: ERRORS, latency: LATENCY } = WELL_KNOWN_SIGNALS;

const ABOUT = {
  short: `\`default\`: what this name usually looks at (errors: ${ERRORS.metric}, latency: ${LATENCY.metric}). \`off\`: not checked, although the defaults file does.`,
  where: 'Label matchers as Prometheus writes them. In =~ and !~: letters, . for one character, .* for any run, | for either side.',
  mature: 'How long after its request a label is final. No default: labels that are asked for too early make every new version look bad.',
  worseBy: `How much worse than stable is still accepted. Default ${formatMargin(SHARE.worseBy.value)} (labels: ${formatMargin(LABELS.worseBy.value)}).`,
  then: `What happens when it is worse. Default ${SHARE.then.value} (time: ${TIME.then.value}, labels: ${LABELS.then.value}).`,
} as const;

/** `off` takes an inherited check away. */
export function checkSchema(): Form<'default' | 'off' | CheckDocument> {
  return shortOrLong(described(ABOUT.short, words('check', ['default', 'off'])), checkMapping());
}

export function checksSchema(): Form<Readonly<Record<string, 'default' | 'off' | CheckDocument>>> {
  return z.record(z.string(), checkSchema(), { error: () => `a mapping from name to check, e.g. {errors: default, busy: ${CHECK_EXAMPLE}}` });
}

function checkMapping(): Form<CheckDocument> {
  return mapping('check', CHECK_EXAMPLE, {
    share: optional(described('The share of the requests in this counter whose labels match `where`.', metricName())),
    time: optional(described('A histogram of seconds.', metricName())),
    labels: optional(described('Right and wrong answers, known some time after the request.', labelsSchema())),
    where: optional(described(ABOUT.where, labelMatchers())),
    every: withDefault('Time between two questions for labels.', LABELS_EVERY_MS, formatDuration, duration('6h', { msMin: 100 })),
    mature: optional(described(ABOUT.mature, duration('2d', { msMin: 0 }))),
    slices: optional(described('Labels whose values are judged one by one as well.', slices())),
    worseBy: optional(described(ABOUT.worseBy, margin())),
    limit: optional(described('An absolute limit: a share, or for `time` a quantile. `none` takes an inherited one away.', limitSchema())),
    then: optional(described(ABOUT.then, words('then', ['rollback', 'stepBack', 'hold', 'tell']))),
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
    return refuse(ctx, keyRefusal('one-of', { says, accepted: `one of them, e.g. ${example}` }));
  });
}

function slices(): Form<readonly string[]> {
  return listOf(dimensionName(), '[region]').transform((names, ctx) => {
    const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
    return twice < 0 ? names : refuse(ctx, refusal('repeated', { says: 'this slice is listed twice', accepted: 'each slice once' }), [twice]);
  });
}
