// The grammar of what a history of requests adds to a traffic profile. Files tell spans in seconds.
import type * as z from 'zod';
import { refusal } from '../mistakes/refusal.ts';
import { mapping, optional, words, type Form } from '../schema/forms.ts';
import { refuse } from '../schema/refuse.ts';
import { numberFrom } from './number-form.ts';
import type { TrafficProfile, TrafficShape } from './traffic-profile.ts';

const RATIO_MAX = 1e6;
/** More than three years: an export that long has a mistake in its times. */
const SECONDS_MAX = 1e8;

export function historySections() {
  return { shape: optional(shapeForm()), dispersion: optional(dispersionForm()), errorBursts: optional(errorBurstsForm()), labelDelay: optional(labelDelayForm()) };
}

/** A flat one has no ratios; any other has both. */
function shapeForm(): Form<TrafficShape> {
  const form = mapping('policy', '{"kind": "week", "peakToTrough": 3.5, "weekendRatio": 0.6}', {
    kind: words('policy', ['flat', 'day', 'week']),
    peakToTrough: optional(numberFrom({ min: 1, max: RATIO_MAX, example: 3.5 })),
    weekendRatio: optional(numberFrom({ min: 0, max: RATIO_MAX, example: 0.6 })),
  });
  return form.transform(({ kind, peakToTrough, weekendRatio }, ctx): TrafficShape => {
    if (kind === 'flat') {
      const written = peakToTrough === undefined ? (weekendRatio === undefined ? 'none' : 'weekendRatio') : 'peakToTrough';
      return written === 'none' ? { kind } : refuse(ctx, refusal('out-of-range', { says: 'a flat shape has no ratio', accepted: 'nothing, or "kind": "day" | "week"' }), [written]);
    }
    if (peakToTrough === undefined) return refuse(ctx, refusal('missing-key', { says: 'missing', accepted: 'a number from 1, e.g. 3.5' }), ['peakToTrough']);
    if (weekendRatio === undefined) return refuse(ctx, refusal('missing-key', { says: 'missing', accepted: 'a number from 0, e.g. 0.6; 1 where weekends are like other days' }), ['weekendRatio']);
    if (kind === 'day' && weekendRatio !== 1) return refuse(ctx, refusal('out-of-range', { says: 'a day has no weekend', accepted: '1, or "kind": "week"' }), ['weekendRatio']);
    return { kind, peakToTrough, weekendRatio };
  });
}

function dispersionForm(): Form<TrafficProfile['dispersion']> {
  const form = mapping('policy', '{"varianceOverMean": 12.5, "spanSeconds": 15}', { varianceOverMean: numberFrom({ min: 1, max: RATIO_MAX, example: 12.5 }), spanSeconds: secondsForm(15) });
  return form.transform(({ varianceOverMean, spanSeconds }): TrafficProfile['dispersion'] => ({ kind: 'measured', varianceOverMean, spanMs: milliseconds(spanSeconds) }));
}

function errorBurstsForm(): Form<TrafficProfile['errorBursts']> {
  const form = mapping('policy', '{"meanRequests": 2.5, "spanSeconds": 15}', { meanRequests: numberFrom({ min: 1, max: RATIO_MAX, example: 2.5 }), spanSeconds: secondsForm(15) });
  return form.transform(({ meanRequests, spanSeconds }): TrafficProfile['errorBursts'] => ({ kind: 'measured', meanRequests, spanMs: milliseconds(spanSeconds) }));
}

function labelDelayForm(): Form<TrafficProfile['labelDelay']> {
  const form = mapping('policy', '{"p50Seconds": 3600, "p90Seconds": 86400, "p99Seconds": 172800}', { p50Seconds: delayForm(3_600), p90Seconds: delayForm(86_400), p99Seconds: delayForm(172_800) });
  return form.transform(({ p50Seconds, p90Seconds, p99Seconds }, ctx): TrafficProfile['labelDelay'] => {
    const ascends = (above: number) => refusal('out-of-range', { says: 'more labels cannot be in sooner', accepted: `a number from ${above}` });
    if (p90Seconds < p50Seconds) return refuse(ctx, ascends(p50Seconds), ['p90Seconds']);
    if (p99Seconds < p90Seconds) return refuse(ctx, ascends(p90Seconds), ['p99Seconds']);
    return { kind: 'measured', p50Ms: milliseconds(p50Seconds), p90Ms: milliseconds(p90Seconds), p99Ms: milliseconds(p99Seconds) };
  });
}

function secondsForm(example: number): z.ZodType<number> {
  return numberFrom({ min: 0.001, max: SECONDS_MAX, example });
}

function delayForm(example: number): z.ZodType<number> {
  return numberFrom({ min: 0, max: SECONDS_MAX, example });
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000);
}
