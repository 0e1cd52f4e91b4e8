// The pieces that the grammar is built of: zod schemas that refuse with a kind of mistake, what is accepted, and an example, and that carry what the
// JSON Schema for editors says. A piece gets `undefined` where the document has nothing.
import * as z from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import type { Default } from '../defaults.ts';
import type { MistakeName } from '../mistakes/mistake-kinds.ts';
import { refusal, type Refusal } from '../mistakes/refusal.ts';
import { notYet, type Context } from '../not-yet.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { refuse, refuseUnknownKey } from './refuse.ts';

export type Form<T> = z.ZodType<T>;

interface UnitForm<T> {
  /** `a share with %`. */
  readonly accepts: string;
  readonly examples: readonly [string, ...string[]];
  readonly pattern: string;
  /** Units to suggest behind a bare number. */
  readonly units: readonly string[];
  readonly parse: (text: string) => Parsed<T>;
  /** Why a readable value means nothing here. */
  readonly within?: (value: T) => Parsed<T>;
}

/** A value with its unit. A bare number is refused as such, with what it could have meant. */
export function unit<T>(form: UnitForm<T>): Form<T> {
  const accepted = `${form.accepts}, e.g. ${form.examples[0]}`;
  return leaf(accepted, { type: 'string', pattern: form.pattern, examples: form.examples }, (input) => {
    if (typeof input === 'number' || (typeof input === 'string' && isNumber(input))) {
      const meant = form.units.map((suffix) => `${input}${suffix}`).filter((text) => form.parse(text).kind === 'ok');
      return no('bare-number', 'a bare number has no unit', accepted, meant.length === 0 ? '' : `Write ${meant.join(' or ')}.`);
    }
    if (typeof input !== 'string') return no('wrong-type', 'this is not a value with a unit', accepted);
    const value = form.parse(input);
    if (value.kind === 'refused') return no('bad-unit', value.says, accepted);
    const ranged = form.within?.(value.value) ?? value;
    return ranged.kind === 'ok' ? ranged : no('out-of-range', ranged.says, accepted);
  });
}

/** A word of a few. */
export function words<const W extends string>(context: Context, accepted: readonly [W, ...W[]]): Form<W> {
  const list = accepted.join(' | ');
  return leaf(list, { enum: accepted }, (input) => {
    if (typeof input !== 'string') return no(typeof input === 'object' ? 'wrong-type' : 'not-text', 'this is not a word', list);
    const word = accepted.find((known) => known === input);
    if (word !== undefined) return yes(word);
    const later = notYet(context, input);
    if (later.kind === 'later') return no('not-yet', 'not yet: this is not part of this release', later.today);
    const meant = didYouMean(input, accepted);
    return no('unknown-word', 'unknown word', list, meant.kind === 'suggestion' ? `Did you mean ${meant.word}?` : '');
  });
}

interface TextForm<T> {
  readonly accepts: string;
  readonly example: string;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly mistake: MistakeName;
  readonly parse: (text: string) => Parsed<T>;
}

/** Text of a form; numbers and true/false are refused with the advice to quote them. */
export function text<T>(form: TextForm<T>): Form<T> {
  const accepted = `${form.accepts}, e.g. ${form.example}`;
  return leaf(accepted, { type: 'string', ...form.json, examples: [form.example] }, (input) => {
    if (typeof input === 'number') return no('not-text', 'YAML reads this as a number, not as text', accepted);
    if (typeof input === 'boolean') return no('not-text', 'YAML reads this as true or false, not as text', accepted);
    if (typeof input !== 'string') return no('wrong-type', 'this is not text', accepted);
    const value = form.parse(input);
    return value.kind === 'ok' ? value : no(form.mistake, value.says, accepted);
  });
}

/** `noun`: `a slot name`; `mayHave`: the characters in words. */
export function name(noun: string, pattern: RegExp, example: string, mayHave: string): Form<string> {
  return text({
    accepts: `${noun} of ${mayHave}`,
    example,
    json: { pattern: pattern.source },
    mistake: 'bad-name',
    parse: (written) => (pattern.test(written) ? parsed(written) : refused(`this is not ${noun}`)),
  });
}

