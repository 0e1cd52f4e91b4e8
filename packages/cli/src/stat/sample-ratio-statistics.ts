// Counts per arm against the shares that were configured (Lindon & Malek 2022; Optimizely's ssrm).
import { centredPrior, contrastInterval, cumulativeMarginals, exp, logOddsAgainst, sequentialPValues } from '@rampart/rollout-policy/statistics';
import { chance, counts, optional, positive, positives, rowsOfCounts } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

const SHARES = { rho: positives, k: optional(positive, 100), counts };

export const SAMPLE_RATIO_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'multinomial_p_value',
    does: 'null likelihood over the Dirichlet(k theta_0) mixture at cumulative counts: at most alpha refutes theta_0',
    alsoCalled: ['Multinomial', 'savvi.multinomial'],
    inputs: { theta_0: positives, k: optional(positive, 100), counts },
    refuses: (inputs) => mismatch('theta_0', inputs.theta_0, inputs.counts),
    compute: ({ theta_0: shares, k, counts: seen }) => exp(-logOdds(shares, k, seen)),
  }),
  statistic({
    name: 'poisson_process_p_value',
    does: 'the same for events of processes with traffic shares rho, whatever their rates do over time',
    alsoCalled: ['InhomogeneousPoissonProcess', 'InhomogeneousBernoulliProcess', 'savvi.poisson'],
    inputs: SHARES,
    refuses: (inputs) => mismatch('rho', inputs.rho, inputs.counts),
    compute: ({ rho, k, counts: seen }) => exp(-logOdds(rho, k, seen)),
  }),
  statistic({
    name: 'multinomial_log_odds',
    does: 'log e-value of the Dirichlet(k rho) mixture against the shares rho',
    alsoCalled: ['log odds', 'savvi.run.logodds'],
    inputs: SHARES,
    refuses: (inputs) => mismatch('rho', inputs.rho, inputs.counts),
    compute: ({ rho, k, counts: seen }) => logOdds(rho, k, seen),
  }),
  statistic({
    name: 'poisson_contrast_interval',
    does: 'interval of the log ratio of the second process\' intensity to the first one\'s, at one look',
    alsoCalled: ['InhomogeneousPoissonProcess CI', 'CI of delta_1-delta_0', 'savvi.run.ci'],
    inputs: { ...SHARES, alpha: optional(chance, 0.05) },
    refuses: (inputs) => mismatch('rho', inputs.rho, inputs.counts),
    compute: (inputs) => {
      const { lower, upper } = contrast(inputs);
      return [lower, upper];
    },
  }),
  statistic({
    name: 'poisson_contrast_lower_bound',
    does: 'its lower end alone',
    alsoCalled: ['CI lower bound of delta_1-delta_0', 'savvi.poisson.doc.lower'],
    inputs: { ...SHARES, alpha: optional(chance, 0.05) },
    refuses: (inputs) => mismatch('rho', inputs.rho, inputs.counts),
    compute: (inputs) => contrast(inputs).lower,
  }),
  statistic({
    name: 'ssrm_log_marginals',
    does: 'cumulative log marginal likelihoods of rows of counts: Dirichlet-multinomial (M1) and multinomial with the shares null (M0)',
    alsoCalled: ['cumulative log marginal likelihoods', 'same, batched rows', 'ssrm.ut.marginals', 'ssrm.run.marginals'],
    inputs: { rows: rowsOfCounts, null: positives, alpha0: positives },
    refuses: ({ rows, null: shares, alpha0 }) => [...rows.flatMap((row, i) => mismatch(`rows[${i}]`, row, shares)), ...mismatch('alpha0', alpha0, shares)],
    compute: ({ rows, null: shares, alpha0 }) => {
      const { mixture, nullModel } = cumulativeMarginals(rows, normalised(shares), alpha0);
      return { M1: mixture, M0: nullModel };
    },
  }),
  statistic({
    name: 'ssrm_sequential_p_values',
    does: 'p-values of the sample-ratio check after each row of counts, valid at every look',
    alsoCalled: ['sequential_p_values', 'ssrm.run.p', 'ssrm.ut.p'],
    inputs: { rows: rowsOfCounts, null: positives, concentration: optional(positive, 10_000) },
    refuses: ({ rows, null: shares }) => rows.flatMap((row, i) => mismatch(`rows[${i}]`, row, shares)),
    compute: ({ rows, null: shares, concentration }) => sequentialPValues(rows, normalised(shares), concentration),
  }),
];

function logOdds(shares: readonly number[], k: number, seen: readonly number[]): number {
  const rho = normalised(shares);
  return logOddsAgainst(rho, seen, centredPrior(rho, k));
}

function contrast({ rho, k, counts: seen, alpha }: { readonly rho: readonly number[]; readonly k: number; readonly counts: readonly number[]; readonly alpha: number }): { readonly lower: number; readonly upper: number } {
  const shares = normalised(rho);
  return contrastInterval({ counts: seen, shares, prior: centredPrior(shares, k) }, alpha);
}

/** Shares may be given as weights of any total. */
function normalised(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.abs(total - 1) < 1e-12 ? weights : weights.map((weight) => weight / total);
}

function mismatch(key: string, these: readonly unknown[], those: readonly unknown[]): readonly string[] {
  return these.length === those.length ? [] : [`${key}: expected as many numbers as arms (${those.length}), got ${these.length}`];
}
