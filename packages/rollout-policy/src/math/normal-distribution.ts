// The normal distribution: logarithm of its distribution function, exact far into the tail, and its quantiles.
import { continuedFraction } from './continued-fraction.ts';
import { exp, log, log1p } from './portable-math.ts';

const HALF_LN_2PI = 0.9189385332046727;
const LN_2 = 0.6931471805599453;
const NEWTON_STEPS = 12;

/** ln Phi(x), the logarithm of the standard normal distribution function; relative error below 1e-14. */
export function logNormalCdf(x: number): number {
  if (x > 0) return log1p(-exp(logNormalCdf(-x)));
  if (x < -1e150) return -0.5 * x * x; // the rest is below its rounding
  if (x >= -2) return log1p(-2 * exp(-0.5 * x * x - HALF_LN_2PI) * centralSeries(-x)) - LN_2;
  return -0.5 * x * x - HALF_LN_2PI - log(millsFraction(-x));
}

/** The x with Phi(x) = p; p in [0, 1], NaN outside. Newton's iteration on ln Phi, which is concave, so that it converges from below. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (!(p > 0)) return p === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  const target = log(p);
  let x = -Math.sqrt(-2 * target);
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const at = logNormalCdf(x);
    x += (target - at) * exp(at + 0.5 * x * x + HALF_LN_2PI);
  }
  return p === 0.5 ? 0 : x;
}

/** (Phi(z) - 1/2) / phi(z) = z + z^3/3 + z^5/(3*5) + ... for 0 <= z <= 2. DLMF 7.6.2. */
function centralSeries(z: number): number {
  const square = z * z;
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= square / k;
    sum += term;
  }
  return sum;
}

/** phi(z) / (1 - Phi(z)) = z + 1/(z + 2/(z + 3/(z + ...))) for z >= 2. DLMF 7.9.3. */
function millsFraction(z: number): number {
  return continuedFraction({ denominator: () => z, numerator: (k) => k });
}
