// The grammar of a traffic profile, key by key.
import * as z from 'zod';
import { ppm, type Ppm } from '@rampart/rollout-policy';
import { refusal } from '../mistakes/refusal.ts';
import { parsed, refused } from '../parsed.ts';
import { count, listOf, mapping, optional, text, words, type Form } from '../schema/forms.ts';
import { refuse } from '../schema/refuse.ts';
import { targetName } from '../schema/text-forms.ts';
import { historySections } from './history-forms.ts';
import { numberFrom } from './number-form.ts';
import type { CountTraffic, Counted, LabelCounts, LevelTraffic, TimeTraffic, TrafficProfile } from './traffic-profile.ts';
import { PROFILE_VERSION, roundedRatio } from './write-profile.ts';

const COUNT_MAX = Number.MAX_SAFE_INTEGER;
const TEXT_LENGTH_MAX = 500;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/** Everything but the checks, whose form depends on their kind. */
export function profileSections() {
  return {
    trafficProfile: versionForm(),
    target: targetName(),
    measured: measuredForm(),
    requestsPerMinute: requestsPerMinuteForm(),
    routerStepPpm: count({ min: 1, max: 1_000_000, example: 1_000 }).transform((value): Ppm => ppm(value)),
    users: optional(usersForm()),
    ...historySections(),
  };
}

export function checkKind(): Form<'counts' | 'time' | 'level'> {
  return words('policy', ['counts', 'time', 'level']);
}

export function countsForm(): Form<CountTraffic> {
  const form = mapping('policy', '{"kind": "counts", "trials": 12000, "events": 50, "pods": [], "labels": []}', {
    kind: z.literal('counts'),
    ...countedShape(),
    ratio: optional(numberFrom({ min: 0, max: 1, example: 0.004 })),
    pods: listOf(countedForm(), '[{"trials": 6000, "events": 25}]'),
    labels: listOf(labelForm(), '[{"label": "handler", "value": "/predict", "trials": 6000, "events": 25}]'),
  });
  return form.transform((written, ctx): CountTraffic => {
    const { ratio, ...traffic } = written;
    if (traffic.events > traffic.trials) return refuse(ctx, moreEvents(), ['events']);
    if (ratio !== undefined && Math.abs(ratio - roundedRatio(traffic)) > 1e-6) {
      return refuse(ctx, refusal('out-of-range', { says: 'this is not events / trials', accepted: `${roundedRatio(traffic)}, or no ratio at all` }), ['ratio']);
    }
    return traffic;
  });
}

export function timeForm(): Form<TimeTraffic> {
  const within = (): Form<readonly number[]> => listOf(countForm(), '[100, 180, 200]');
  const form = mapping('policy', '{"kind": "time", "trials": 200, "boundsSeconds": [0.1, 0.25], "withinBound": [100, 180], "pods": []}', {
    kind: z.literal('time'),
    trials: countForm(),
    boundsSeconds: listOf(numberFrom({ min: 0, max: Number.MAX_VALUE, example: 0.25 }), '[0.1, 0.25]'),
    withinBound: within(),
    pods: listOf(mapping('policy', '{"trials": 100, "withinBound": [50, 90]}', { trials: countForm(), withinBound: within() }), '[]'),
  });
  return form.transform((traffic, ctx): TimeTraffic => {
    const { boundsSeconds, pods } = traffic;
    const unsorted = boundsSeconds.findIndex((bound, index) => index > 0 && bound <= (boundsSeconds[index - 1] ?? 0));
    if (unsorted >= 0) return refuse(ctx, refusal('out-of-range', { says: 'bounds ascend', accepted: 'a bound above the one before it' }), ['boundsSeconds', unsorted]);
    const histograms = [{ path: [], ...traffic }, ...pods.map((pod, index) => ({ path: ['pods', index], ...pod }))];
    for (const { path, trials, withinBound } of histograms) {
      if (withinBound.length !== boundsSeconds.length) {
        return refuse(ctx, refusal('bad-count', { says: `${withinBound.length} counts for ${boundsSeconds.length} bounds`, accepted: 'one count per bound' }), [...path, 'withinBound']);
      }
      const wrong = withinBound.findIndex((value, index) => value > trials || value < (withinBound[index - 1] ?? 0));
      if (wrong >= 0) return refuse(ctx, refusal('out-of-range', { says: 'these counts grow with their bounds, up to the trials', accepted: `a whole number up to ${trials}` }), [...path, 'withinBound', wrong]);
    }
    return traffic;
  });
}

