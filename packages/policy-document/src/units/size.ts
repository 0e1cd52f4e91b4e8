// Sizes: `8GiB`, `500MB`, `64KiB`. Bytes, counted in thousands or, with an `i`, in powers of 1,024.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const BYTES_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['KB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
]);
/** Largest first, each with the unit that comes out whole. */
const SHORTEST: readonly (readonly [string, number])[] = [...BYTES_PER_UNIT].filter(([unit]) => unit !== 'kB').sort(([, a], [, b]) => b - a);
/** A petabyte: what is larger is a slip. */
const SIZE_BYTES_MAX = 1e15;
export const SIZE_PATTERN = `^${DECIMAL_PATTERN}(?:B|[kKMGT]B|[KMGT]iB)$`;

/** Whole bytes, more than 0, at most a petabyte. */
export function parseSize(text: string): Parsed<number> {
  const quantity = splitUnit(text, 'a size', [...BYTES_PER_UNIT.keys()]);
  const shortUnit = /[0-9]([kKMGT]i?)$/.exec(text)?.[1];
  if (shortUnit !== undefined) return refused(`${JSON.stringify(shortUnit)} is not a unit of a size, ${shortUnit}B is`);
  if (quantity.kind === 'refused') return quantity;
  const bytes = timesExactly(quantity.value.number, BYTES_PER_UNIT.get(quantity.value.unit) ?? 1);
  if (bytes.kind === 'refused') return refused('a size is a whole number of bytes');
  return bytes.value > 0 && bytes.value <= SIZE_BYTES_MAX ? parsed(bytes.value) : refused('a size is more than 0B and at most 1000TB');
}

/** The largest unit of which `bytes` is a whole number. */
export function formatSize(bytes: number): string {
  const [unit = 'B', bytesPerUnit = 1] = SHORTEST.find(([, size]) => bytes % size === 0) ?? [];
  return `${bytes / bytesPerUnit}${unit}`;
}
