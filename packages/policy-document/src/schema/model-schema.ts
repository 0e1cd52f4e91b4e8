// `model: gto:fraud` or `model: {gto: fraud, stage: prod}`.
import type { ModelReference } from '@rampart/rollout-policy';
import { MODEL_STAGE } from '../defaults.ts';
import { refusal, type Refusal } from '../mistakes/refusal.ts';
import { notYet } from '../not-yet.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { described, mapping, shortOrLong, text, withDefault, type Form } from './forms.ts';
import { refuse } from './refuse.ts';
import { registryName } from './text-forms.ts';

const EXAMPLE = 'gto:fraud';

export function modelSchema(): Form<ModelReference> {
  const long = mapping('model', '{gto: fraud, stage: prod}', {
    gto: described('Name of the model in the git tags of its repository (GTO).', registryName('a model name', 'fraud')),
    stage: withDefault('The pointer that promotion moves.', MODEL_STAGE, String, registryName('a stage name', 'prod')),
  }).transform(({ gto, stage }): ModelReference => ({ registry: 'gto', name: gto, stage: stage ?? MODEL_STAGE.value }));
  return shortOrLong(shortModel(), long);
}

function shortModel(): Form<ModelReference> {
  const written = text({ accepts: 'a registry and a name', example: EXAMPLE, json: { pattern: '^gto:' }, mistake: 'bad-name', parse: splitReference });
  const modelName = registryName('a model name', 'fraud');
  return written.transform(({ registry, name }, ctx): ModelReference => {
    if (registry !== 'gto') return refuse(ctx, registryRefusal(registry));
    const known = modelName.safeParse(name);
    if (known.success) return { registry: 'gto', name, stage: MODEL_STAGE.value };
    const accepted = `gto: and a name of letters, digits, dash, underscore and slash, e.g. ${EXAMPLE}`;
    return refuse(ctx, refusal('bad-name', { says: 'this is not a model name', accepted }));
  });
}

function splitReference(written: string): Parsed<{ readonly registry: string; readonly name: string }> {
  const at = written.indexOf(':');
  return at > 0 ? parsed({ registry: written.slice(0, at), name: written.slice(at + 1) }) : refused('a model is named with its registry');
}

function registryRefusal(registry: string): Refusal {
  const later = notYet('model', registry);
  if (later.kind === 'later') return refusal('not-yet', { says: 'not yet: this registry is not part of this release', accepted: later.today });
  return refusal('unknown-word', { says: 'this registry is not known', accepted: `gto:<name>, e.g. ${EXAMPLE}` });
}
