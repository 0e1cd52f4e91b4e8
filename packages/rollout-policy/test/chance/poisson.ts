// Poisson counts, exactly: inversion for small means, Hormann's PTRS (transformed rejection with squeeze) for larger ones.
// W. Hormann 1993, "The transformed rejection method for generating Poisson random variables", Insurance: Math. Econ. 12:39.
import { lnFactorial } from './ln-factorial.ts';
import type { Random } from './random.ts';

/** `mean` is finite and not negative. */
export function poisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  return mean < 10 ? inverted(random, mean) : rejected(random, mean);
}

function inverted(random: Random, mean: number): number {
  let mass = Math.exp(-mean);
  let left = random.uniform();
  let count = 0;
  // From a few dozen means on the masses are zero in floating point.
  while (left > mass && mass > 0) {
    left -= mass;
    count += 1;
    mass *= mean / count;
  }
  return count;
}

function rejected(random: Random, mean: number): number {
  const lnMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const lnInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4));
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log(v) + lnInverseAlpha - Math.log(a / (us * us) + b) <= count * lnMean - mean - lnFactorial(count)) return count;
  }
}
