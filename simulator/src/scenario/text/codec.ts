// A piece of a scenario file, both ways: to plain data that YAML writes, and back from a source tree with every mistake reported.
import { didYouMean, shownText, type Path, type Place, type SourceMapping, type SourceValue } from '@rampart/policy-document';
import type { ScenarioMistakeName } from './scenario-mistake.ts';

export type Written = string | number | boolean | readonly Written[] | { readonly [key: string]: Written };

export interface Codec<T> {
  /** What would be right, with an example. */
  readonly accepted: string;
  readonly write: (value: T) => Written;
  readonly read: (source: SourceValue, at: At) => T | Refused;
}

/** Stands for a value that was reported; never seen outside of reading. */
export const REFUSED = Symbol('refused');
export type Refused = typeof REFUSED;

/** Where a value stands, and where its mistakes go. */
export interface At {
  readonly path: Path;
  readonly complain: (name: ScenarioMistakeName, place: Place, path: Path, says: string, accepted: string) => void;
}

/** One key of a mapping. Without `otherwise` it has to be written. */
export interface Field<T> {
  readonly codec: Codec<T>;
  readonly otherwise?: { readonly value: T };
  /** Its name in the file; else the field's own without the unit: `lastsMs` is `lasts`. */
  readonly key?: string;
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> };

export function required<T>(codec: Codec<T>, key?: string): Field<T> {
  return key === undefined ? { codec } : { codec, key };
}

export function otherwise<T>(value: T, codec: Codec<T>, key?: string): Field<T> {
  return { codec, otherwise: { value }, ...(key === undefined ? {} : { key }) };
}

/** Keys with their default are left out, and an unknown key is a mistake. */
export function mappingOf<T extends object>(fields: Fields<T>, example: string): Codec<T> {
  const accepted = `a mapping, e.g. ${example}`;
  return {
    accepted,
    write: (value) => writtenFields(fields, value),
    read: (source, at) => (source.kind === 'mapping' ? readFields(fields, source, at) : shapeless(source, at, accepted)),
  };
}

/** The kind alone where everything else is as usual, else a mapping of the kind: `crash`, `crash: {pods: 50%}`. */
export function kindsOf<Item extends { readonly kind: string }>(noun: string, kinds: KindsOf<Item>, example: string): Codec<Item> {
  const names = Object.keys(kinds);
  const accepted = `${noun}, e.g. ${example}`;
  const table: Readonly<Record<string, Fields<object>>> = kinds;
  return {
    accepted,
    write: ({ kind, ...parts }) => {
      const written = writtenFields<object>(table[kind] ?? {}, parts);
      return Object.keys(written).length === 0 ? kind : { [kind]: written };
    },
    read: (source, at) => {
      const named = kindIn(source);
      if (named === 'none') return shapeless(source, at, accepted);
      const fields = Object.hasOwn(table, named.kind) ? table[named.kind] : undefined;
      if (fields === undefined) return unknownWord(named.kind, named.place, at, { noun, names });
      const inside = { ...at, path: [...at.path, named.kind] };
      if (named.parts.kind !== 'mapping') return shapeless(named.parts, inside, accepted);
      const parts = readFields<object>(fields, named.parts, inside);
      // The table is checked against the kinds of the scenario; only the way through strings loses that.
      return parts === REFUSED ? REFUSED : ({ kind: named.kind, ...parts } as unknown as Item);
    },
  };
}

export type KindsOf<Item extends { readonly kind: string }> = { readonly [K in Item['kind']]: Fields<Omit<OfKind<Item, K>, 'kind'>> };

type OfKind<Item, K> = Item extends { readonly kind: infer Kinds } ? (K extends Kinds ? Item : never) : never;

export function listOf<T>(item: Codec<T>): Codec<readonly T[]> {
  const accepted = `a list; an item is ${item.accepted}`;
  return {
    accepted,
    write: (values) => values.map((value) => item.write(value)),
    read: (source, at) => {
      if (source.kind !== 'list') return shapeless(source, at, accepted);
      const values = source.items.map((value, index) => item.read(value, { ...at, path: [...at.path, index] }));
      return allRead(values) ? values : REFUSED;
    },
  };
}

