// One check as it is written: `default`, `off`, or a mapping. Which keys belong to which signal is in check-keys.ts, what is left out is filled in by
// complete-check.ts.
import * as z from 'zod';
import type { Check, CheckAction, LabelMatcher, LabelsOrigin, Margin, Signal } from '@rampart/rollout-policy';
import { BINS_AGAINST, BINS_BY, CHECK_DEFAULTS, INDEPENDENT, LABELS_EVERY_MS, SCORE_SCALE, SHARE_BETTER, SHARE_UNIT, WELL_KNOWN_SIGNALS } from '../defaults.ts';
import { refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMargin } from '../units/margin.ts';
import { formatScale, type Scale } from '../units/score.ts';
import { againstSchema, type BinsAgainst } from './against-schema.ts';
import { described, flag, listOf, mapping, optional, shortOrLong, withDefault, words, type Form } from './forms.ts';
import { labelsOriginSchema } from './labels-schema.ts';
import { limitSchema, type WrittenLimit } from './limit-schema.ts';
import { refuse } from './refuse.ts';
import { binLabel, dimensionName, labelMatchers, metricName } from './text-forms.ts';
import { duration, gap, growth, marginOrNone, scale } from './unit-forms.ts';

/** Only what is written; `undefined` where nothing is. */
export interface CheckDocument {
  readonly share?: string | undefined;
  readonly time?: string | undefined;
  readonly score?: string | { readonly labels: LabelsOrigin } | undefined;
  readonly labels?: LabelsOrigin | undefined;
  readonly pairs?: LabelsOrigin | undefined;
  readonly calibration?: LabelsOrigin | undefined;
  readonly bins?: string | undefined;
  readonly level?: string | undefined;
  readonly where?: readonly LabelMatcher[] | undefined;
  readonly among?: readonly LabelMatcher[] | undefined;
  readonly count?: 'requests' | 'users' | undefined;
  readonly range?: Scale | undefined;
  readonly by?: string | undefined;
  readonly against?: BinsAgainst | undefined;
  readonly every?: number | undefined;
  readonly mature?: number | undefined;
  readonly better?: Check['better'] | undefined;
  readonly slices?: readonly string[] | undefined;
  readonly gapBy?: Check['gap'] | undefined;
  readonly worseBy?: Margin | undefined;
  readonly differsBy?: Margin | undefined;
  readonly limit?: WrittenLimit | undefined;
  readonly growsBy?: Extract<Signal, { kind: 'level' }>['growth'] | undefined;
  readonly then?: CheckAction | undefined;
  readonly independent?: boolean | undefined;
}

export const CHECK_EXAMPLE = '{share: http_requests_total, where: \'code=~"5.."\'}';
export const LABELS_EXAMPLE = '{http: http://labels.internal/fraud}';

const LABELS_CONTRACT = 'the labels contract (docs/metric-sources.md)';
const { errors: ERRORS, latency: LATENCY } = WELL_KNOWN_SIGNALS;
const MARGINS = Object.entries(CHECK_DEFAULTS).map(([kind, { margin }]) => `${kind} ${formatMargin(margin.value)}`).join(', ');
const ACTIONS = Object.entries(CHECK_DEFAULTS).map(([kind, { then }]) => `${kind} ${then.value}`).join(', ');

const ABOUT = {
  short: `\`default\`: what this name usually looks at (errors: ${ERRORS.metric}, latency: ${LATENCY.metric}). \`off\`: not checked, although the defaults file does.`,
  where: 'What the check is about: of a share, the requests that count as bad; of anything else, the series that are read. Label matchers as Prometheus writes them. In =~ and !~: letters, . for one character, .* for any run, | for either side.',
  among: 'What a share is a share of: label matchers of the requests that count at all. Default: all that the counter has. Leaves out health checks and other routes.',
  count: 'What the counter counts. `users`: each user once when first seen, and once when first failing; with `ramp: {sticky: user}`.',
  better: 'Whether more of it is better. A score has no default: a judge says higher, a loss says lower.',
  mature: 'How long after its request a label is final. No default: labels that are asked for too early make every new version look bad.',
  gapBy: 'Fairness: no slice of the new version may be worse than the rest of it by more than this. Default none.',
  worseBy: `How much worse than stable is still accepted. Default by what is looked at: ${MARGINS}.`,
  differsBy: 'The same in either direction; instead of `worseBy`. Bins and calibration have no better side and take this one only.',
  limit: 'An absolute limit: a share, for `time` a quantile, for `level` a size or {level: 500}, for `score` {mean: 0.8}. `none` takes an inherited one away.',
  growsBy: 'A leak: growth of a level beyond that of stable. Default none.',
  then: `What happens when it is worse. Default by what is looked at: ${ACTIONS}.`,
  independent: 'Every event is a person or request of its own, decided by chance of its own. Faster, and wrong where failures come together.',
} as const;

