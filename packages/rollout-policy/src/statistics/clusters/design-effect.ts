// How many independent requests are so many clustered ones worth? For reports; tests use block bets instead of guessing it (Kish 1965).

/** DEFF = 1 + (m - 1) ICC for clusters of mean size m and intra-cluster correlation ICC in [0, 1]. */
export function designEffect(meanClusterSize: number, intraClusterCorrelation: number): number {
  return 1 + (meanClusterSize - 1) * intraClusterCorrelation;
}

/** n / DEFF. */
export function effectiveCount(count: number, effect: number): number {
  return count / effect;
}
