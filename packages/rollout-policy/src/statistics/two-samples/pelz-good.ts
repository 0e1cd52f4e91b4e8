// P(D_n < d) for large n: Kolmogorov's limit with corrections down to n^(-3/2) (Pelz & Good 1976, J. R. Stat. Soc. B 38:152).
import { exp } from '../../math/portable-math.ts';

const PI2 = 9.869604401089358;
const SQRT_2PI = 2.5066282746310002;
const SQRT_HALF_PI = 1.2533141373155001;
const TERMS_MAX = 60;

/** n values, above about 100; d in (0, 1). */
export function pelzGoodProbability(n: number, d: number): number {
  const root = Math.sqrt(n);
  const z = root * d;
  const [limit, first, second, third] = coefficients(z);
  return Math.min(1, Math.max(0, limit + (first + (second + third / root) / root) / root));
}

function coefficients(z: number): readonly [number, number, number, number] {
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const z8 = z4 * z4;
  let [k0, k1, k2, k3] = [0, 0, 0, 0];
  for (let k = TERMS_MAX; k >= 0; k -= 1) {
    // Terms of k + 1/2 come twice, for k and -k-1; so do those of whole k above 0.
    const a = PI2 * (k + 0.5) * (k + 0.5);
    const atHalves = exp(-a / (2 * z2));
    k0 += atHalves;
    k1 += 2 * (a - z2) * atHalves;
    k2 += 2 * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)) * atHalves;
    k3 += 2 * (-30 * z6 - 90 * z8 + a * (135 * z4 - 96 * z6) + a * a * (212 * z4 - 60 * z2) + a * a * a * (5 - 30 * z2)) * atHalves;
    const b = PI2 * k * k;
    const atWholes = exp(-b / (2 * z2));
    k2 -= 4 * z4 * b * atWholes;
    k3 += 60 * z4 * (3 * b * z2 - b * b) * atWholes;
  }
  const z7 = z6 * z;
  const z10 = z6 * z4;
  return [(SQRT_2PI / z) * k0, (SQRT_HALF_PI / (6 * z4)) * k1, (SQRT_HALF_PI / (72 * z7)) * k2, (SQRT_HALF_PI / (6480 * z10)) * k3];
}
