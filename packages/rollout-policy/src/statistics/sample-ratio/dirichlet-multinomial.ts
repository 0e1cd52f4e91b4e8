// Did the requests split as configured? Counts per arm against fixed shares, with a Dirichlet prior as the alternative.
//
// The likelihood ratio of the mixture against the null is an e-process: log odds >= ln(1/alpha) at any look has probability <= alpha under the null
// (Lindon & Malek 2022, arXiv 2011.03567, section 2). A mismatch is a fault of routing or of counting, so it holds a rollout and blames nobody.
import { log } from '../../math/portable-math.ts';
import { logGamma } from '../../math/log-gamma.ts';

/** Marginal likelihood of one ordered run of observations with these counts, as a logarithm; `prior` parameters are above 0. */
export function logSequenceMarginal(counts: readonly number[], prior: readonly number[]): number {
  return counts.reduce((sum, count, i) => sum + logGamma((prior[i] ?? 0) + count) - logGamma(prior[i] ?? 0), logGamma(total(prior)) - logGamma(total(prior) + total(counts)));
}

/** Log odds of the mixture against the null `shares` (they add up to 1) after these counts in all; the prior is Dirichlet(prior). */
export function logOddsAgainst(shares: readonly number[], counts: readonly number[], prior: readonly number[]): number {
  return logSequenceMarginal(counts, prior) - logLikelihood(counts, shares);
}

/** Dirichlet(k x shares): centred on the null, the more concentrated the larger k. */
export function centredPrior(shares: readonly number[], concentration: number): readonly number[] {
  return shares.map((share) => concentration * share);
}

export interface Marginals {
  /** Of the mixture, and of the null: probabilities of the counts of each row given the rows before, multiplied up; logarithms. */
  readonly mixture: readonly number[];
  readonly nullModel: readonly number[];
}

/** After each row of counts. The prior learns from row to row; the multinomial coefficients are in both, so that they cancel in the odds. */
export function cumulativeMarginals(rows: readonly (readonly number[])[], shares: readonly number[], prior: readonly number[]): Marginals {
  const mixture: number[] = [];
  const nullModel: number[] = [];
  let posterior = prior;
  let mixtureSum = 0;
  let nullSum = 0;
  for (const row of rows) {
    const ways = logWays(row);
    mixtureSum += ways + logSequenceMarginal(row, posterior);
    nullSum += ways + logLikelihood(row, shares);
    mixture.push(mixtureSum);
    nullModel.push(nullSum);
    posterior = posterior.map((parameter, i) => parameter + (row[i] ?? 0));
  }
  return { mixture, nullModel };
}

/** sum of n_i ln theta_i; a count where the share is 0 is impossible, none there says nothing. */
export function logLikelihood(counts: readonly number[], shares: readonly number[]): number {
  return counts.reduce((sum, count, i) => (count === 0 ? sum : sum + count * log(shares[i] ?? 0)), 0);
}

function logWays(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum - logGamma(count + 1), logGamma(total(counts) + 1));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
