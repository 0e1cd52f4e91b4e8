// The sample-ratio check as p-values that hold at every look: the least odds for the null so far (Lindon & Malek 2022; Ville 1939).
import { exp } from '../../math/portable-math.ts';
import { centredPrior, cumulativeMarginals } from './dirichlet-multinomial.ts';

/** After each row of counts; at most 1, never rising. `concentration`: how near to `shares` the alternative lies (10,000: a few percent). */
export function sequentialPValues(rows: readonly (readonly number[])[], shares: readonly number[], concentration: number): readonly number[] {
  const { mixture, nullModel } = cumulativeMarginals(rows, shares, centredPrior(shares, concentration));
  let least = 1;
  return mixture.map((logMixture, look) => {
    least = Math.min(least, exp((nullModel[look] ?? 0) - logMixture));
    return least;
  });
}
