// `ramp` written out: `{weights: [1%, 5%], every: 10m}`, `{instances: 8}`, `{upTo: 25%, sticky: user}`.
import { PPM_ALL, PPM_NONE, ppm, type Ppm, type RampSteps, type Stage } from '@rampart/rollout-policy';
import { LADDER_EVERY_MS, RAMP_STICKY, RAMP_WEIGHT_MAX } from '../defaults.ts';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { count, described, listOf, mapping, optional, withDefault, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { duration, share } from './unit-forms.ts';

export type Ramp = Extract<Stage, { kind: 'ramp' }>;

/** Below 100 %: the last jump is promotion's. */
export const BELOW_ALL = { above: PPM_NONE, below: PPM_ALL };
const LADDER_EXAMPLE = '[1%, 5%, 25%]';
const EMPTY_LADDER = refusal('ladder-order', { says: 'no weight is listed', accepted: `ascending weights, e.g. ${LADDER_EXAMPLE}` });

export function defaultRamp(): Ramp {
  return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value, sticky: RAMP_STICKY.value };
}

export function rampSchema(): Form<Ramp> {
  return mapping('ramp', `{weights: ${LADDER_EXAMPLE}, every: 10m}`, {
    weights: optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
    every: withDefault('Least time per weight.', LADDER_EVERY_MS, formatDuration, duration('10m', { msMin: 0 })),
    instances: optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', count({ min: 2, max: 10_000, example: 8 }))),
    upTo: withDefault('Highest weight before promotion.', RAMP_WEIGHT_MAX, formatShare, share('50%', BELOW_ALL)),
    sticky: withDefault('`user`: the router keeps a user on one version for the whole rollout.', RAMP_STICKY, String, words('ramp', ['none', 'user'])),
  }).transform(({ weights, every, instances, upTo, sticky = RAMP_STICKY.value }, ctx): Ramp => {
    const misfit = (key: string, facts: { readonly says: string; readonly accepted: string }): never => refuse(ctx, keyRefusal('key-does-not-fit', facts), [key]);
    const ramp = (steps: RampSteps, weightMax: Ppm): Ramp => ({ kind: 'ramp', steps, weightMax, sticky });
    if (weights !== undefined) {
      if (instances !== undefined) return misfit('instances', { says: 'weights and instances are two ways to say the steps', accepted: 'one of them' });
      if (upTo !== undefined) return misfit('upTo', { says: 'the last weight already says how far the ramp goes', accepted: 'weights without upTo' });
      return ramp({ kind: 'ladder', weights, everyMs: every ?? LADDER_EVERY_MS.value }, weights.at(-1) ?? RAMP_WEIGHT_MAX.value);
    }
    if (every !== undefined) return misfit('every', { says: '`every` belongs to weights that are spelled out', accepted: `{weights: ${LADDER_EXAMPLE}, every: 10m}` });
    const weightMax = upTo ?? RAMP_WEIGHT_MAX.value;
    if (instances === undefined) return ramp({ kind: 'promise' }, weightMax);
    if (instances * weightMax >= PPM_ALL) return ramp({ kind: 'instances', count: instances }, weightMax);
    const says = `one of ${instances} instances is more than ${formatShare(weightMax)}`;
    return refuse(ctx, refusal('out-of-range', { says, accepted: `at least one instance, e.g. upTo: ${formatShare(ppm(Math.ceil(PPM_ALL / instances)))}` }), ['upTo']);
  });
}

/** Their order is judged in plan-order.ts. */
function ladder(): Form<readonly Ppm[]> {
  return listOf(share('5%', BELOW_ALL), LADDER_EXAMPLE).transform((weights, ctx) => (weights.length > 0 ? weights : refuse(ctx, EMPTY_LADDER)));
}
