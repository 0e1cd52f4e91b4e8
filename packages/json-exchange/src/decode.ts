// Strict decoding of JSON by hand: every mistake is named with its place, unknown keys are mistakes, nothing is converted.
import { plainLine } from './plain-line.ts';

export interface Mistake {
  /** Where, e.g. `slots[1].weightPpm`; `answer` style names are given by the caller. */
  readonly path: string;
  readonly expected: string;
  readonly seen: string;
}

export type Decoded<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly mistakes: readonly Mistake[] };

export type Decoder<T> = (value: unknown, path: string) => Decoded<T>;

/** Decodes from the root; `why` names all mistakes in one line (the first ten of them). */
export function decode<T>(decoder: Decoder<T>, value: unknown): { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly why: string; readonly mistakes: readonly Mistake[] } {
  const decoded = decoder(value, '');
  if (decoded.kind === 'ok') return decoded;
  const shown = decoded.mistakes.slice(0, MISTAKES_SHOWN).map(({ path, expected, seen }) => `${path === '' ? 'the answer' : path}: expected ${expected}, got ${seen}`);
  const more = decoded.mistakes.length - shown.length;
  return { ...decoded, why: shown.join('; ') + (more > 0 ? `; and ${String(more)} more` : '') };
}

const MISTAKES_SHOWN = 10;

export function text({ expected = 'text', lengthMax = 4096, pattern = /^/ }: { readonly expected?: string; readonly lengthMax?: number; readonly pattern?: RegExp } = {}): Decoder<string> {
  return (value, path) => (typeof value === 'string' && value.length <= lengthMax && pattern.test(value) ? good(value) : bad(path, expected, value));
}

export function integer({ min, max }: { readonly min: number; readonly max: number }): Decoder<number> {
  const expected = `a whole number from ${String(min)} to ${String(max)}`;
  return (value, path) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? good(value) : bad(path, expected, value));
}

/** Any number that JSON can hold; not necessarily whole. */
export function number({ min, max }: { readonly min: number; readonly max: number }): Decoder<number> {
  const expected = `a number from ${String(min)} to ${String(max)}`;
  return (value, path) => (typeof value === 'number' && value >= min && value <= max ? good(value) : bad(path, expected, value));
}

export const boolean: Decoder<boolean> = (value, path) => (typeof value === 'boolean' ? good(value) : bad(path, 'true or false', value));

export function choice<const Value extends string | number | boolean>(...values: readonly Value[]): Decoder<Value> {
  return (value, path) => {
    const found = values.find((each) => each === value);
    return found === undefined ? bad(path, values.map((each) => JSON.stringify(each)).join(' or '), value) : good(found);
  };
}

/** `null` becomes `absent`. */
export function nullable<T, Absent>(decoder: Decoder<T>, absent: Absent): Decoder<T | Absent> {
  return (value, path) => (value === null ? good(absent) : decoder(value, path));
}

export function list<T>(item: Decoder<T>, { countMax }: { readonly countMax: number }): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return bad(path, 'a list', value);
    if (value.length > countMax) return bad(path, `at most ${String(countMax)} items`, `${String(value.length)} items`, 'as it is');
    const decoded = value.map((each: unknown, index) => item(each, `${path}[${String(index)}]`));
    const mistakes = decoded.flatMap((each) => (each.kind === 'bad' ? each.mistakes : []));
    return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(decoded.flatMap((each) => (each.kind === 'ok' ? [each.value] : [])));
  };
}

/** An object whose keys are data. */
export function record<T>(item: Decoder<T>, { keysMax }: { readonly keysMax: number }): Decoder<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isObject(value)) return bad(path, 'an object', value);
    const entries = Object.entries(value);
    if (entries.length > keysMax) return bad(path, `at most ${String(keysMax)} keys`, `${String(entries.length)} keys`, 'as it is');
    const mistakes: Mistake[] = [];
    const decoded = new Map<string, T>();
    for (const [key, each] of entries) {
      const result = item(each, at(path, key));
      if (result.kind === 'ok') decoded.set(key, result.value);
      else mistakes.push(...result.mistakes);
    }
    return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(Object.fromEntries(decoded));
  };
}

/** What was decoded, as something else. */
export function mapped<From, To>(decoder: Decoder<From>, change: (value: From) => To): Decoder<To> {
  return (value, path) => {
    const decoded = decoder(value, path);
    return decoded.kind === 'bad' ? decoded : good(change(decoded.value));
  };
}

type Decoders = Readonly<Record<string, Decoder<unknown>>>;
type Values<Fields extends Decoders> = { readonly [Key in keyof Fields]: Fields[Key] extends Decoder<infer T> ? T : never };

/** An object with exactly these keys; those of `optional` may be absent. */
export function shape<Fields extends Decoders>(fields: Fields): Decoder<Values<Fields>>;
export function shape<Fields extends Decoders, Optional extends Decoders>(fields: Fields, optional: Optional): Decoder<Values<Fields> & Partial<Values<Optional>>>;
export function shape(fields: Decoders, optional: Decoders = {}): Decoder<Readonly<Record<string, unknown>>> {
  return (value, path) => decodeFields(fields, optional, value, path);
}

function decodeFields(fields: Decoders, optional: Decoders, value: unknown, path: string): Decoded<Readonly<Record<string, unknown>>> {
  if (!isObject(value)) return bad(path, `an object with ${Object.keys(fields).join(', ')}`, value);
  const mistakes: Mistake[] = [];
  const decoded: [string, unknown][] = [];
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(fields, key) && !Object.hasOwn(optional, key)) mistakes.push({ path: at(path, key), expected: 'no such key', seen: 'one' });
  }
  for (const [key, decoder] of [...Object.entries(fields), ...Object.entries(optional)]) {
    if (Object.hasOwn(value, key)) {
      const result = decoder(value[key], at(path, key));
      if (result.kind === 'ok') decoded.push([key, result.value]);
      else mistakes.push(...result.mistakes);
    } else if (Object.hasOwn(fields, key)) {
      mistakes.push({ path: at(path, key), expected: 'a value', seen: 'nothing' });
    }
  }
  return mistakes.length > 0 ? { kind: 'bad', mistakes } : good(Object.fromEntries(decoded));
}

function good<T>(value: T): Decoded<T> {
  return { kind: 'ok', value };
}

function bad(path: string, expected: string, seen: unknown, how: 'as JSON' | 'as it is' = 'as JSON'): Decoded<never> {
  return { kind: 'bad', mistakes: [{ path, expected, seen: how === 'as it is' ? String(seen) : seenText(seen) }] };
}

function seenText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return value === undefined ? 'nothing' : plainLine(JSON.stringify(value), 60);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(path: string, key: string): string {
  const name = plainLine(key, 60);
  return path === '' ? name : `${path}.${name}`;
}
