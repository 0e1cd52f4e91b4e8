// Gamma values (Marsaglia & Tsang 2000, ACM TOMS 26:363) and what is made of them: beta shares and negative binomial counts.
import { normal } from './normal.ts';
import { poisson } from './poisson.ts';
import type { Random } from './random.ts';

/** Mean `shape`, variance `shape`; shape > 0. */
export function gamma(random: Random, shape: number): number {
  // A small shape from the next larger one: a power of a uniform number takes the place of the rejection that would hardly ever accept.
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** In [0, 1], mean a/(a+b). */
export function beta(random: Random, a: number, b: number): number {
  const first = gamma(random, a);
  return first / (first + gamma(random, b));
}

/** Counts of mean `mean` and variance mean + mean^2/size: a Poisson count whose rate is itself drawn. */
export function negativeBinomial(random: Random, mean: number, size: number): number {
  return poisson(random, (mean / size) * gamma(random, size));
}
