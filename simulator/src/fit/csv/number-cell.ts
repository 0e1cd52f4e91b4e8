// Numbers in exports. Counts are whole; monitoring systems write them as `94.0`.
const WHOLE = /^\d{1,15}(?:\.0{1,9})?$/;
const DECIMAL = /^\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?$/;

export const COUNT_ACCEPTED = 'a whole number, e.g. 120';

/** NaN where it is none. */
export function parseCount(text: string): number {
  return WHOLE.test(text) ? Number(text) : Number.NaN;
}

/** A number of at least 0; NaN where it is none. */
export function parseAmount(text: string): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
