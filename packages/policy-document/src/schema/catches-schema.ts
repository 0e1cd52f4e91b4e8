// `catches: {errors: 2x, within: 1h}`, a list of such mappings, or `none`. Whether the checks can keep it is asked in promise-rules.ts.
import * as z from 'zod';
import type { Catch } from '@rampart/rollout-policy';
import { refusal } from '../mistakes/refusal.ts';
import { described, wordOneOrMore, words, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { difference, duration } from './unit-forms.ts';

const EXAMPLE = '{errors: 2x, within: 1h}';

export function catchesSchema(): Form<readonly Catch[]> {
  return wordOneOrMore(words('promise', ['none']), catchSchema(), `[${EXAMPLE}]`).transform((written): readonly Catch[] => (written === 'none' ? [] : written.flat()));
}

function catchSchema(): Form<readonly Catch[]> {
  const within = described('In this time, counted from when the trouble begins.', duration('1h', { msMin: 100 }));
  const effect = described('How much worse than stable: a factor, percent, or points.', difference('how much worse than stable', ['2x', '1 point']));
  return z
    .object({ within }, { error: () => `checks with the size of trouble and the time, e.g. ${EXAMPLE}` })
    .catchall(effect)
    .transform(({ within: withinMs, ...effects }, ctx): readonly Catch[] => {
      const caught = Object.entries(effects).map(([check, size]): Catch => ({ check, effect: size, withinMs }));
      return caught.length > 0 ? caught : refuse(ctx, refusal('missing-key', { says: 'no check is named', accepted: `checks with the size of trouble, e.g. ${EXAMPLE}` }));
    });
}
