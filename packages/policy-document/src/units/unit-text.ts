// Splits `10m` into its number and its unit, and says what is missing.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { parseDecimal, type Decimal } from './decimal.ts';

export interface Quantity {
  readonly number: Decimal;
  readonly unit: string;
}

/** `noun`: what is read, e.g. `a duration`; `units`: what may follow the number, for the message. */
export function splitUnit(text: string, noun: string, units: readonly string[]): Parsed<Quantity> {
  const match = /^([0-9.]*)(.*)$/su.exec(text);
  const number = match?.[1] ?? '';
  const unit = match?.[2] ?? '';
  if (number === '') return refused(`this is not ${noun}`);
  if (unit === '') return refused(`${noun} needs its unit (${units.map((known) => known.trim()).join(', ')})`);
  if (!units.includes(unit)) return refused(unknownUnit(unit, noun, units));
  const decimal = parseDecimal(number);
  return decimal.kind === 'refused' ? decimal : parsed({ number: decimal.value, unit });
}

function unknownUnit(unit: string, noun: string, units: readonly string[]): string {
  if (units.some((known) => known.trim() === unit.trim())) return 'number and unit are spaced differently';
  if (/[0-9]/.test(unit)) return `${noun} has one number and one unit`;
  return `${JSON.stringify(unit.slice(0, 20))} is not a unit of ${noun}`;
}
