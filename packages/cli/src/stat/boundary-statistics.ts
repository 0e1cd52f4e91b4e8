// Mixtures and boundaries of Howard, Ramdas, McAuliffe & Sekhon (2021), and quantiles and rates after Howard & Ramdas (2022).
import {
  bernoulliConfidenceInterval,
  bestRho,
  betaBinomialLogMixture,
  betaBinomialMixtureBound,
  binomialLogMixture,
  doubleStitchingBound,
  empiricalProcessLilBound,
  gammaExponentialLogMixture,
  gammaExponentialMixtureBound,
  gammaPoissonLogMixture,
  gammaPoissonMixtureBound,
  normalLogMixture,
  normalMixtureBound,
  oneSidedBestRho,
  polyStitchingBound,
  quantileAbPValue,
} from '@rampart/rollout-policy/statistics';
import { anyNumber, chance, flag, halfChance, notNegative, numberField, optional, positive, values, wholeCount, wholePositive } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

/** Sum s, intrinsic time v; the mixture is tuned for time v_opt at level alpha_opt. */
const MIXTURE = { s: anyNumber, v: notNegative, v_opt: positive, alpha_opt: chance };
const BOUND = { v: notNegative, alpha: chance, v_opt: positive, alpha_opt: chance };
/** One-sided by themselves. */
const GAMMA_MIXTURE = { ...MIXTURE, alpha_opt: halfChance, c: positive };
const GAMMA_BOUND = { ...BOUND, alpha_opt: halfChance, c: positive };
const atLeastOne = numberField('a number of at least 1', (x) => x >= 1);
const aboveOne = numberField('a number above 1', (x) => x > 1);

