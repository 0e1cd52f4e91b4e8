// Where in its ranges a run of a family lies: a low-discrepancy sequence, so that few runs already cover all of a family and more runs fill the gaps.
//
// Each dimension is an additive recurrence u(run) = frac(start + run * sqrt(prime)) (Richtmyer 1951), started at random by the seed. A run's place depends on
// seed, run and dimension alone. Given their places runs are still independent of each other, only not equally likely to break a claim; the binomial
// bounds stay valid for the mean of unequal probabilities (Hoeffding 1956).
import { invariant } from '@rampart/rollout-policy';
import { exp, log } from '@rampart/rollout-policy/statistics';
import { purposeOf, randomAt } from '../../chance/index.ts';

/** Each call takes the next dimension: a family asks for the same things in the same order in every run. */
export interface Spread {
  /** Evenly from `min` to below `max`. */
  between(min: number, max: number): number;
  /** Evenly on a logarithmic scale; `min` above 0. Three digits, so that files stay readable. */
  logBetween(min: number, max: number): number;
  /** One of `choices`, each as often. */
  oneOf<T>(choices: readonly T[]): T;
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
const START = purposeOf('family: start of the spread');

export function spreadOf({ seed, run }: { readonly seed: number; readonly run: number }): Spread {
  let dimension = 0;
  const next = (): number => {
    const prime = PRIMES[dimension];
    invariant(prime !== undefined, 'a family has at most so many dimensions', { max: PRIMES.length });
    const at = randomAt({ seed, run: 0, tick: dimension, purpose: START }).uniform() + run * Math.sqrt(prime);
    dimension += 1;
    return at - Math.floor(at);
  };
  return {
    between: (min, max) => rounded(min + next() * (max - min)),
    logBetween: (min, max) => rounded(exp(log(min) + next() * (log(max) - log(min)))),
    oneOf: (choices) => {
      const chosen = choices[Math.min(choices.length - 1, Math.floor(next() * choices.length))];
      invariant(chosen !== undefined, 'there is something to choose from', { choices: choices.length });
      return chosen;
    },
  };
}

/** Three significant digits; how numbers are printed is fixed by the language, bit for bit. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
