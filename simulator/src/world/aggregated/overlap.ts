// How many of `among` requests are in both of two groups of known sizes that have nothing to do with each other (hypergeometric).
import type { Random } from '../../chance/index.ts';

/** One by one over the smaller group: exact, and the smaller group is small. */
export function overlap(random: Random, among: number, one: number, other: number): number {
  const few = Math.min(one, other);
  const many = Math.max(one, other);
  if (few === 0 || many >= among) return few;
  let both = 0;
  for (let index = 0; index < few; index += 1) if (random.uniform() * (among - index) < many - both) both += 1;
  return both;
}
