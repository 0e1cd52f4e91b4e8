// Gamma values, exactly: Marsaglia & Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26:363.
import { exp, log } from '@rampart/rollout-policy/statistics';
import { normal } from './normal.ts';
import type { Random } from './xoshiro128.ts';

/** Mean `shape`, variance `shape`; shape > 0. May be 0 for a shape far below 1, whose law comes that close to it. */
export function gamma(random: Random, shape: number): number {
  return shape < 1 ? exp(lnGammaVariate(random, shape)) : fromOneOn(random, shape);
}

/** Its logarithm, which stays finite where the value is too small for a double. */
export function lnGammaVariate(random: Random, shape: number): number {
  // A small shape from the next larger one: a power of a uniform number takes the place of a rejection that would hardly ever accept.
  return shape < 1 ? log(fromOneOn(random, shape + 1)) + log(random.uniform()) / shape : log(fromOneOn(random, shape));
}

function fromOneOn(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = random.uniform();
    const square = x * x;
    // The squeeze decides all but two in a hundred without a logarithm.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
  }
}