/** A whole number without unit. */
export function count(range: { readonly min: number; readonly max: number; readonly example: number }): Form<number> {
  const accepted = `a whole number from ${range.min} to ${range.max}, e.g. ${range.example}`;
  return leaf(accepted, { type: 'integer', minimum: range.min, maximum: range.max, examples: [range.example] }, (input) => {
    const isCount = typeof input === 'number' && Number.isInteger(input) && input >= range.min && input <= range.max;
    return isCount ? yes(input) : no(typeof input === 'object' ? 'wrong-type' : 'bad-count', 'this is not a count in range', accepted);
  });
}

/** A plain number, where the thing itself has no unit. */
export function number(range: { readonly accepts: string; readonly example: number; readonly takes: (value: number) => boolean }): Form<number> {
  const accepted = `${range.accepts}, e.g. ${range.example}`;
  return leaf(accepted, { type: 'number', examples: [range.example] }, (input) => {
    if (typeof input === 'string') return no('bad-count', 'this is a text, not a number', accepted);
    if (typeof input !== 'number') return no('wrong-type', 'this is not a number', accepted);
    return Number.isFinite(input) && range.takes(input) ? yes(input) : no('out-of-range', 'this number is out of range', accepted);
  });
}

/** `true` or `false`. */
export function flag(): Form<boolean> {
  const accepted = 'true | false';
  return leaf(accepted, { type: 'boolean' }, (input) => (typeof input === 'boolean' ? yes(input) : no(typeof input === 'object' ? 'wrong-type' : 'unknown-word', 'this is neither true nor false', accepted)));
}

/** `{key: ...}`. Keys that are not in `shape` are refused one by one, planned ones by name. */
export function mapping<S extends z.ZodRawShape>(context: Context, example: string, shape: S): z.ZodObject<S> {
  const unknownKey = z
    .unknown()
    .transform((_, ctx): unknown => refuseUnknownKey(ctx, { context, known: Object.keys(shape) }))
    .meta({ not: {} });
  return z.object(shape, { error: () => `a mapping, e.g. ${example}` }).catchall(unknownKey);
}

export function listOf<T>(item: Form<T>, example: string): Form<readonly T[]> {
  return z.array(item, { error: () => `a list, e.g. ${example}` });
}

/** What may be written as one value, or written out. The order tells mistakes apart: single values are judged by the first. */
export function shortOrLong<A, B>(short: Form<A>, long: Form<B>): Form<A | B> {
  return z.union([short, long]);
}

/** What may be written as a word, as one mapping, or as a list of them. */
export function wordOneOrMore<A, B>(short: Form<A>, long: Form<B>, example: string): Form<A | B | readonly B[]> {
  return z.union([short, long, listOf(long, example)]);
}

export function optional<T>(form: Form<T>): z.ZodOptional<Form<T>> {
  return z.optional(form);
}

/** The same form with what editors show for it. */
export function described<T>(description: string, form: Form<T>): Form<T> {
  return form.meta({ ...form.meta(), description });
}

/** An optional key with its default and the reason for it, as editors show them. */
export function withDefault<T>(what: string, otherwise: Default<T>, format: (value: T) => string, form: Form<T>): z.ZodOptional<Form<T>> {
  return optional(described(`${what} Default ${format(otherwise.value)}: ${otherwise.why}.`, form));
}

type Present = string | number | boolean | object | null;
type Read<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'no'; readonly refusal: Refusal };

function leaf<T>(accepted: string, json: Readonly<Record<string, unknown>>, read: (input: Present) => Read<T>): Form<T> {
  return z
    .unknown()
    .transform((input, ctx): T => {
      const value = input === undefined ? no('missing-key', 'missing', accepted) : read(input);
      return value.kind === 'ok' ? value.value : refuse(ctx, value.refusal);
    })
    .meta(json);
}

function yes<T>(value: T): Read<T> {
  return { kind: 'ok', value };
}

function no(mistake: MistakeName, says: string, accepted: string, hint = ''): Extract<Read<never>, { kind: 'no' }> {
  return { kind: 'no', refusal: refusal(mistake, { says, accepted, hint }) };
}

function isNumber(text: string): boolean {
  return /^[0-9]+(?:\.[0-9]+)?$/.test(text);
}
