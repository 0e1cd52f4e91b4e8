// The numbers that people sign.
import { PPM_ALL, PPM_NONE, type ReleasePromise } from '@rampart/rollout-policy';
import { PROMISE_DEFAULTS } from '../defaults.ts';
import { formatDuration } from '../units/duration.ts';
import { formatRatio } from '../units/share.ts';
import { catchesSchema } from './catches-schema.ts';
import { count, described, mapping, optional, withDefault, words, type Form } from './forms.ts';
import { duration, ratio } from './unit-forms.ts';

const { falseAlarmRatio, decideWithinMs, ifUndecided } = PROMISE_DEFAULTS;

export function promiseSchema(): Form<ReleasePromise> {
  return mapping('promise', '{badRequests: 100}', {
    falseAlarms: withDefault('Good releases sent back, at most.', falseAlarmRatio, formatRatio, ratio('1%', { above: PPM_NONE, below: PPM_ALL })),
    badRequests: described(
      'Bad requests beyond what the stable version would have had, at most, in 99 of 100 releases, even if the new one is dead on arrival. Somebody signs it.',
      count({ min: 1, max: 1_000_000_000, example: 100 }),
    ),
    catches: optional(described('Trouble that is caught in time; promotion must rule it out. `rampart check` says whether this traffic allows it. Default none.', catchesSchema())),
    decideWithin: withDefault('A release is decided within this time.', decideWithinMs, formatDuration, duration('3d', { msMin: 100 })),
    ifUndecided: withDefault('What happens when it is not.', ifUndecided, String, words('promise', ['ask', 'promote', 'rollback'])),
  }).transform((written): ReleasePromise => ({
    falseAlarmRatio: written.falseAlarms ?? falseAlarmRatio.value,
    badRequestsMax: written.badRequests,
    catches: written.catches ?? [],
    decideWithinMs: written.decideWithin ?? decideWithinMs.value,
    ifUndecided: written.ifUndecided ?? ifUndecided.value,
  }));
}
