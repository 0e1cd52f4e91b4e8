// Beta values from two gamma values, compared by their logarithms: with small parameters both may be too small for a double.
import { exp } from '@rampart/rollout-policy/statistics';
import { lnGammaVariate } from './gamma.ts';
import type { Random } from './xoshiro128.ts';

/** In [0, 1], mean a/(a+b); a, b > 0. */
export function beta(random: Random, a: number, b: number): number {
  const first = lnGammaVariate(random, a);
  return 1 / (1 + exp(lnGammaVariate(random, b) - first));
}
