// Sizes of bursts: geometric from 1 on, cut off at a largest size.
import type { Random } from './random.ts';

export interface BurstSize {
  /** Before the cut; above 1. */
  readonly mean: number;
  readonly max: number;
}

export function burst(random: Random, { mean, max }: BurstSize): number {
  return Math.min(max, 1 + Math.floor(Math.log(random.uniform()) / Math.log1p(-1 / mean)));
}

/** Mean after the cut: the sum of P(size >= k) for k from 1 to max. */
export function burstMean({ mean, max }: BurstSize): number {
  return mean * (1 - (1 - 1 / mean) ** max);
}
