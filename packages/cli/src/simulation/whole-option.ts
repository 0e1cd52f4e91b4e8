// An option that is a whole number.
import { textValue, type Invocation } from '../command.ts';

export interface WholeRange {
  readonly min: number;
  readonly max: number;
  readonly otherwise: number;
}

/** Decimal, or hexadecimal after `0x`. What is wrong is put into `mistakes`. */
export function wholeOption(invocation: Invocation, name: string, { min, max, otherwise }: WholeRange, mistakes: string[]): number {
  const text = textValue(invocation, name);
  if (text === '') return otherwise;
  const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : NaN;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  mistakes.push(`--${name} ${JSON.stringify(text)} is not a whole number from ${String(min)} to ${String(max)}`);
  return otherwise;
}