/** Any keys, all of one kind of value. */
export function recordOf<T>(value: Codec<T>): Codec<Readonly<Record<string, T>>> {
  const accepted = `a mapping from name to value; a value is ${value.accepted}`;
  return {
    accepted,
    write: (record) => Object.fromEntries(Object.entries(record).map(([key, item]) => [key, value.write(item)])),
    read: (source, at) => {
      if (source.kind !== 'mapping') return shapeless(source, at, accepted);
      const entries = [...source.entries].map(([key, entry]) => ({ key, item: value.read(entry.value, { ...at, path: [...at.path, key] }) }));
      return allRead(entries.map(({ item }) => item)) ? Object.fromEntries(entries.map(({ key, item }) => [key, item as T])) : REFUSED;
    },
  };
}

export function unknownWord(word: string, place: Place, at: At, { noun, names }: { readonly noun: string; readonly names: readonly string[] }): Refused {
  const meant = didYouMean(word, names);
  const hint = meant.kind === 'suggestion' ? ` Did you mean ${meant.word}?` : '';
  at.complain('unknown-word', place, at.path, `${shownText(word)} is not ${noun}.${hint}`, names.join(', '));
  return REFUSED;
}

// --- mappings --------------------------------------------------------------------------------------------------------------------

function writtenFields<T extends object>(fields: Fields<T>, value: T): { readonly [key: string]: Written } {
  const written: Record<string, Written> = {};
  for (const name of namesOf(fields)) {
    const { codec, otherwise: usual, key } = fields[name];
    const text = codec.write(value[name]);
    if (usual === undefined || JSON.stringify(text) !== JSON.stringify(codec.write(usual.value))) written[key ?? keyOf(name)] = text;
  }
  return written;
}

function readFields<T extends object>(fields: Fields<T>, source: SourceMapping, at: At): T | Refused {
  const names = namesOf(fields);
  const keys = names.map((name) => fields[name].key ?? keyOf(name));
  let isFine = true;
  for (const [key, entry] of source.entries) {
    if (keys.includes(key)) continue;
    isFine = false;
    const meant = didYouMean(key, keys);
    at.complain('unknown-key', entry.keyPlace, [...at.path, key], `there is no key ${shownText(key)} here.${meant.kind === 'suggestion' ? ` Did you mean ${meant.word}?` : ''}`, keys.length === 0 ? 'no key at all' : keys.join(', '));
  }
  const values: Partial<T> = {};
  for (const [index, name] of names.entries()) {
    const { codec, otherwise: usual } = fields[name];
    const key = keys[index] ?? '';
    const entry = source.entries.get(key);
    const path = [...at.path, key];
    if (entry !== undefined) {
      const value = codec.read(entry.value, { ...at, path });
      if (value === REFUSED) isFine = false;
      else values[name] = value;
    } else if (usual !== undefined) {
      values[name] = usual.value;
    } else {
      isFine = false;
      at.complain('missing-key', source.place, path, `\`${key}\` is missing.`, codec.accepted);
    }
  }
  return isFine ? (values as T) : REFUSED;
}

function namesOf<T extends object>(fields: Fields<T>): (keyof T & string)[] {
  return Object.keys(fields) as (keyof T & string)[];
}

/** `fromMs` is `from`, `healsAtMs` is `heals`, `stepPpm` is `step`: in a file the unit stands at the value. */
function keyOf(name: string): string {
  return name.replace(/(?:(?:At|After)?Ms|Ppm)$/, '');
}

function kindIn(source: SourceValue): { readonly kind: string; readonly place: Place; readonly parts: SourceValue } | 'none' {
  if (source.kind === 'scalar' && typeof source.value === 'string') {
    return { kind: source.value, place: source.place, parts: { kind: 'mapping', entries: new Map(), place: source.place, layer: source.layer } };
  }
  if (source.kind !== 'mapping' || source.entries.size !== 1) return 'none';
  const [[kind, entry] = []] = source.entries;
  return kind === undefined || entry === undefined ? 'none' : { kind, place: entry.keyPlace, parts: entry.value };
}

function shapeless(source: SourceValue, at: At, accepted: string): Refused {
  const seen = source.kind === 'scalar' ? shownText(source.raw) : source.kind === 'list' ? 'a list' : 'a mapping';
  at.complain('wrong-shape', source.place, at.path, `this has the wrong shape, got ${seen}.`, accepted);
  return REFUSED;
}

function allRead<T>(values: readonly (T | Refused)[]): values is readonly T[] {
  return values.every((value) => value !== REFUSED);
}
