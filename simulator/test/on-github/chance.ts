// Chance of one seed, in streams that are drawn one after the other: what is drawn for one purpose moves nothing of another.
import { purposeOf, randomAt } from '../../src/chance/index.ts';

export interface Chance {
  /** In (0, 1). */
  uniform(): number;
  /** Whole, 0 to `below` - 1. */
  below(below: number): number;
  /** Whole, `from` to `to`. */
  between(from: number, to: number): number;
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function chanceOf(seed: number, purpose: string): Chance {
  const random = randomAt({ seed, run: 0, tick: 0, purpose: purposeOf(purpose) });
  const below = (most: number): number => random.u32() % Math.max(1, most);
  return {
    uniform: () => random.uniform(),
    below,
    between: (from, to) => from + below(to - from + 1),
    is: (probability) => random.uniform() < probability,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}