export function levelForm(): Form<LevelTraffic> {
  const anyNumber = (): Form<number> => numberFrom({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE, example: 1_200_000 });
  return mapping('policy', '{"kind": "level", "mean": 1000000, "max": 1200000}', { kind: z.literal('level'), mean: anyNumber(), max: anyNumber() });
}

function versionForm(): Form<typeof PROFILE_VERSION> {
  return z.unknown().transform((written, ctx): typeof PROFILE_VERSION => {
    if (written === PROFILE_VERSION) return PROFILE_VERSION;
    const accepted = `"trafficProfile": ${PROFILE_VERSION}`;
    if (written === undefined) return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
    return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
  });
}

function measuredForm(): Form<TrafficProfile['measured']> {
  const form = mapping('policy', '{"from": "2026-03-01T00:00:00Z", "to": "2026-03-15T00:00:00Z", "basis": "window"}', { from: instant(), to: instant(), basis: words('policy', ['since start', 'window']) });
  return form.transform(({ from, to, basis }, ctx): TrafficProfile['measured'] =>
    to > from ? { fromMs: from, toMs: to, basis } : refuse(ctx, refusal('out-of-range', { says: 'this is not after `from`', accepted: 'a later time' }), ['to']),
  );
}

function instant(): Form<number> {
  return text({
    accepts: 'a time in UTC',
    example: '"2026-03-15T00:00:00Z"',
    mistake: 'bad-unit',
    parse: (written) => (INSTANT.test(written) && !Number.isNaN(Date.parse(written)) ? parsed(Date.parse(written)) : refused('this is not a time')),
  });
}

function requestsPerMinuteForm(): Form<TrafficProfile['requestsPerMinute']> {
  const rate = (): Form<number> => numberFrom({ min: 0, max: 1e12, example: 3.2 });
  return mapping('policy', '{"mean": 3.2, "low": 0.4}', { mean: rate(), low: optional(rate()) }).transform(({ mean, low }, ctx): TrafficProfile['requestsPerMinute'] => {
    if (low === undefined) return { mean, low: { kind: 'unknown' } };
    return low <= mean ? { mean, low: { kind: 'known', perMinute: low } } : refuse(ctx, refusal('out-of-range', { says: 'the low hour is above the mean', accepted: `a number up to ${mean}` }), ['low']);
  });
}

function usersForm(): Form<TrafficProfile['users']> {
  const form = mapping('policy', '{"distinct": 900, "heaviestShare": 0.12}', { distinct: countForm(), heaviestShare: numberFrom({ min: 0, max: 1, example: 0.12 }) });
  return form.transform((users): TrafficProfile['users'] => ({ kind: 'seen', ...users }));
}

function labelForm(): Form<LabelCounts> {
  const short = (example: string): Form<string> =>
    text({ accepts: `text of at most ${TEXT_LENGTH_MAX} characters`, example, mistake: 'bad-name', parse: (written) => (written.length <= TEXT_LENGTH_MAX ? parsed(written) : refused('this is too long')) });
  return atMostTrials(mapping('policy', '{"label": "handler", "value": "/predict", "trials": 6000, "events": 25}', { label: short('handler'), value: short('/predict'), ...countedShape() }));
}

function countedForm(): Form<Counted> {
  return atMostTrials(mapping('policy', '{"trials": 6000, "events": 25}', countedShape()));
}

function atMostTrials<T extends Counted>(form: Form<T>): Form<T> {
  return form.transform((counted, ctx): T => (counted.events <= counted.trials ? counted : refuse(ctx, moreEvents(), ['events'])));
}

function moreEvents() {
  return refusal('out-of-range', { says: 'more events than trials', accepted: 'a whole number up to `trials`' });
}

function countedShape() {
  return { trials: countForm(), events: countForm() };
}

function countForm(): Form<number> {
  return count({ min: 0, max: COUNT_MAX, example: 12_000 });
}