export const BOUNDARY_STATISTICS: readonly Statistic[] = [
  statistic({
    name: 'best_rho',
    does: 'variance of the two-sided normal mixture whose bound is tightest at time v',
    alsoCalled: ['TwoSidedNormalMixture::best_rho', 'confseq.ut.best_rho'],
    inputs: { v: positive, alpha: chance },
    compute: bestRho,
  }),
  statistic({
    name: 'one_sided_best_rho',
    does: 'the same for the one-sided mixture',
    alsoCalled: ['OneSidedNormalMixture::best_rho'],
    inputs: { v: positive, alpha: halfChance },
    compute: oneSidedBestRho,
  }),
  statistic({
    name: 'normal_log_mixture',
    does: 'log e-value of a normal mixture at sum s and intrinsic time v',
    alsoCalled: ['confseq.ut.normal_log_mixture', 'confseq.run.normal', 'confseq.run.normal_one', 'confseq.run.normal_two'],
    inputs: { ...MIXTURE, is_one_sided: flag },
    refuses: (inputs) => levelMistakes(inputs),
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, is_one_sided: isOneSided, ...rest }) => normalLogMixture({ ...rest, vOpt, alphaOpt, isOneSided }),
  }),
  statistic({
    name: 'normal_mixture_bound',
    does: 'boundary of the normal mixture at intrinsic time v',
    alsoCalled: ['confseq.ut.normal_bound'],
    inputs: { ...BOUND, is_one_sided: flag },
    refuses: (inputs) => levelMistakes(inputs),
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, is_one_sided: isOneSided, ...rest }) => normalMixtureBound({ ...rest, vOpt, alphaOpt, isOneSided }),
  }),
  statistic({
    name: 'gamma_exponential_log_mixture',
    does: 'log e-value of a gamma-exponential mixture (sub-exponential sums of scale c)',
    alsoCalled: ['confseq.ut.gamma_exp_log', 'confseq.run.gamma_exp'],
    inputs: GAMMA_MIXTURE,
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, ...rest }) => gammaExponentialLogMixture({ ...rest, vOpt, alphaOpt }),
  }),
  statistic({
    name: 'gamma_exponential_mixture_bound',
    does: 'boundary of the gamma-exponential mixture',
    alsoCalled: ['confseq.ut.gamma_exp_bound'],
    inputs: GAMMA_BOUND,
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, ...rest }) => gammaExponentialMixtureBound({ ...rest, vOpt, alphaOpt }),
  }),
  statistic({
    name: 'gamma_poisson_log_mixture',
    does: 'log e-value of a gamma-Poisson mixture (sub-Poisson sums of scale c)',
    alsoCalled: ['confseq.ut.gamma_pois_log', 'confseq.run.gamma_pois'],
    inputs: GAMMA_MIXTURE,
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, ...rest }) => gammaPoissonLogMixture({ ...rest, vOpt, alphaOpt }),
  }),
  statistic({
    name: 'gamma_poisson_mixture_bound',
    does: 'boundary of the gamma-Poisson mixture',
    alsoCalled: ['confseq.ut.gamma_pois_bound'],
    inputs: GAMMA_BOUND,
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, ...rest }) => gammaPoissonMixtureBound({ ...rest, vOpt, alphaOpt }),
  }),
  statistic({
    name: 'beta_binomial_log_mixture',
    does: 'log e-value of a beta-binomial mixture: values in [-g, h] around the null mean',
    alsoCalled: ['confseq.ut.betabin_log', 'confseq.run.betabin_onesided', 'confseq.run.betabin_twosided', 'confseq.run.betabin'],
    inputs: { ...MIXTURE, g: positive, h: positive, is_one_sided: flag },
    refuses: (inputs) => [...levelMistakes(inputs), ...(inputs.s < -inputs.v / inputs.h ? [`s: expected at least -v/h (${-inputs.v / inputs.h}), got ${inputs.s}`] : [])],
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, is_one_sided: isOneSided, ...rest }) => betaBinomialLogMixture({ ...rest, vOpt, alphaOpt, isOneSided }),
  }),
  statistic({
    name: 'binomial_log_mixture',
    does: 'the same from counts: log e-value against "the rate is p0" (one-sided: at most p0)',
    alsoCalled: [],
    inputs: { successes: wholeCount, trials: wholeCount, p0: chance, v_opt: positive, alpha_opt: chance, is_one_sided: optional(flag, true) },
    refuses: (inputs) => [...levelMistakes(inputs), ...(inputs.successes > inputs.trials ? [`successes: expected at most trials (${inputs.trials}), got ${inputs.successes}`] : [])],
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, is_one_sided: isOneSided, ...rest }) => binomialLogMixture({ ...rest, vOpt, alphaOpt, isOneSided }),
  }),
  statistic({
    name: 'beta_binomial_mixture_bound',
    does: 'boundary of the beta-binomial mixture',
    alsoCalled: ['confseq.ut.betabin_bound'],
    inputs: { ...BOUND, g: positive, h: positive, is_one_sided: flag },
    refuses: (inputs) => levelMistakes(inputs),
    compute: ({ v_opt: vOpt, alpha_opt: alphaOpt, is_one_sided: isOneSided, ...rest }) => betaBinomialMixtureBound({ ...rest, vOpt, alphaOpt, isOneSided }),
  }),
  statistic({
    name: 'poly_stitching_bound',
    does: 'boundary that grows like the law of the iterated logarithm, stitched from lines',
    alsoCalled: ['confseq.ut.polystitch'],
    inputs: { v: notNegative, alpha: chance, v_min: positive, c: anyNumber, s: aboveOne, eta: aboveOne },
    compute: ({ v_min: vMin, ...rest }) => polyStitchingBound({ ...rest, vMin }),
  }),
  statistic({
    name: 'double_stitching_bound',
    does: 'boundary for all quantiles at once',
    alsoCalled: ['confseq.ut.double_stitch'],
    inputs: { quantile_p: chance, t: positive, alpha: chance, t_opt: positive, delta: positive, s: aboveOne, eta: aboveOne },
    compute: ({ quantile_p: quantileP, t_opt: tOpt, ...rest }) => doubleStitchingBound({ ...rest, quantileP, tOpt }),
  }),
  statistic({
    name: 'empirical_process_lil_bound',
    does: 'boundary of the whole empirical distribution function',
    alsoCalled: ['confseq.ut.emp_lil'],
    inputs: { t: atLeastOne, alpha: chance, t_min: atLeastOne, A: positive },
    refuses: ({ t, t_min: tMin }) => (t < tMin ? [`t: expected at least t_min (${tMin}), got ${t}`] : []),
    compute: ({ t_min: tMin, A: amplitude, ...rest }) => empiricalProcessLilBound({ ...rest, tMin, amplitude }),
  }),
  statistic({
    name: 'quantile_ab_p_value',
    does: 'p-value that two samples share a quantile, valid at every look',
    alsoCalled: ['confseq.ut.quantile_ab', 'confseq.run.quantile_ab'],
    inputs: { a: values, b: values, quantile_p: chance, t_opt: positive, alpha_opt: chance },
    compute: ({ a, b, quantile_p: quantileP, t_opt: tOpt, alpha_opt: alphaOpt }) => quantileAbPValue({ a, b, quantileP, tOpt, alphaOpt }),
  }),
  statistic({
    name: 'bernoulli_confidence_interval',
    does: 'interval of a rate that holds at every look',
    alsoCalled: ['confseq.ut.bernoulli_ci', 'confseq.run.bernoulli_ci'],
    inputs: { num_successes: wholeCount, num_trials: wholePositive, alpha: chance, t_opt: positive, alpha_opt: chance },
    refuses: ({ num_successes: successes, num_trials: trials }) => (successes > trials ? [`num_successes: expected at most num_trials (${trials}), got ${successes}`] : []),
    compute: ({ num_successes: successes, num_trials: trials, alpha, t_opt: tOpt, alpha_opt: alphaOpt }) => bernoulliConfidenceInterval({ successes, trials, alpha, tOpt, alphaOpt }),
  }),
];

function levelMistakes({ alpha_opt: alphaOpt, is_one_sided: isOneSided }: { readonly alpha_opt: number; readonly is_one_sided: boolean }): readonly string[] {
  return isOneSided && alphaOpt >= 0.5 ? [`alpha_opt: expected less than 0.5 for a one-sided mixture, got ${alphaOpt}`] : [];
}
