// The inputs of a workflow_dispatch event: checked against their declarations, with defaults, typed as the `inputs` context has them.
import type { DispatchInput } from './event-filter.ts';
import type { JsonObject } from './json-value.ts';

type Entered = string | number | boolean;

export type DispatchInputsReading =
  | { readonly kind: 'read'; readonly inputs: JsonObject }
  | { readonly kind: 'refused'; readonly why: string };

export function readDispatchInputs(
  declared: readonly DispatchInput[],
  entered: Readonly<Record<string, Entered>>,
): DispatchInputsReading {
  const unexpected = Object.keys(entered).filter((name) => !declared.some((input) => input.name === name));
  const values: [string, Entered][] = [];
  const mistakes = unexpected.map((name) => `unexpected input "${name}"; declared are ${declared.map((input) => input.name).join(', ')}`);
  for (const input of declared) {
    const value = typedValue(input, entered[input.name]);
    if (value.kind === 'value') values.push([input.name, value.value]);
    else mistakes.push(value.why);
  }
  return mistakes.length > 0 ? { kind: 'refused', why: mistakes.join('; ') } : { kind: 'read', inputs: Object.fromEntries(values) };
}

type TypedValue = { readonly kind: 'value'; readonly value: Entered } | { readonly kind: 'mistake'; readonly why: string };

function typedValue(input: DispatchInput, entered: Entered | undefined): TypedValue {
  const value = entered ?? (input.initial.kind === 'value' ? input.initial.value : undefined);
  if (value === undefined) {
    if (input.isRequired) return { kind: 'mistake', why: `input "${input.name}" is required` };
    return { kind: 'value', value: input.type === 'boolean' ? false : '' };
  }
  switch (input.type) {
    case 'boolean':
      return value === true || value === 'true'
        ? { kind: 'value', value: true }
        : value === false || value === 'false'
          ? { kind: 'value', value: false }
          : mistyped(input, value, 'true or false');
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && !Number.isNaN(number) ? { kind: 'value', value: number } : mistyped(input, value, 'a number');
    }
    case 'choice':
      return input.options.includes(String(value))
        ? { kind: 'value', value: String(value) }
        : mistyped(input, value, `one of ${input.options.join(', ')}`);
    case 'string':
    case 'environment':
      return { kind: 'value', value: String(value) };
  }
}

function mistyped(input: DispatchInput, value: Entered, expected: string): TypedValue {
  return { kind: 'mistake', why: `input "${input.name}" is ${JSON.stringify(value)}, expected ${expected}` };
}
