// Sizes of bursts: geometric from 1 on, cut off at a largest size.
import { exp, log, log1p } from '@rampart/rollout-policy/statistics';
import type { Random } from './xoshiro128.ts';

export interface BurstSize {
  /** Before the cut; 1 or more. 1: each by itself. */
  readonly mean: number;
  readonly max: number;
}

export function burst(random: Random, { mean, max }: BurstSize): number {
  if (mean <= 1) return 1;
  return Math.min(max, 1 + Math.floor(log(random.uniform()) / log1p(-1 / mean)));
}

/** Mean after the cut: the sum of P(size >= k) for k from 1 to max. */
export function burstMean({ mean, max }: BurstSize): number {
  return mean <= 1 ? 1 : mean * (1 - exp(max * log1p(-1 / mean)));
}
