// `split: {judge: conversion, worthwhile: 2%, atMost: 14d}`: one fixed share until one check has decided.
import type { Stage } from '@rampart/rollout-policy';
import { SPLIT_GOAL, SPLIT_MS, SPLIT_WEIGHT, SPLIT_WORTHWHILE } from '../defaults.ts';
import { keyRefusal } from '../mistakes/refusal.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMargin } from '../units/margin.ts';
import { formatShare } from '../units/share.ts';
import { described, mapping, name, withDefault, words, type Form } from './forms.ts';
import { BELOW_ALL } from './ramp-schema.ts';
import { refuse } from './refuse.ts';
import { duration, marginOrNone, share } from './unit-forms.ts';

export type Split = Extract<Stage, { kind: 'split' }>;

export const SPLIT_EXAMPLE = '{judge: conversion, worthwhile: 2%, atMost: 14d}';
const NOTHING_TO_WIN = keyRefusal('key-does-not-fit', {
  says: '`goal: notWorse` ends when the margin of its judge is ruled out, not by what an improvement is worth',
  accepted: '`worseBy` of the judge, or `goal: superior`',
});

export function splitSchema(): Form<Split> {
  const judge = name('the name of a check', /^[A-Za-z][A-Za-z0-9_-]{0,59}$/, 'conversion', 'letters, digits, dash and underscore');
  return mapping('stage', SPLIT_EXAMPLE, {
    share: withDefault('Share of the traffic on the new version.', SPLIT_WEIGHT, formatShare, share('50%', BELOW_ALL)),
    judge: described('The check that decides.', judge),
    goal: withDefault('`superior`: better than stable. `notWorse`: not worse than its `worseBy`.', SPLIT_GOAL, String, words('stage', ['superior', 'notWorse'])),
    worthwhile: withDefault('Ends once an improvement of this size is ruled out.', SPLIT_WORTHWHILE, formatMargin, marginOrNone(['2%', '1 point'])),
    atMost: withDefault('Longest time; then a person decides.', SPLIT_MS, formatDuration, duration('14d', { msMin: 100 })),
  }).transform((written, ctx): Split => {
    const goal = written.goal ?? SPLIT_GOAL.value;
    const worthwhile = written.worthwhile ?? SPLIT_WORTHWHILE.value;
    const split: Split = { kind: 'split', weight: written.share ?? SPLIT_WEIGHT.value, judge: written.judge, goal, worthwhile, durationMs: written.atMost ?? SPLIT_MS.value };
    return goal === 'notWorse' && worthwhile.kind !== 'none' ? refuse(ctx, NOTHING_TO_WIN, ['worthwhile']) : split;
  });
}
