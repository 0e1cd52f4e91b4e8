// Zipf's law over ranks 1 to n: the share of rank k is proportional to k^-exponent. Few users make most requests.

/** Shares in rank order, adding up to 1. */
export function zipfShares(n: number, exponent: number): Float64Array {
  const shares = Float64Array.from({ length: n }, (_, index) => (index + 1) ** -exponent);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