/** `off` takes an inherited check away. */
export function checkSchema(): Form<'default' | 'off' | CheckDocument> {
  return shortOrLong(described(ABOUT.short, words('check', ['default', 'off'])), checkMapping());
}

export function checksSchema(check: ReturnType<typeof checkSchema>): Form<Readonly<Record<string, 'default' | 'off' | CheckDocument>>> {
  return z.record(z.string(), check, { error: () => `a mapping from name to check, e.g. {errors: default, busy: ${CHECK_EXAMPLE}}` });
}

function checkMapping(): Form<CheckDocument> {
  return mapping('check', CHECK_EXAMPLE, {
    share: optional(described('The share of the requests in this counter whose labels match `where`, among those that match `among`.', metricName())),
    time: optional(described('A histogram of seconds.', metricName())),
    score: optional(described('A bounded value per answer: a histogram or summary of it, or {labels: ...}.', scoreSchema())),
    labels: optional(described('Right and wrong answers, known some time after the request.', labelled())),
    pairs: optional(described('Both versions answered the same items in a shadow: who alone was wrong.', labelled())),
    calibration: optional(described('Predicted probabilities against what came true.', labelled())),
    bins: optional(described('Shares of answers, or of histogram buckets: prediction and feature drift.', metricName())),
    level: optional(described('A gauge, e.g. memory: the highest over the pods.', metricName())),
    where: optional(described(ABOUT.where, labelMatchers())),
    among: optional(described(ABOUT.among, labelMatchers())),
    count: withDefault(ABOUT.count, SHARE_UNIT, String, words('check', ['requests', 'users'])),
    range: withDefault('Lowest and highest value of a score.', SCORE_SCALE, formatScale, scale()),
    by: withDefault('The label that names the bin; `le` reads the buckets of a histogram.', BINS_BY, String, binLabel()),
    against: withDefault('What bins are held against: stable, or frozen shares.', BINS_AGAINST, String, againstSchema()),
    every: withDefault('Time between two questions for labels.', LABELS_EVERY_MS, formatDuration, duration('6h', { msMin: 100 })),
    mature: optional(described(ABOUT.mature, duration('2d', { msMin: 0 }))),
    better: withDefault(ABOUT.better, SHARE_BETTER, String, words('check', ['lower', 'higher'])),
    slices: optional(described('Labels whose values are judged one by one as well.', slices())),
    gapBy: optional(described(ABOUT.gapBy, gap())),
    worseBy: optional(described(ABOUT.worseBy, marginOrNone(['25%', '1.5x', '1 point']))),
    differsBy: optional(described(ABOUT.differsBy, marginOrNone(['15%', '2 points']))),
    limit: optional(described(ABOUT.limit, limitSchema())),
    growsBy: optional(described(ABOUT.growsBy, growth())),
    then: optional(described(ABOUT.then, words('then', ['rollback', 'stepBack', 'hold', 'retrain', 'tell']))),
    independent: withDefault(ABOUT.independent, INDEPENDENT, String, flag()),
  });
}

function labelled(): Form<LabelsOrigin> {
  return labelsOriginSchema('labels', LABELS_CONTRACT, LABELS_EXAMPLE);
}

function scoreSchema(): Form<string | { readonly labels: LabelsOrigin }> {
  const labels = described('Values per answer, known some time after the request.', labelled());
  return shortOrLong(metricName(), mapping('check', `{labels: ${LABELS_EXAMPLE}}`, { labels }));
}

function slices(): Form<readonly string[]> {
  return listOf(dimensionName(), '[region]').transform((names, ctx) => {
    const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
    return twice < 0 ? names : refuse(ctx, refusal('repeated', { says: 'this slice is listed twice', accepted: 'each slice once' }), [twice]);
  });
}
