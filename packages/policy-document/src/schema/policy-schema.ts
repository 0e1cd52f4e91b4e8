// The whole grammar of a policy file, key by key.
import * as z from 'zod';
import { ON_NEW_VERSION } from '../defaults.ts';
import { refusal } from '../mistakes/refusal.ts';
import { PRESET_NAMES, PRESETS } from '../presets.ts';
import { checkSchema, checksSchema } from './check-schema.ts';
import { expertSchema } from './expert-schema.ts';
import { described, listOf, words } from './forms.ts';
import { freezeSchema } from './freeze-schema.ts';
import { metricsSchema } from './metrics-schema.ts';
import { modelSchema } from './model-schema.ts';
import { peopleSchema } from './people-schema.ts';
import { promiseSchema } from './promise-schema.ts';
import { serveSchema } from './serve-schema.ts';
import { stageSchema } from './stage-schema.ts';
import { targetName } from './text-forms.ts';
import { refuse } from './refuse.ts';

/** Built anew by every caller: nothing is shared between two readings. `check`: the form of one check, for a caller that decodes them one by one. */
export function policySections(check = checkSchema()) {
  return {
    rampart: described('Version of this file format.', versionSchema()),
    preset: described(`Promises to start from: ${PRESET_NAMES.map((name) => `${name} (${PRESETS[name].why})`).join('; ')}.`, words('policy', PRESET_NAMES)),
    target: described('The place that serves the model. One rollout at a time.', targetName()),
    model: described('Where versions of the model come from.', modelSchema()),
    serve: described('How traffic is moved between the two slots.', serveSchema()),
    metrics: described('Where live signals come from.', metricsSchema()),
    promise: described('The numbers that people sign.', promiseSchema()),
    people: described('When people are away.', peopleSchema()),
    checks: described('What is compared between the stable and the new version.', checksSchema(check)),
    plan: described('The stages of a rollout. Default [smoke, ramp, bake: 1d].', listOf(stageSchema(), '[smoke, ramp, bake: 1d]')),
    onNewVersion: described(
      `When a newer version appears during a rollout. Default ${ON_NEW_VERSION.value}: ${ON_NEW_VERSION.why}.`,
      words('policy', ['replace', 'queue', 'refuse']),
    ),
    freeze: described('Data that nobody should change meanwhile.', freezeSchema()),
    expert: described('Statistics and timing. Nobody must write this.', expertSchema()),
  };
}

function versionSchema(): z.ZodType<1> {
  return z
    .unknown()
    .transform((written, ctx): 1 => {
      if (written === 1) return 1;
      const accepted = '`rampart: 1`';
      if (written === undefined) return refuse(ctx, refusal('missing-key', { says: 'missing', accepted }));
      return refuse(ctx, refusal('wrong-version', { says: 'this version is not known to this release', accepted }));
    })
    .meta({ const: 1 });
}
