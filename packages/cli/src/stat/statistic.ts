// One statistic of `rampart stat`: its names, its inputs, and the function of the core that it calls.
import { didYouMean } from '@rampart/policy-document';
import type { Field } from './fields.ts';

export type Value = number | readonly Value[] | { readonly [key: string]: Value };

export type Evaluation =
  | { readonly kind: 'value'; readonly value: Value; /** Keys that have no meaning here. */ readonly ignored: readonly string[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

export interface Statistic {
  readonly name: string;
  readonly does: string;
  /** How published vectors call it: the text of their `function` (or how it begins), and what their ids begin with. */
  readonly alsoCalled: readonly string[];
  readonly inputs: Readonly<Record<string, Field<unknown>>>;
  readonly evaluate: (given: unknown) => Evaluation;
}

interface Definition<I> {
  readonly name: string;
  readonly does: string;
  readonly alsoCalled: readonly string[];
  readonly inputs: { readonly [K in keyof I]: Field<I[K]> };
  /** What the inputs must satisfy together, in sentences about those that do not. */
  readonly refuses?: (inputs: I) => readonly string[];
  readonly compute: (inputs: I) => Value;
}

export function statistic<I extends object>({ name, does, alsoCalled, inputs, refuses = () => [], compute }: Definition<I>): Statistic {
  const fields = Object.fromEntries(Object.entries<Field<unknown>>(inputs));
  return {
    name,
    does,
    alsoCalled,
    inputs: fields,
    evaluate: (given) => {
      const decoded = decode<I>(fields, given);
      if (decoded.kind === 'mistakes') return decoded;
      const mistakes = refuses(decoded.inputs);
      return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'value', value: compute(decoded.inputs), ignored: decoded.ignored };
    },
  };
}

type Decoded<I> = { readonly kind: 'inputs'; readonly inputs: I; readonly ignored: readonly string[] } | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

/** Every mistake at once. A key that nobody asks for is a mistake where it may be a slip of the pen, else it is only told. */
function decode<I>(fields: Readonly<Record<string, Field<unknown>>>, given: unknown): Decoded<I> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { kind: 'mistakes', mistakes: [`expected a JSON object with ${Object.keys(fields).join(', ')}, got ${shown(given)}`] };
  const mistakes: string[] = [];
  const inputs: Record<string, unknown> = {};
  const values = new Map<string, unknown>(Object.entries(given));
  for (const [key, field] of Object.entries(fields)) {
    if (!values.has(key)) {
      if (field.otherwise.kind === 'required') mistakes.push(`${key} is missing: expected ${field.accepts}`);
      else inputs[key] = field.otherwise.value;
      continue;
    }
    const read = field.read(values.get(key));
    if (read.kind === 'no') mistakes.push(`${key}: expected ${field.accepts}, got ${shown(values.get(key))}`);
    else inputs[key] = read.value;
  }
  const unasked = [...values.keys()].filter((key) => !Object.hasOwn(fields, key));
  const absent = Object.keys(fields).filter((key) => !values.has(key));
  for (const key of unasked) {
    const meant = didYouMean(key, absent);
    if (meant.kind === 'suggestion') mistakes.push(`${key} is unknown. Did you mean ${meant.word}?`);
  }
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  // Every key of I has been read by its own field.
  return { kind: 'inputs', inputs: inputs as I, ignored: unasked };
}

/** What was seen, short enough for a line. */
export function shown(given: unknown): string {
  const text = JSON.stringify(given) ?? String(given);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
