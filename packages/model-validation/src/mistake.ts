// What is wrong with a document, for a person: where, what was seen, what is accepted. Decoders collect all of them and never throw.

export interface Mistake {
  /** Keys and indexes from the top of the document, so that a reader of its text can find the line. */
  readonly path: readonly (string | number)[];
  /** The same for people: `cases[3].inputs.features`; empty for the document as a whole. */
  readonly place: string;
  readonly message: string;
}

export type Decoded<T> = { readonly kind: 'decoded'; readonly value: T } | { readonly kind: 'refused'; readonly mistakes: readonly [Mistake, ...Mistake[]] };

export function showPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${oneLine(step)}`), '');
}

/** A value from outside as a person can recognise it: short, on one line, in quotes where it is text. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value !== 'string') return 'an object';
  return `"${oneLine(value)}"`;
}

/** Without control and direction characters, cut to `lengthMax` characters. */
export function oneLine(text: string, lengthMax = 80): string {
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).toWellFormed();
  return safe.length > lengthMax ? `${safe.slice(0, lengthMax - 1)}…` : safe;
}
