// Decimal numbers as people write them, kept exact: digits and a scale, never a binary fraction on the way.
import { parsed, refused, type Parsed } from '../parsed.ts';

/** `digits / 10^scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Source of a pattern without anchors, for editors and for the parsers here. */
export const DECIMAL_PATTERN = '(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?';

/** Reads `12` or `0.25`. No sign, no exponent, no leading zero, no thousands separator: nothing that two readers could take differently. */
export function parseDecimal(text: string): Parsed<Decimal> {
  if (!new RegExp(`^${DECIMAL_PATTERN}$`).test(text)) return refused('this is not a plain number');
  const [whole = '', fraction = ''] = text.split('.');
  return parsed({ digits: BigInt(whole + fraction), scale: fraction.length });
}

/** `decimal * factor` if that is a whole number, so that no unit ever rounds what was written. `factor`: a whole number. */
export function timesExactly(decimal: Decimal, factor: number): Parsed<number> {
  const product = decimal.digits * BigInt(factor);
  const divisor = 10n ** BigInt(decimal.scale);
  if (product % divisor !== 0n) return refused('this has more decimals than are kept');
  const value = Number(product / divisor);
  return Number.isSafeInteger(value) ? parsed(value) : refused('this is too large');
}

/** `value / 10^decimals` without trailing zeros: (12500, 4) is `1.25`. `value`: whole, not negative. */
export function formatScaled(value: number, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
