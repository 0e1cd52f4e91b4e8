// Standard normal values by the polar method (Marsaglia & Bray 1964, SIAM Review 6:260); the second of each pair is thrown away, so that a draw has no memory.
import { log } from '@rampart/rollout-policy/statistics';
import type { Random } from './xoshiro128.ts';

export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
}
