// Sub-exponential sums of scale c (single terms up to c above their mean, or heavier tails): the martingale mixed over a gamma law cut off at 1/c.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Proposition 9. As c goes to 0 it becomes the one-sided normal mixture.
import { logScaledLowerGamma } from '../../math/incomplete-gamma.ts';
import { log } from '../../math/portable-math.ts';
import { increasingRoot } from '../../math/root.ts';
import { logMixtureAt, oneSidedBestRho, type BoundPoint, type MixturePoint } from './normal-mixture.ts';

interface Scale {
  /** Scale of the terms, >= 0. */
  readonly c: number;
}

/** ln of the mixture martingale at (s, v). */
export function gammaExponentialLogMixture({ s, v, vOpt, c, alphaOpt }: MixturePoint & Scale): number {
  return logMixture(s, v, oneSidedBestRho({ v: vOpt, alpha: alphaOpt }), c);
}

/** The s > 0 at which the mixture reaches 1/alpha: a bound on s_t at variance v_t that holds for all t with probability 1 - alpha. */
export function gammaExponentialMixtureBound({ v, alpha, vOpt, c, alphaOpt }: BoundPoint & Scale): number {
  const rho = oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
  if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0 && c >= 0)) return Number.NaN;
  return increasingRoot((s) => logMixture(s, v, rho, c) + log(alpha));
}

/**
 * With shapes a = (v + rho)/c^2 and r = rho/c^2, and z = a + s/c: the ratio of two scaled incomplete gamma integrals, at (a, z) and at (r, r).
 * The scaling takes out powers that would cancel.
 */
function logMixture(s: number, v: number, rho: number, c: number): number {
  if (!(v >= 0 && rho > 0 && c >= 0)) return Number.NaN;
  if (c === 0) return logMixtureAt({ s, v, rho, isOneSided: true });
  const square = c * c;
  const shape = (v + rho) / square;
  const prior = rho / square;
  return logScaledLowerGamma({ shape, x: (c * s + v + rho) / square, excess: (c * s) / (v + rho) }) - logScaledLowerGamma({ shape: prior, x: prior, excess: 0 });
}
