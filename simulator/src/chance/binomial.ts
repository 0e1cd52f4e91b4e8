// Binomial counts, exactly: inversion where few successes are expected, Hormann's BTRD (transformed rejection with decomposition) elsewhere.
// W. Hormann 1993, "The generation of binomial random variates", J. Stat. Comput. Simul. 46:101, algorithm BTRD with its steps' numbers.
import { exp, log, log1p } from '@rampart/rollout-policy/statistics';
import { lnFactorial } from './ln-factorial.ts';
import { fineUniform, type Random } from './xoshiro128.ts';

/** Below this many expected successes inversion is used: BTRD is made for ten and more. */
const INVERTED_MAX = 10;
/** As near to the mode as this, ratios of masses are multiplied up; farther away they are bounded first. */
const NEAR_MODE = 15;

/** Successes among `trials` (whole, not negative) at `p` in [0, 1]. */
export function binomial(random: Random, trials: number, p: number): number {
  if (trials <= 0 || p <= 0) return 0;
  if (p >= 1) return trials;
  if (p > 0.5) return trials - upToHalf(random, trials, 1 - p);
  return upToHalf(random, trials, p);
}

function upToHalf(random: Random, trials: number, p: number): number {
  return trials * p < INVERTED_MAX ? inverted(random, trials, p) : rejected(random, trials, p);
}

/** Walks up the masses until they pass one uniform number. */
function inverted(random: Random, trials: number, p: number): number {
  const odds = p / (1 - p);
  let mass = massOfZero(trials, p);
  let left = fineUniform(random);
  let count = 0;
  while (left > mass && count < trials) {
    left -= mass;
    count += 1;
    mass *= (odds * (trials - count + 1)) / count;
  }
  return count;
}

/** (1 - p)^trials: by squaring where that is quicker than a logarithm and loses nothing. */
function massOfZero(trials: number, p: number): number {
  if (trials > 4_096) return exp(trials * log1p(-p));
  let power = 1;
  for (let square = 1 - p, left = trials; left > 0; left >>= 1, square *= square) if ((left & 1) === 1) power *= square;
  return power;
}

function rejected(random: Random, trials: number, p: number): number {
  const variance = trials * p * (1 - p);
  const spread = Math.sqrt(variance);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = trials * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    // Step 1: four of five draws end here, with one number and no test.
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
    // Step 3.0
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + centre);
    if (count < 0 || count > trials) continue;
    v *= ((2.83 + 5.1 / b) * spread) / (a / (us * us) + b);
    if (isUnderMass(v, count, { trials, p, variance })) return count;
  }
}

/** Whether `v` is at most P(count) / P(mode). Steps 3.1 to 3.4. */
function isUnderMass(v: number, count: number, { trials, p, variance }: { readonly trials: number; readonly p: number; readonly variance: number }): boolean {
  const mode = Math.floor((trials + 1) * p);
  const odds = p / (1 - p);
  const away = Math.abs(count - mode);
  if (away <= NEAR_MODE) {
    let ratio = 1;
    for (let k = Math.min(count, mode) + 1; k <= Math.max(count, mode); k += 1) ratio *= ((trials + 1) / k - 1) * odds;
    return mode < count ? v <= ratio : v * ratio <= 1;
  }
  const height = log(v);
  const bound = (away / variance) * (((away / 3 + 0.625) * away + 1 / 6) / variance + 0.5);
  const normal = (-away * away) / (2 * variance);
  if (height < normal - bound) return true;
  if (height > normal + bound) return false;
  return height <= lnFactorial(mode) - lnFactorial(count) + lnFactorial(trials - mode) - lnFactorial(trials - count) + (count - mode) * log(odds);
}
