// Zipf's law over ranks 1 to n: the share of rank k is proportional to k^-exponent. Few users make most requests.
import { exp, log } from '@rampart/rollout-policy/statistics';
import { aliasTable, type Chooser } from './alias-table.ts';

/** Shares in rank order, adding up to 1. */
export function zipfShares(count: number, exponent: number): Float64Array {
  const shares = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const share = exp(-exponent * log(index + 1));
    shares[index] = share;
    sum += share;
  }
  for (let index = 0; index < count; index += 1) shares[index] = (shares[index] ?? 0) / sum;
  return shares;
}

/** Draws ranks by their shares, counted from 0. */
export function zipf(count: number, exponent: number): Chooser {
  return aliasTable(zipfShares(count, exponent));
}
