// An absolute limit acts at first sight: at the first block whose count cannot be luck if the rate were at the limit.
import type { ArmCounts } from '../evidence.ts';
import { bernoulliDivergence, log } from '../math/portable-math.ts';

/** One in ten thousand: how surprising a single block must be, so that months of blocks at a healthy rate do not trip a limit. */
const SURPRISE = 1 / 10_000;
/** Failures come in bursts (retries, one bad batch): so many requests say as much as one that stands alone. */
const BURST = 10;
/** Where most of a block fails it is no burst any more. */
const BURST_OF_OUTAGE = 3;

/**
 * True when `arm` has at least `samplesMin` trials and P(this many events or more | rate = ratioMax) is below 1/10,000 by Chernoff's bound
 * exp(-n kl(x/n || limit)) (Chernoff 1952; Hoeffding 1963, Theorem 1), n the trials over the size of bursts unless they are declared independent.
 * A slow excess over the limit is left to the betting test.
 */
export function breaksHardLimit(arm: ArmCounts, ratioMax: number, { samplesMin, independent }: { readonly samplesMin: number; readonly independent: boolean }): boolean {
  if (arm.trials < samplesMin || arm.trials === 0) return false;
  const observed = arm.events / arm.trials;
  if (observed <= ratioMax) return false;
  const burst = independent ? 1 : observed > 0.5 ? BURST_OF_OUTAGE : BURST;
  return (arm.trials / burst) * bernoulliDivergence(observed, ratioMax) >= -log(SURPRISE);
}
