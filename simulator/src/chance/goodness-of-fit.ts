// Whether draws follow a law of whole numbers: chi-square over bins that are expected to hold enough draws each. For tests of samplers and of worlds.
import { chiSquareUpperTail } from '@rampart/rollout-policy/statistics';

export interface Fit {
  readonly statistic: number;
  readonly degrees: number;
  /** How often a true law looks at least this bad. */
  readonly tail: number;
}

/** Expected draws in a bin, at least; smaller ones are merged with their neighbours. */
const PER_BIN = 20;

/** `mass(k)` is the probability of k = 0, 1, ...; what lies above the highest draw is one more bin. */
export function fitOf(draws: ArrayLike<number>, mass: (k: number) => number): Fit {
  const counts = new Map<number, number>();
  let highest = 0;
  for (let index = 0; index < draws.length; index += 1) {
    const draw = draws[index] ?? 0;
    counts.set(draw, (counts.get(draw) ?? 0) + 1);
    highest = Math.max(highest, draw);
  }
  let statistic = 0;
  let bins = 0;
  let counted = 0;
  let covered = 0;
  let observed = 0;
  let expected = 0;
  for (let k = 0; k <= highest; k += 1) {
    observed += counts.get(k) ?? 0;
    expected += mass(k) * draws.length;
    if (expected < PER_BIN || draws.length - covered - expected < PER_BIN) continue;
    statistic += ((observed - expected) * (observed - expected)) / expected;
    bins += 1;
    counted += observed;
    covered += expected;
    observed = 0;
    expected = 0;
  }
  const rest = draws.length - covered;
  if (rest > 0.5) statistic += ((draws.length - counted - rest) * (draws.length - counted - rest)) / rest;
  const degrees = rest > 0.5 ? bins : bins - 1;
  return { statistic, degrees, tail: chiSquareUpperTail({ x: statistic, df: degrees }) };
}
