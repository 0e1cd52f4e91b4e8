// Multinomial counts: a chain of binomials, each of what the ones before it left.
import { binomial } from './binomial.ts';
import type { Random } from './xoshiro128.ts';

/** How `n` things fall over `shares`, which add up to 1; the counts add up to n. */
export function multinomial(random: Random, n: number, shares: readonly number[]): number[] {
  const counts = new Array<number>(shares.length).fill(0);
  multinomialInto(random, n, shares, counts);
  return counts;
}

/** The same into `counts`, without allocating. The last share takes the rest, whatever rounding says. */
export function multinomialInto(random: Random, n: number, shares: ArrayLike<number>, counts: { [index: number]: number }): void {
  let left = n;
  let leftShare = 1;
  const last = shares.length - 1;
  for (let index = 0; index < last; index += 1) {
    const share = shares[index] ?? 0;
    const count = left === 0 ? 0 : binomial(random, left, share >= leftShare ? 1 : share / leftShare);
    counts[index] = count;
    left -= count;
    leftShare -= share;
  }
  if (last >= 0) counts[last] = left;
}
