// The inputs of an action, as a step gives them and its manifest completes them.
import type { ActionManifest } from './action-manifest.ts';
import type { Scope } from './expression.ts';
import type { MappingTemplate } from './template.ts';
import { evaluateText, evaluateTextEntries } from './template-value.ts';

export interface ActionInputs {
  /** Given ones first, then defaults, in the manifest's order. */
  readonly values: readonly (readonly [string, string])[];
  readonly warnings: readonly string[];
}

/** `required: true` is not enforced, as on GitHub: an action checks that itself. */
export function resolveActionInputs(manifest: ActionManifest, given: MappingTemplate, scope: Scope): ActionInputs {
  const values = evaluateTextEntries(given, scope);
  const isGiven = (name: string): boolean => values.some(([each]) => each.toLowerCase() === name.toLowerCase());
  const declared = new Set(manifest.inputs.map((input) => input.name.toLowerCase()));
  const unexpected = values.map(([name]) => name).filter((name) => !declared.has(name.toLowerCase()));
  // A declared input without a default exists all the same, empty.
  const defaults = manifest.inputs
    .filter((input) => !isGiven(input.name))
    .map((input) => [input.name, evaluateText(input.initial, scope)] as const);
  return {
    values: [...values, ...defaults],
    warnings: [
      ...manifest.inputs
        .filter((input) => input.deprecation !== '' && isGiven(input.name))
        .map((input) => `Input '${input.name}' has been deprecated with message: ${input.deprecation}`),
      ...(unexpected.length === 0
        ? []
        : [`Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(manifest.inputs.map((input) => input.name))}]`]),
    ],
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
