// The figures that rules of thumb look at.
import { boundCellName, type ArmCounts, type Block } from '@rampart/rollout-policy';

/** NaN without a request, as a metric store divides. */
export function errorRatio({ trials, events }: ArmCounts): number {
  return events / trials;
}

/** As `histogram_quantile`: linear within its bucket, the highest bound for all that is over it; NaN without a request. Seconds. */
export function quantileSeconds(cells: Block['cells'], arm: 'stable' | 'candidate', quantile: number): number {
  const bounds = Object.keys(cells)
    .filter((name) => name.startsWith('le='))
    .map((name) => Number(name.slice(3)))
    .sort((a, b) => a - b);
  const trials = cells['all']?.[arm].trials ?? 0;
  if (trials === 0) return Number.NaN;
  const within = (bound: number): number => trials - (cells[boundCellName(bound)]?.[arm].events ?? 0);
  const rank = quantile * trials;
  let [lower, below] = [0, 0];
  for (const bound of bounds) {
    const upTo = within(bound);
    if (upTo >= rank) return upTo === below ? bound : lower + ((bound - lower) * (rank - below)) / (upTo - below);
    [lower, below] = [bound, upTo];
  }
  return bounds.at(-1) ?? Number.NaN;
}
