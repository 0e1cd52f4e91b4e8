// Choosing one of many by their shares in one step, however many there are: Walker's alias method, set up as in Vose 1991, "A linear algorithm for generating
// random numbers with a given distribution", IEEE Trans. Softw. Eng. 17:972.
import type { Random } from './xoshiro128.ts';

export interface Chooser {
  /** Index of the chosen one. Two draws. */
  choose(random: Random): number;
}

/** `shares` are not negative and not all 0; they need not add up to 1. */
export function aliasTable(shares: ArrayLike<number>): Chooser {
  const count = shares.length;
  const kept = new Float64Array(count);
  const alias = new Uint32Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += shares[index] ?? 0;
  // Columns of equal width; who has too little shares its column with one who has too much. One array holds both piles, from its two ends.
  const piles = new Uint32Array(count);
  let small = 0;
  let large = count;
  for (let index = 0; index < count; index += 1) {
    kept[index] = ((shares[index] ?? 0) / sum) * count;
    if ((kept[index] ?? 0) < 1) piles[small++] = index;
    else piles[--large] = index;
  }
  while (small > 0 && large < count) {
    const poor = piles[--small] ?? 0;
    const rich = piles[large] ?? 0;
    alias[poor] = rich;
    kept[rich] = (kept[rich] ?? 0) - (1 - (kept[poor] ?? 0));
    if ((kept[rich] ?? 0) < 1) {
      large += 1;
      piles[small++] = rich;
    }
  }
  // What is left has exactly its column, but for rounding.
  for (; small > 0; small -= 1) kept[piles[small - 1] ?? 0] = 1;
  for (; large < count; large += 1) kept[piles[large] ?? 0] = 1;
  return {
    choose: (random) => {
      const column = Math.floor(random.uniform() * count);
      return random.uniform() < (kept[column] ?? 1) ? column : (alias[column] ?? 0);
    },
  };
}
