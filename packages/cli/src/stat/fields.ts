// Inputs of a statistic as JSON: what each key accepts, and the value that is made of it.

export type Read<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'no' };

export interface Field<T> {
  /** In the words of `rampart stat --list` and of refusals. */
  readonly accepts: string;
  readonly read: (given: unknown) => Read<T>;
  /** What an absent key means; without one the key is required. */
  readonly otherwise: { readonly kind: 'required' } | { readonly kind: 'default'; readonly value: T };
}

const NO: Read<never> = { kind: 'no' };

/** A range is written out up to here. */
const SERIES_LENGTH_MAX = 1_000_000;

export function optional<T>(field: Field<T>, value: T): Field<T> {
  return { ...field, otherwise: { kind: 'default', value } };
}

export function numberField(accepts: string, isFine: (value: number) => boolean): Field<number> {
  return { accepts, read: (given) => (typeof given === 'number' && Number.isFinite(given) && isFine(given) ? { kind: 'value', value: given } : NO), otherwise: { kind: 'required' } };
}

export const anyNumber = numberField('a number', () => true);
export const positive = numberField('a number above 0', (x) => x > 0);
export const notNegative = numberField('a number of at least 0', (x) => x >= 0);
/** Strictly between 0 and 1. */
export const chance = numberField('a number between 0 and 1, exclusive', (x) => x > 0 && x < 1);
/** One-sided tests are tuned with twice their level. */
export const halfChance = numberField('a number between 0 and 0.5, exclusive', (x) => x > 0 && x < 0.5);
export const ratio = numberField('a number from 0 to 1', (x) => x >= 0 && x <= 1);
export const wholeCount = numberField('a whole number of at least 0', (x) => Number.isSafeInteger(x) && x >= 0);
export const wholePositive = numberField('a whole number of at least 1', (x) => Number.isSafeInteger(x) && x >= 1);

/** Also "inf", the way the published vectors write it. */
export const positiveOrInfinite: Field<number> = {
  ...positive,
  accepts: `${positive.accepts}, or "inf"`,
  read: (given) => (given === 'inf' || given === 'Infinity' ? { kind: 'value', value: Number.POSITIVE_INFINITY } : positive.read(given)),
};

export const flag: Field<boolean> = { accepts: 'true or false', read: (given) => (typeof given === 'boolean' ? { kind: 'value', value: given } : NO), otherwise: { kind: 'required' } };

export function listOf<T>(item: Field<T>, { accepts, atLeast, atMost = Number.POSITIVE_INFINITY }: { readonly accepts: string; readonly atLeast: number; readonly atMost?: number }): Field<readonly T[]> {
  return { accepts, read: (given) => (Array.isArray(given) && given.length > atMost ? NO : readItems(item, given, atLeast)), otherwise: { kind: 'required' } };
}

export const counts = listOf(notNegative, { accepts: 'at least two numbers of at least 0', atLeast: 2 });
export const rowsOfCounts = listOf(counts, { accepts: 'a list of rows, each at least two numbers of at least 0', atLeast: 1 });
export const positives = listOf(positive, { accepts: 'at least two numbers above 0', atLeast: 2 });
export const values01 = listOf(ratio, { accepts: 'a list of numbers from 0 to 1', atLeast: 1 });
/** Numbers as a list, or "integers 1..1000". */
export const values: Field<readonly number[]> = {
  accepts: 'a list of numbers, or "integers FROM..TO"',
  read: (given) => (typeof given === 'string' ? readIntegers(given) : readItems(anyNumber, given, 1)),
  otherwise: { kind: 'required' },
};
/** Observations of one digit each as one text, or a list of numbers. */
export const digits: Field<readonly number[]> = {
  accepts: 'a text of digits, one observation each, or a list of numbers',
  read: (given) => (typeof given === 'string' ? readDigits(given) : readItems(anyNumber, given, 1)),
  otherwise: { kind: 'required' },
};

function readItems<T>(item: Field<T>, given: unknown, atLeast: number): Read<readonly T[]> {
  if (!Array.isArray(given) || given.length < atLeast) return NO;
  const items: T[] = [];
  for (const one of given) {
    const read = item.read(one);
    if (read.kind === 'no') return NO;
    items.push(read.value);
  }
  return { kind: 'value', value: items };
}

function readIntegers(text: string): Read<readonly number[]> {
  const [, first = '', last = ''] = /^(?:integers )?(-?\d{1,9})\.\.(-?\d{1,9})$/.exec(text) ?? [];
  const length = Number(last) - Number(first) + 1;
  if (first === '' || length < 1 || length > SERIES_LENGTH_MAX) return NO;
  return { kind: 'value', value: Array.from({ length }, (_, k) => Number(first) + k) };
}

function readDigits(text: string): Read<readonly number[]> {
  return /^\d+$/.test(text) ? { kind: 'value', value: [...text].map(Number) } : NO;
}
