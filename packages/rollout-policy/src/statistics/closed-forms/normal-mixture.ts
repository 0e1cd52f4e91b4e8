// Sub-Gaussian sums: the test martingale exp(l s - l^2 v / 2) mixed over a normal (two-sided) or half-normal (one-sided) law of l.
// s is the sum of deviations from the null mean, v its accumulated variance. Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055,
// Propositions 5 (two-sided; Robbins 1970) and 6 (one-sided).
import { logNormalCdf } from '../../math/normal-distribution.ts';
import { log, log1p } from '../../math/portable-math.ts';
import { increasingRoot } from '../../math/root.ts';

const LN_2 = 0.6931471805599453;

/** Where a mixture stands: sum `s`, variance `v` >= 0. Tuned to be narrowest at `vOpt` > 0 for level `alphaOpt`. */
export interface MixturePoint {
  readonly s: number;
  readonly v: number;
  readonly vOpt: number;
  readonly alphaOpt: number;
}

/** Where a bound is wanted: variance `v` >= 0, level `alpha` in (0, 1); tuning as in MixturePoint. */
export interface BoundPoint {
  readonly v: number;
  readonly alpha: number;
  readonly vOpt: number;
  readonly alphaOpt: number;
}

interface Sided {
  readonly isOneSided: boolean;
}

/**
 * Prior precision rho of the two-sided mixture that makes its bound nearly narrowest at variance v, level alpha:
 * v / (2 ln(1/alpha) + ln(1 + 2 ln(1/alpha))). Howard et al. 2021, section 3.5.
 */
export function bestRho({ v, alpha }: { readonly v: number; readonly alpha: number }): number {
  const twiceLog = -2 * log(alpha);
  return v / (twiceLog + log1p(twiceLog));
}

/** The same for one-sided mixtures: alpha counts twice. alpha below 1/2. */
export function oneSidedBestRho({ v, alpha }: { readonly v: number; readonly alpha: number }): number {
  return bestRho({ v, alpha: 2 * alpha });
}

/** ln of the mixture martingale at (s, v). Reject the null when it reaches ln(1/alpha). */
export function normalLogMixture({ s, v, vOpt, alphaOpt, isOneSided }: MixturePoint & Sided): number {
  return logMixtureAt({ s, v, rho: (isOneSided ? oneSidedBestRho : bestRho)({ v: vOpt, alpha: alphaOpt }), isOneSided });
}

/** The s > 0 at which the mixture reaches 1/alpha: P(some s_t is at or above the bound at v_t) <= alpha. */
export function normalMixtureBound({ v, alpha, vOpt, alphaOpt, isOneSided }: BoundPoint & Sided): number {
  if (!isOneSided) {
    const rho = bestRho({ v: vOpt, alpha: alphaOpt });
    return Math.sqrt((v + rho) * (log1p(v / rho) - 2 * log(alpha)));
  }
  const rho = oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
  if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0)) return Number.NaN;
  return increasingRoot((s) => logMixtureAt({ s, v, rho, isOneSided }) + log(alpha));
}

/** The mixture for a given prior precision. */
export function logMixtureAt({ s, v, rho, isOneSided }: { readonly s: number; readonly v: number; readonly rho: number } & Sided): number {
  const twoSided = (s * s) / (2 * (v + rho)) - 0.5 * log1p(v / rho);
  return isOneSided ? twoSided + LN_2 + logNormalCdf(s / Math.sqrt(v + rho)) : twoSided;
}
