// Decodes the inputs that the runner hands over as environment variables. All mistakes at once; `required` is enforced here.
import { camelCase } from './contract.ts';
import type { Contract, InputSpec, InputsOf } from './contract.ts';
import { INPUT_MISSING, INPUT_REFUSED } from './error-codes.ts';
import { decodeInput } from './input-kinds.ts';
import { quoteValue } from './mistake.ts';
import type { Mistake } from './mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ReadInputs<C extends Contract> =
  | { readonly kind: 'inputs'; readonly inputs: InputsOf<C> }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly [Mistake, ...Mistake[]] };

/** An empty value counts as not given, as in a workflow expression that came to nothing. Variables of no input are not looked at. */
export function readInputs<C extends Contract>(contract: C, env: Environment): ReadInputs<C> {
  const mistakes: Mistake[] = [];
  const inputs: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(contract.inputs)) {
    const reading = readInput(name, spec, env);
    if (reading.kind === 'mistake') mistakes.push(reading.mistake);
    else inputs[camelCase(name)] = reading.value;
  }
  const [first, ...rest] = mistakes;
  if (first !== undefined) return { kind: 'mistakes', mistakes: [first, ...rest] };
  return { kind: 'inputs', inputs: inputs as InputsOf<C> };
}

/** The values of secret inputs, to be masked before anything else is done with the environment. */
export function secretsOf(contract: Contract, env: Environment): readonly string[] {
  return Object.entries(contract.inputs)
    .filter(([, spec]) => spec.kind === 'secret')
    .map(([name]) => (env[inputVariable(name)] ?? '').trim())
    .filter((secret) => secret !== '');
}

/** The runner upper-cases the name and turns spaces into underscores; dashes stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`;
}

type Reading = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'mistake'; readonly mistake: Mistake };

function readInput(name: string, spec: InputSpec, env: Environment): Reading {
  const given = (env[inputVariable(name)] ?? '').trim();
  const text = given === '' ? (spec.default ?? '') : given;
  const isOptional = spec.required !== true && spec.default === undefined && spec.kind !== 'lines';
  if (text === '') {
    if (spec.required === true) return mistake(INPUT_MISSING.code, name, `is required and was not given. ${exampleOf(name, spec)}`);
    if (spec.kind === 'lines') return { kind: 'value', value: [] };
    if (isOptional) return { kind: 'value', value: { kind: 'absent' } };
  }
  const decoded = decodeInput(spec, text);
  if (decoded.kind === 'refused') return mistake(INPUT_REFUSED.code, name, `expected ${decoded.expected}, got ${quoteValue(text)}. ${decoded.remedy}`);
  return { kind: 'value', value: isOptional ? { kind: 'given', value: decoded.value } : decoded.value };
}

function exampleOf(name: string, spec: InputSpec): string {
  if (spec.example !== undefined) return `Write e.g. "${name}: ${spec.example}" under "with:".`;
  if (spec.kind === 'choice') return `Write "${name}:" with one of ${spec.choices.join(', ')} under "with:".`;
  return `Write "${name}: ..." under "with:".`;
}

function mistake(code: string, subject: string, text: string): Reading {
  return { kind: 'mistake', mistake: { code, subject, text, place: { kind: 'nowhere' } } };
}
