// One stage of the plan: `smoke`, `ramp`, `switch`, `bake: 1d`, or written out.
import * as z from 'zod';
import { PPM_ALL, PPM_NONE, ppm, type Ppm, type Stage } from '@rampart/rollout-policy';
import { BAKE_HOLDBACK, BAKE_MS, LADDER_EVERY_MS, RAMP_WEIGHT_MAX } from '../defaults.ts';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { count, described, listOf, mapping, optional, shortOrLong, withDefault, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { duration, share, shareOrNothing } from './unit-forms.ts';

const STAGE_WORDS = ['smoke', 'ramp', 'switch', 'bake'] as const;
/** Below 100 %: the last jump is promotion's. */
const BELOW_ALL = { above: PPM_NONE, below: PPM_ALL };
const LADDER_EXAMPLE = '[1%, 5%, 25%]';

const NOT_ONE_STAGE = refusal('one-of', {
  says: 'this is not one stage',
  accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`,
});
const EMPTY_LADDER = refusal('ladder-order', { says: 'no weight is listed', accepted: `ascending weights, e.g. ${LADDER_EXAMPLE}` });

type Ramp = Extract<Stage, { kind: 'ramp' }>;
type Bake = Extract<Stage, { kind: 'bake' }>;

export function stageSchema(): Form<Stage> {
  const long = mapping('stage', '`ramp: {upTo: 50%}`', {
    ramp: optional(described('Weights grow while checks stay fine.', rampSchema())),
    bake: optional(described('After promotion, under the same checks, with a part of the traffic on the old version.', bakeSchema())),
    smoke: optional(withoutSettings('smoke')),
    switch: optional(withoutSettings('switch')),
  }).transform(({ ramp, bake }, ctx): Stage => {
    if (ramp !== undefined && bake === undefined) return ramp;
    return bake !== undefined && ramp === undefined ? bake : refuse(ctx, NOT_ONE_STAGE);
  });
  return shortOrLong(described('A stage with its defaults.', words('stage', STAGE_WORDS)).transform(stageOfWord), long);
}

/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word: 'smoke' | 'switch'): Form<never> {
  return z
    .unknown()
    .transform((_, ctx): never => refuse(ctx, keyRefusal('key-does-not-fit', { says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\`` })))
    .meta({ not: {} });
}

function stageOfWord(word: (typeof STAGE_WORDS)[number]): Stage {
  switch (word) {
    case 'smoke':
      return { kind: 'smoke' };
    case 'switch':
      return { kind: 'switch' };
    case 'ramp':
      return { kind: 'ramp', steps: { kind: 'promise' }, weightMax: RAMP_WEIGHT_MAX.value };
    case 'bake':
      return { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value };
  }
}

function rampSchema(): Form<Ramp> {
  return mapping('ramp', `{weights: ${LADDER_EXAMPLE}, every: 10m}`, {
    weights: optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
    every: withDefault('Least time per weight.', LADDER_EVERY_MS, formatDuration, duration('10m', { msMin: 0 })),
    instances: optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', count({ min: 2, max: 10_000, example: 8 }))),
    upTo: withDefault('Highest weight before promotion.', RAMP_WEIGHT_MAX, formatShare, share('50%', BELOW_ALL)),
  }).transform(({ weights, every, instances, upTo }, ctx): Ramp => {
    const misfit = (key: string, facts: { readonly says: string; readonly accepted: string }): never => refuse(ctx, keyRefusal('key-does-not-fit', facts), [key]);
    if (weights !== undefined) {
      if (instances !== undefined) return misfit('instances', { says: 'weights and instances are two ways to say the steps', accepted: 'one of them' });
      if (upTo !== undefined) return misfit('upTo', { says: 'the last weight already says how far the ramp goes', accepted: 'weights without upTo' });
      const weightMax = weights.at(-1) ?? RAMP_WEIGHT_MAX.value;
      return { kind: 'ramp', steps: { kind: 'ladder', weights, everyMs: every ?? LADDER_EVERY_MS.value }, weightMax };
    }
    if (every !== undefined) return misfit('every', { says: '`every` belongs to weights that are spelled out', accepted: `{weights: ${LADDER_EXAMPLE}, every: 10m}` });
    const weightMax = upTo ?? RAMP_WEIGHT_MAX.value;
    if (instances === undefined) return { kind: 'ramp', steps: { kind: 'promise' }, weightMax };
    if (instances * weightMax >= PPM_ALL) return { kind: 'ramp', steps: { kind: 'instances', count: instances }, weightMax };
    const says = `one of ${instances} instances is more than ${formatShare(weightMax)}`;
    return refuse(ctx, refusal('out-of-range', { says, accepted: `at least one instance, e.g. upTo: ${formatShare(ppm(Math.ceil(PPM_ALL / instances)))}` }), ['upTo']);
  });
}

/** Their order is judged in plan-order.ts. */
function ladder(): Form<readonly Ppm[]> {
  return listOf(share('5%', BELOW_ALL), LADDER_EXAMPLE).transform((weights, ctx) => (weights.length > 0 ? weights : refuse(ctx, EMPTY_LADDER)));
}

function bakeSchema(): Form<Bake> {
  const time = duration('1d', { msMin: 100 });
  const long = mapping('bake', '{for: 1d, holdback: 1%}', {
    for: withDefault('How long.', BAKE_MS, formatDuration, time),
    holdback: withDefault('Share of the traffic that stays on the old version.', BAKE_HOLDBACK, formatShare, shareOrNothing('1%')),
  }).transform((written): Bake => ({ kind: 'bake', durationMs: written.for ?? BAKE_MS.value, holdback: written.holdback ?? BAKE_HOLDBACK.value }));
  return shortOrLong(time.transform((durationMs): Bake => ({ kind: 'bake', durationMs, holdback: BAKE_HOLDBACK.value })), long);
}
