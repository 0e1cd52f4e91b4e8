// What so many runs can claim: the exact one-sided upper bound of a probability (Clopper & Pearson 1934, Biometrika 26:404).
import { lnBinomialMass } from '@rampart/simulator/chance';

/** The probability at which seeing `hits` or fewer of `runs` would happen with `1 - confidence`. */
export function upperBound(hits: number, runs: number, confidence: number): number {
  if (hits >= runs) return 1;
  let [low, high] = [hits / runs, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (atMost(hits, runs, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

function atMost(hits: number, runs: number, p: number): number {
  let sum = 0;
  for (let k = 0; k <= hits; k += 1) sum += Math.exp(lnBinomialMass(k, runs, p));
  return sum;
}
