// Anytime-valid t and F tests of linear regression coefficients: the Bayes factor of a normal prior with precision g/n against a zero coefficient.
// Lindon, Ham, Tingley & Bojinov 2022, arXiv 2210.08589. n: observations, nu: residual degrees of freedom, g > 0: tuning.
import { expm1, log, log1p } from '../../math/portable-math.ts';

/** ln of the e-value of a t statistic, given its square. */
export function logGT({ t2, nu, n, g }: { readonly t2: number; readonly nu: number; readonly n: number; readonly g: number }): number {
  return logGF({ f: t2, d: 1, nu, n, g });
}

/** ln of the e-value of an F statistic for d coefficients. */
export function logGF({ f, d, nu, n, g }: { readonly f: number; readonly d: number; readonly nu: number; readonly n: number; readonly g: number }): number {
  const r = g / (g + n);
  const ratio = (d / nu) * f;
  return 0.5 * d * log(r) + 0.5 * (nu + d) * (log1p(ratio) - log1p(r * ratio));
}

/** Half width, in standard errors, of the confidence sequence of a coefficient: the |t| at which the e-value is 1/alpha. Infinity where none is. */
export function tRadius({ g, n, numberOfCoefficients, alpha }: { readonly g: number; readonly n: number; readonly numberOfCoefficients: number; readonly alpha: number }): number {
  const nu = n - numberOfCoefficients;
  if (!(nu > 0)) return Number.POSITIVE_INFINITY;
  const r = g / (g + n);
  const logShare = (log(r) + 2 * log(alpha)) / (nu + 1);
  const room = expm1(logShare) + n / (g + n); // share - r
  return room > 0 ? Math.sqrt((nu * -expm1(logShare)) / room) : Number.POSITIVE_INFINITY;
}

/** The same with a known variance: the limit of many degrees of freedom. */
export function zRadius({ g, n, alpha }: { readonly g: number; readonly n: number; readonly alpha: number }): number {
  return Math.sqrt(((g + n) / n) * (log((g + n) / g) - 2 * log(alpha)));
}
