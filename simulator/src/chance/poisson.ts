// Poisson counts, exactly: inversion for small means, Hormann's PTRD (transformed rejection with decomposition) for larger ones.
// W. Hormann 1993, "The transformed rejection method for generating Poisson random variables", Insurance: Math. Econ. 12:39, algorithm PTRD.
import { exp, log } from '@rampart/rollout-policy/statistics';
import { lnFactorial } from './ln-factorial.ts';
import { fineUniform, type Random } from './xoshiro128.ts';

/** Below it inversion is used: PTRD is made for means of ten and more. */
const INVERTED_MAX = 10;

/** `mean` is finite; 0 or less (or NaN) gives none. */
export function poisson(random: Random, mean: number): number {
  if (!(mean > 0)) return 0;
  return mean < INVERTED_MAX ? inverted(random, mean) : rejected(random, mean);
}

function inverted(random: Random, mean: number): number {
  let mass = exp(-mean);
  let left = fineUniform(random);
  let count = 0;
  // From a few dozen counts on the masses are zero in floating point.
  while (left > mass && mass > 0) {
    left -= mass;
    count += 1;
    mass *= mean / count;
  }
  return count;
}

function rejected(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const centre = mean + 0.445;
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    // Step 1: most draws end here, with one number and no test.
    let v = random.uniform();
    if (v <= 0.86 * squeeze) {
      const u = v / squeeze - 0.43;
      return Math.floor(((2 * a) / (0.5 - Math.abs(u)) + b) * u + centre);
    }
    // Step 2: a point beside that square.
    let u = v / squeeze - 0.93;
    if (v >= squeeze) {
      u = random.uniform() - 0.5;
    } else {
      u = (u < 0 ? -0.5 : 0.5) - u;
      v = random.uniform() * squeeze;
    }
    // Step 3
    const us = 0.5 - Math.abs(u);
    if (us < 0.013 && v > us) continue;
    const count = Math.floor(((2 * a) / us + b) * u + centre);
    if (count < 0) continue;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    if (log((v * inverseAlpha) / (a / (us * us) + b)) <= count * log(mean) - mean - lnFactorial(count)) return count;
  }
}
