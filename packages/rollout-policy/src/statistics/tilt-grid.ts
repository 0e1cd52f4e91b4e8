// Shifts of the log-odds for a mixture of tilts: geometric, weighted by their square roots. tilt.ts has the one that decides.
import { exp, log } from '../math/portable-math.ts';

export interface TiltGrid {
  readonly shifts: readonly number[];
  /** Adding up to 1. */
  readonly weights: readonly number[];
}

/** `count` shifts, at least 1, from `from` to `to`, both above 0. */
export function tiltGrid({ count, from, to }: { readonly count: number; readonly from: number; readonly to: number }): TiltGrid {
  const stretch = count > 1 ? log(to / from) / (count - 1) : 0;
  const shifts = Array.from({ length: count }, (_, k) => from * exp(k * stretch));
  const roots = shifts.map((shift) => Math.sqrt(shift));
  const sum = roots.reduce((total, root) => total + root, 0);
  return { shifts, weights: roots.map((root) => root / sum) };
}
