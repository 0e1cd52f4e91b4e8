// Special functions from + - * / and square roots: the same bits on every platform.
import { logGamma, logIncompleteBeta, logNormalCdf, normalQuantile } from '@rampart/rollout-policy/statistics';
import { anyNumber, chance, positive, ratio } from './fields.ts';
import { statistic, type Statistic } from './statistic.ts';

export const SPECIAL_STATISTICS: readonly Statistic[] = [
  statistic({ name: 'log_gamma', does: 'ln Gamma(x)', alsoCalled: ['ln Gamma(x)', 'mp.lgamma'], inputs: { x: positive }, compute: ({ x }) => logGamma(x) }),
  statistic({
    name: 'log_incomplete_beta',
    does: 'logs of both tails of the regularised incomplete beta function',
    alsoCalled: ['log of regularised incomplete beta, lower and upper tail', 'log of regularised incomplete beta', 'mp.betainc'],
    inputs: { a: positive, b: positive, x: ratio },
    compute: (inputs) => {
      const { logLower, logUpper } = logIncompleteBeta(inputs);
      return { log_lower: logLower, log_upper: logUpper };
    },
  }),
  statistic({ name: 'log_normal_cdf', does: 'ln Phi(x)', alsoCalled: ['ln Phi(x)', 'mp.lognormcdf'], inputs: { x: anyNumber }, compute: ({ x }) => logNormalCdf(x) }),
  statistic({ name: 'normal_quantile', does: 'x with Phi(x) = p', alsoCalled: ['normal quantile', 'kayenta.zquant'], inputs: { p: chance }, compute: ({ p }) => normalQuantile(p) }),
];
