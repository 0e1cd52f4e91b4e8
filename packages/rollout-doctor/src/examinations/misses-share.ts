// Is the candidate's part of the counted requests one that luck explains?

export interface SplitCounts {
  readonly stable: number;
  readonly candidate: number;
}

/** One in ten thousand looks at a split that is right says otherwise. */
const ODDS_LOG = Math.log(10_000);

/**
 * `more` or `less` than `share` (0 to 1) by more than luck and the factor of the odds that is still accepted. Chernoff: the chance of a share beyond the bound
 * is at most exp(-n KL(seen, bound)).
 */
export function missesShare({ stable, candidate }: SplitCounts, share: number, factor: number): 'fits' | 'more' | 'less' {
  const total = stable + candidate;
  if (total === 0) return 'fits';
  const seen = candidate / total;
  const high = ofOdds(share, factor);
  const low = ofOdds(share, 1 / factor);
  if (seen > high && total * divergence(seen, high) > ODDS_LOG) return 'more';
  if (seen < low && total * divergence(seen, low) > ODDS_LOG) return 'less';
  return 'fits';
}

function ofOdds(share: number, factor: number): number {
  return (share * factor) / (share * factor + 1 - share);
}

/** Kullback-Leibler divergence of two coins, in nats. */
function divergence(p: number, q: number): number {
  const term = (a: number, b: number): number => (a === 0 ? 0 : b === 0 ? Number.POSITIVE_INFINITY : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}
