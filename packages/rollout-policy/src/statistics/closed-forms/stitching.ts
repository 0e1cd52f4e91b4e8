// Closed bounds at the rate of the law of the iterated logarithm: one line-crossing bound per geometric epoch, stitched together.
import { riemannZeta } from '../../math/riemann-zeta.ts';
import { exp, log, log1p } from '../../math/portable-math.ts';

interface Epochs {
  /** How fast error is spent over epochs, > 1: epoch k gets a share proportional to k^-s. */
  readonly s: number;
  /** Ratio of consecutive epochs, > 1. */
  readonly eta: number;
}

/**
 * Polynomial stitched bound on a sub-gamma sum of scale c at variance v (counted from vMin up), level alpha. With c <= 0 it is for lighter tails.
 * Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Theorem 1 and equation (10).
 */
export function polyStitchingBound({ v, alpha, vMin, c, s, eta }: Epochs & { readonly v: number; readonly alpha: number; readonly vMin: number; readonly c: number }): number {
  const variance = Math.max(v, vMin);
  const ell = s * log(log(eta * (variance / vMin))) + log(riemannZeta(s)) - s * log(log(eta)) - log(alpha);
  return subGamma({ variance, ell, c, eta });
}

/**
 * Bound on (share of t observations below the quantilePth quantile - quantileP) times t, for all t and all quantiles at once, level alpha; tuned
 * for time tOpt. `delta` > 0 is the spacing of the quantile grid in log-odds. Howard & Ramdas 2022, Bernoulli 28:1704, Theorem 3.
 */
export function doubleStitchingBound({ quantileP, t, alpha, tOpt, delta, s, eta }: Epochs & {
  readonly quantileP: number;
  readonly t: number;
  readonly alpha: number;
  readonly tOpt: number;
  readonly delta: number;
}): number {
  const time = Math.max(t, tOpt);
  const logOdds = log(quantileP) - log1p(-quantileP);
  const shifted = 1 / (1 + exp(-(logOdds + 2 * delta * Math.sqrt((tOpt * eta) / time))));
  const nearest = quantileP >= 0.5 ? quantileP : Math.min(0.5, shifted);
  const perTrial = nearest * (1 - nearest);
  const gridIndex = (Math.sqrt(time / tOpt) * Math.abs(logOdds)) / (2 * delta) + 1;
  const zeta = riemannZeta(s);
  const ell = s * log(log(eta * (time / tOpt))) + s * log(gridIndex) + log(2 * zeta * (2 * zeta + 1)) - log(alpha) - s * log(log(eta));
  return delta * Math.sqrt((eta * time * perTrial) / tOpt) + subGamma({ variance: perTrial * time, ell, c: (1 - 2 * quantileP) / 3, eta });
}

/** sqrt(k1^2 v ell + (k2 c ell)^2) + k2 c ell with k1 = (eta^(1/4) + eta^(-1/4))/sqrt 2, k2 = (sqrt(eta) + 1)/2. */
function subGamma({ variance, ell, c, eta }: { readonly variance: number; readonly ell: number; readonly c: number; readonly eta: number }): number {
  const root = Math.sqrt(eta);
  const k1Square = (root + 2 + 1 / root) / 2;
  const linear = ((root + 1) / 2) * c * ell;
  return Math.sqrt(k1Square * variance * ell + linear * linear) + linear;
}
