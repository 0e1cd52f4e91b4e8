// What a parser of one value answers: the value, or in a few words why the text was refused. Places and codes are added by its caller.

export type Parsed<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'refused'; readonly says: string };

export function parsed<T>(value: T): Parsed<T> {
  return { kind: 'ok', value };
}

/** `says` completes "this is refused:", without a full stop: `a share needs its unit`. */
export function refused<T = never>(says: string): Parsed<T> {
  return { kind: 'refused', says };
}
