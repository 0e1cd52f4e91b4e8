// Sub-Poisson sums of scale c (single terms at most c above their mean): the martingale mixed over the law of ln(a gamma variable) above 0.
// Howard, Ramdas, McAuliffe & Sekhon 2021, Ann. Statist. 49:1055, Proposition 10. As c goes to 0 it becomes the one-sided normal mixture.
import { logScaledUpperGamma } from '../../math/incomplete-gamma.ts';
import { log } from '../../math/portable-math.ts';
import { increasingRoot } from '../../math/root.ts';
import { logMixtureAt, oneSidedBestRho, type BoundPoint, type MixturePoint } from './normal-mixture.ts';

interface Scale {
  /** Largest step above the mean, >= 0. */
  readonly c: number;
}

/** ln of the mixture martingale at (s, v). */
export function gammaPoissonLogMixture({ s, v, vOpt, c, alphaOpt }: MixturePoint & Scale): number {
  return logMixture(s, v, oneSidedBestRho({ v: vOpt, alpha: alphaOpt }), c);
}

/** The s > 0 at which the mixture reaches 1/alpha: a bound on s_t at variance v_t that holds for all t with probability 1 - alpha. */
export function gammaPoissonMixtureBound({ v, alpha, vOpt, c, alphaOpt }: BoundPoint & Scale): number {
  const rho = oneSidedBestRho({ v: vOpt, alpha: alphaOpt });
  if (!(v >= 0 && alpha > 0 && alpha < 1 && rho > 0 && c >= 0)) return Number.NaN;
  return increasingRoot((s) => logMixture(s, v, rho, c) + log(alpha));
}

/** With x = (v + rho)/c^2, r = rho/c^2 and shape a = x + s/c: the ratio of two scaled upper gamma integrals, at (a, x) and at (r, r). */
function logMixture(s: number, v: number, rho: number, c: number): number {
  if (!(v >= 0 && rho > 0 && c >= 0)) return Number.NaN;
  if (c === 0) return logMixtureAt({ s, v, rho, isOneSided: true });
  const square = c * c;
  const x = (v + rho) / square;
  const prior = rho / square;
  return logScaledUpperGamma({ shape: (c * s + v + rho) / square, x, excess: (-c * s) / (c * s + v + rho) }) - logScaledUpperGamma({ shape: prior, x: prior, excess: 0 });
}
