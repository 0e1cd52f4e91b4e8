// One stage of the plan: a word (`smoke`, `ramp`), a word with its time (`bake: 1d`), or written out.
import * as z from 'zod';
import type { LabelsOrigin, Stage } from '@rampart/rollout-policy';
import { BAKE_HOLDBACK, BAKE_MS, FOLLOW_MS, FOLLOW_THEN, SHADOW_MS, SHADOW_SHARE } from '../defaults.ts';
import { keyRefusal, refusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { described, mapping, optional, shortOrLong, withDefault, words, type Form } from './forms.ts';
import { labelsOriginSchema } from './labels-schema.ts';
import { defaultRamp, rampSchema } from './ramp-schema.ts';
import { refuse } from './refuse.ts';
import { SPLIT_EXAMPLE, splitSchema } from './split-schema.ts';
import { duration, shareOrAll, shareOrNothing } from './unit-forms.ts';

/** What can be said in one word; a split needs its judge. */
const STAGE_WORDS = ['smoke', 'shadow', 'approval', 'ramp', 'switch', 'bake', 'follow'] as const;
/** The shortest stage that anything could be seen in. */
const STAGE_MS_MIN = 100;

const NOT_ONE_STAGE = refusal('one-of', {
  says: 'this is not one stage',
  accepted: `one stage per list item, e.g. \`- bake: 1d\` (a stage without settings is a word: ${STAGE_WORDS.join(', ')})`,
});
const NO_JUDGE = refusal('missing-key', { says: 'a split needs the check that judges it', accepted: `\`split: ${SPLIT_EXAMPLE}\`` });

export function stageSchema(): Form<Stage> {
  const long = mapping('stage', '`ramp: {upTo: 50%}`', {
    smoke: optional(described('The new version at 0 %: ready, of the recorded digest, and with http or command a golden set through the real route.', smokeSchema())),
    shadow: optional(described('The new version gets a copy of requests; users see the answers of stable only.', shadowSchema())),
    approval: optional(withoutSettings('approval')),
    ramp: optional(described('Weights grow while checks stay fine.', rampSchema())),
    switch: optional(withoutSettings('switch')),
    split: optional(described('A/B: one fixed share until one check has decided.', splitSchema())),
    bake: optional(described('After promotion, under the same checks, with a part of the traffic on the old version.', bakeSchema())),
    follow: optional(described('After the end: the labels of the released version are watched.', followSchema())),
  }).transform(({ smoke, shadow, ramp, split, bake, follow }, ctx): Stage => {
    const [stage, ...others] = [smoke, shadow, ramp, split, bake, follow].filter((one) => one !== undefined);
    return stage === undefined || others.length > 0 ? refuse(ctx, NOT_ONE_STAGE) : stage;
  });
  return shortOrLong(described('A stage with its defaults.', stageWord()), long);
}

function stageWord(): Form<Stage> {
  const word = words('stage', STAGE_WORDS);
  return z
    .unknown()
    .transform((written, ctx) => (written === 'split' ? refuse(ctx, NO_JUDGE) : written))
    .pipe(word.transform(stageOfWord))
    .meta({ enum: STAGE_WORDS });
}

/** These stages are words: what stands behind them would be ignored. */
function withoutSettings(word: 'approval' | 'switch'): Form<never> {
  return z
    .unknown()
    .transform((_, ctx): never => refuse(ctx, keyRefusal('key-does-not-fit', { says: `${word} has no settings`, accepted: `the word alone: \`- ${word}\`` })))
    .meta({ not: {} });
}

function stageOfWord(word: (typeof STAGE_WORDS)[number]): Stage {
  switch (word) {
    case 'smoke':
      return { kind: 'smoke', probe: { kind: 'none' } };
    case 'shadow':
      return { kind: 'shadow', durationMs: SHADOW_MS.value, share: SHADOW_SHARE.value };
    case 'approval':
    case 'switch':
      return { kind: word };
    case 'ramp':
      return defaultRamp();
    case 'bake':
      return { kind: 'bake', durationMs: BAKE_MS.value, holdback: BAKE_HOLDBACK.value };
    case 'follow':
      return { kind: 'follow', durationMs: FOLLOW_MS.value, then: FOLLOW_THEN.value };
  }
}

function smokeSchema(): Form<Stage> {
  const probe: Form<LabelsOrigin> = labelsOriginSchema('stage', 'the contract of smoke probes (docs/router-contract.md)', '{http: http://fraud.internal/golden}');
  return probe.transform((origin): Stage => ({ kind: 'smoke', probe: origin }));
}

function shadowSchema(): Form<Stage> {
  const time = duration('1d', { msMin: STAGE_MS_MIN });
  const long = mapping('stage', '{for: 1d, share: 10%}', {
    for: withDefault('How long.', SHADOW_MS, formatDuration, time),
    share: withDefault('Share of the requests that is copied.', SHADOW_SHARE, formatShare, shareOrAll('10%')),
  }).transform((written): Stage => ({ kind: 'shadow', durationMs: written.for ?? SHADOW_MS.value, share: written.share ?? SHADOW_SHARE.value }));
  return shortOrLong(time.transform((durationMs): Stage => ({ kind: 'shadow', durationMs, share: SHADOW_SHARE.value })), long);
}

function bakeSchema(): Form<Stage> {
  const time = duration('1d', { msMin: STAGE_MS_MIN });
  const long = mapping('bake', '{for: 1d, holdback: 1%}', {
    for: withDefault('How long.', BAKE_MS, formatDuration, time),
    holdback: withDefault('Share of the traffic that stays on the old version.', BAKE_HOLDBACK, formatShare, shareOrNothing('1%')),
  }).transform((written): Stage => ({ kind: 'bake', durationMs: written.for ?? BAKE_MS.value, holdback: written.holdback ?? BAKE_HOLDBACK.value }));
  return shortOrLong(time.transform((durationMs): Stage => ({ kind: 'bake', durationMs, holdback: BAKE_HOLDBACK.value })), long);
}

function followSchema(): Form<Stage> {
  const time = duration('45d', { msMin: STAGE_MS_MIN });
  const long = mapping('stage', '{for: 45d, then: tell}', {
    for: withDefault('How long.', FOLLOW_MS, formatDuration, time),
    then: withDefault('What happens when the labels turn out worse. `rollback`: if that version still serves.', FOLLOW_THEN, String, words('stage', ['tell', 'rollback'])),
  }).transform((written): Stage => ({ kind: 'follow', durationMs: written.for ?? FOLLOW_MS.value, then: written.then ?? FOLLOW_THEN.value }));
  return shortOrLong(time.transform((durationMs): Stage => ({ kind: 'follow', durationMs, then: FOLLOW_THEN.value })), long);
}
