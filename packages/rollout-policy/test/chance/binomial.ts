// Binomial counts, exactly: inversion where few successes are expected, Hormann's BTRS (transformed rejection with squeeze) elsewhere.
// W. Hormann 1993, "The generation of binomial random variates", J. Stat. Comput. Simul. 46:101.
import { lnFactorial } from './ln-factorial.ts';
import type { Random } from './random.ts';

/** Successes among `trials` (whole, not negative) at `p` in [0, 1]. */
export function binomial(random: Random, trials: number, p: number): number {
  if (trials <= 0 || p <= 0) return 0;
  if (p >= 1) return trials;
  if (p > 0.5) return trials - binomial(random, trials, 1 - p);
  return trials * p < 10 ? inverted(random, trials, p) : rejected(random, trials, p);
}

/** Walks up the masses until they pass one uniform number. */
function inverted(random: Random, trials: number, p: number): number {
  const odds = p / (1 - p);
  let mass = Math.exp(trials * Math.log1p(-p));
  let left = random.uniform();
  let count = 0;
  while (left > mass && count < trials) {
    left -= mass;
    count += 1;
    mass *= (odds * (trials - count + 1)) / count;
  }
  return count;
}

function rejected(random: Random, trials: number, p: number): number {
  const spread = Math.sqrt(trials * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = trials * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const lnOdds = Math.log(p / (1 - p));
  const mode = Math.floor((trials + 1) * p);
  const atMode = lnFactorial(mode) + lnFactorial(trials - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    if (height <= atMode - lnFactorial(count) - lnFactorial(trials - count) + (count - mode) * lnOdds) return count;
  }
}
