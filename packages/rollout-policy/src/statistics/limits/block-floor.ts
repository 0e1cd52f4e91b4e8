// Bets on whole blocks have a floor of their own: one block multiplies the capital by at most its share over the null share.
import { log } from '../../math/portable-math.ts';

/** At least ln(1/alpha)/ln(theta1/theta0) blocks, however much traffic each holds; infinite where the share is not above the null share. */
export function blocksAtLeast({ share, nullShare }: { readonly share: number; readonly nullShare: number }, alpha: number): number {
  const perBlock = log(share / nullShare);
  return perBlock > 0 ? -log(alpha) / perBlock : Number.POSITIVE_INFINITY;
}

/** The candidate's expected share of the events when its rate is `factor` times stable's; `weight` its share of the requests. */
export function shareOfEvents(weight: number, factor: number): number {
  return (weight * factor) / (weight * factor + 1 - weight);
}
