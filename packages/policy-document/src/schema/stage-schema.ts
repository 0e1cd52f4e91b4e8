// One stage of the plan: `smoke`, `ramp`, `switch`, `bake: 1d`, or written out.
import * as z from 'zod';
import { PPM_ALL, PPM_NONE, ppm, type Ppm, type Stage } from '@rampart/rollout-policy';
import { BAKE_HOLDBACK, BAKE_MS, LADDER_EVERY_MS, RAMP_WEIGHT_MAX } from '../defaults.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { count, described, listOf, mapping, optional, shortOrLong, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { duration, share, shareOrNothing } from './unit-forms.ts';

const STAGE_WORDS = ['smoke', 'ramp', 'switch', 'bake'] as const;
/** Below 100 %: the last jump is promotion's. */
const BELOW_ALL = { above: PPM_NONE, below: PPM_ALL };

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
    if (bake !== undefined && ramp === undefined) return bake;
    return refuse(ctx, { mistake: 'one-of', says: 'this is not one stage', accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`, hint: '', at: 'value' });
  });
  return shortOrLong(described('A stage with its defaults.', words('stage', STAGE_WORDS)).transform(stageOfWord), long);
}

/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word: 'smoke' | 'switch'): Form<never> {
  return z
    .unknown()
    .transform((_, ctx): never => refuse(ctx, { mistake: 'key-does-not-fit', says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\``, hint: '', at: 'key' }))
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
  return mapping('ramp', '{weights: [1%, 5%, 25%], every: 10m}', {
    weights: optional(described('The weights, ascending; a step waits while the promise does not allow it.', ladder())),
    every: optional(described(`Least time per weight. Default ${formatDuration(LADDER_EVERY_MS.value)}: ${LADDER_EVERY_MS.why}.`, duration('10m', { msMin: 0 }))),
    instances: optional(described('Weights that so many equal instances can serve, rounded down: a rolling release.', count({ min: 2, max: 10_000, example: 8 }))),
    upTo: optional(described(`Highest weight before promotion. Default ${formatShare(RAMP_WEIGHT_MAX.value)}: ${RAMP_WEIGHT_MAX.why}.`, share('50%', BELOW_ALL))),
  }).transform(({ weights, every, instances, upTo }, ctx): Ramp => {
    const misfit = (key: string, says: string, accepted: string): never => refuse(ctx, { mistake: 'key-does-not-fit', says, accepted, hint: '', at: 'key' }, [key]);
    if (weights !== undefined) {
      if (instances !== undefined) return misfit('instances', 'weights and instances are two ways to say the steps', 'one of them');
      if (upTo !== undefined) return misfit('upTo', 'the last weight already says how far the ramp goes', 'weights without upTo');
      return { kind: 'ramp', steps: { kind: 'ladder', weights, everyMs: every ?? LADDER_EVERY_MS.value }, weightMax: weights.at(-1) ?? RAMP_WEIGHT_MAX.value };
    }
    if (every !== undefined) return misfit('every', '`every` belongs to weights that are spelled out', '{weights: [1%, 5%, 25%], every: 10m}');
    const weightMax = upTo ?? RAMP_WEIGHT_MAX.value;
    if (instances === undefined) return { kind: 'ramp', steps: { kind: 'promise' }, weightMax };
    if (instances * weightMax >= PPM_ALL) return { kind: 'ramp', steps: { kind: 'instances', count: instances }, weightMax };
    const least = formatShare(ppm(Math.ceil(PPM_ALL / instances)));
    return refuse(ctx, { mistake: 'out-of-range', says: `one of ${instances} instances is more than ${formatShare(weightMax)}`, accepted: `at least one instance, e.g. upTo: ${least}`, hint: '', at: 'value' }, ['upTo']);
  });
}

/** Their order is judged in plan-order.ts. */
function ladder(): Form<readonly Ppm[]> {
  const example = '[1%, 5%, 25%]';
  return listOf(share('5%', BELOW_ALL), example).transform((weights, ctx) =>
    weights.length > 0 ? weights : refuse(ctx, { mistake: 'ladder-order', says: 'no weight is listed', accepted: `ascending weights, e.g. ${example}`, hint: '', at: 'value' }),
  );
}

function bakeSchema(): Form<Bake> {
  const time = duration('1d', { msMin: 100 });
  const long = mapping('bake', '{for: 1d, holdback: 1%}', {
    for: optional(described(`How long. Default ${formatDuration(BAKE_MS.value)}: ${BAKE_MS.why}.`, time)),
    holdback: optional(described(`Share of the traffic that stays on the old version. Default ${formatShare(BAKE_HOLDBACK.value)}: ${BAKE_HOLDBACK.why}.`, shareOrNothing('1%'))),
  }).transform((written): Bake => ({ kind: 'bake', durationMs: written.for ?? BAKE_MS.value, holdback: written.holdback ?? BAKE_HOLDBACK.value }));
  return shortOrLong(time.transform((durationMs): Bake => ({ kind: 'bake', durationMs, holdback: BAKE_HOLDBACK.value })), long);
}
