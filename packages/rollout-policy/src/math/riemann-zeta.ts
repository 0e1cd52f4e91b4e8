// Riemann's zeta function right of 1.
import { exp, log } from './portable-math.ts';

const SUMMED = 12;
/** B(2k) / (2k)! for k = 1, 2, ... */
const EULER_MACLAURIN = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000, 1 / 74724249600];

/** zeta(s) for s > 1; Infinity at 1, NaN below. Euler-Maclaurin sum (DLMF 25.2.9), relative error about 1e-15. */
export function riemannZeta(s: number): number {
  if (!(s > 1)) return s === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  let sum = 0;
  for (let n = SUMMED - 1; n >= 1; n -= 1) sum += exp(-s * log(n));
  const last = exp(-s * log(SUMMED));
  let term = s * (last / SUMMED);
  let tail = (last * SUMMED) / (s - 1) + last / 2;
  EULER_MACLAURIN.forEach((coefficient, k) => {
    tail += coefficient * term;
    term *= (s + 2 * k + 1) * (s + 2 * k + 2) / (SUMMED * SUMMED);
  });
  return sum + tail;
}
