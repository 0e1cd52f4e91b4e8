// What is wrong with a document or an input, for a person: where, what was seen, what is accepted. Decoders collect all of
// them and never throw.

export interface Mistake {
  /** A place inside the document, e.g. `entries[3].path`; empty for the document as a whole. */
  readonly place: string;
  readonly message: string;
}

export type Decoded<T> = { readonly kind: 'decoded'; readonly value: T } | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] };

/** A value from outside as a person can recognise it: short, on one line, in quotes where it is text. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return 'an object';
  return oneLine(JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value));
}

/** Without control and direction characters. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
