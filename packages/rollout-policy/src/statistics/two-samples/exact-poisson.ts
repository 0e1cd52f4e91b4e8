// Do two Poisson counts come from rates in the ratio r? Exact for one look: given their sum, the first count is binomial (Przyborowski & Wilenski 1940).
import { logGamma } from '../../math/log-gamma.ts';
import { exp, log } from '../../math/portable-math.ts';

export interface PoissonArm {
  readonly events: number;
  /** Requests, or time. Above 0. */
  readonly exposure: number;
}

/** Orders that are less than this factor more likely count as equally likely, as rounding makes them differ. */
const AS_LIKELY = 1 + 1e-7;

/** Two-sided p-value: the chance of all splits that are no likelier than the one seen. Whole events; `factor` r above 0. */
export function exactPoissonPValue(first: PoissonArm, second: PoissonArm, factor = 1): number {
  const events = first.events + second.events;
  const share = (first.exposure * factor) / (first.exposure * factor + second.exposure);
  const chanceOf = (count: number): number =>
    exp(logGamma(events + 1) - logGamma(count + 1) - logGamma(events - count + 1) + count * log(share) + (events - count) * log(1 - share));
  const limit = chanceOf(first.events) * AS_LIKELY;
  let sum = 0;
  for (let count = 0; count <= events; count += 1) {
    const chance = chanceOf(count);
    if (chance <= limit) sum += chance;
  }
  return Math.min(1, sum);
}
