// Decimal text of a number, moved by powers of ten without computing: what is written as `12.5%` comes back as the very same bits.

/** `value * 10^shift` in plain digits, from the shortest text that means `value`: (0.1, 2) is `10`. */
export function plainDecimal(value: number, shift: number): string {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent) + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const text = [padded.slice(0, at).replace(/^0+(?=\d)/, ''), padded.slice(at).replace(/0+$/, '')].filter((part) => part !== '').join('.');
  return value < 0 ? `-${text}` : text;
}

/** The number nearest to the decimal `text * 10^shift`. */
export function numberOf(text: string, shift: number): number {
  return Number(`${text}e${shift}`);
}

/** No exponent, no leading zeros, no thousands: nothing that two readers could take differently. */
export const DECIMAL = /^-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,40})?$/;
