// A value as JSON that reads back as the same doubles. JSON has no infinities and no NaN: they are texts.
import type { Value } from './statistic.ts';

export function printValue(value: Value): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' && !Number.isFinite(one) ? String(one) : one));
}
