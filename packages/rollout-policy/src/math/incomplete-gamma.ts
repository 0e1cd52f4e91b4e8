// Logarithms of both tails of the gamma distribution, and the same scaled so that what is large in them never appears.
import { continuedFraction } from './continued-fraction.ts';
import { logGamma, STIRLING_MIN, stirlingCorrection } from './log-gamma.ts';
import type { LogTails } from './incomplete-beta.ts';
import { logNormalCdf } from './normal-distribution.ts';
import { exp, log, log1mExp, log1p, log1pGap } from './portable-math.ts';

const LN_2PI = 1.8378770664093453;
const TERMS_MAX = 1_000_000;
const UNIFORM_SHAPE_MIN = 1e5;
const UNIFORM_DISTANCE_MAX = 0.1;

/** `shape` a > 0 and `x` > 0 of a gamma integral. `excess` is x/a - 1, for callers who know it more precisely than x and a. */
export interface GammaPoint {
  readonly shape: number;
  readonly x: number;
  readonly excess?: number;
}

/** ln P(a, x) and ln Q(a, x), the regularised lower and upper incomplete gamma functions; a > 0, x >= 0, NaN outside. Relative error of each about 1e-14. */
export function logIncompleteGamma(point: GammaPoint): LogTails {
  const { shape, x } = point;
  if (!(shape > 0 && x >= 0)) return { logLower: Number.NaN, logUpper: Number.NaN };
  if (x === 0) return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
  const near = nearTheMean(point);
  if (near !== 'far') return near;
  if (x <= shape + 1) {
    const logLower = Math.min(0, logPower(point) + log(lowerSeries(shape, x)));
    return { logLower, logUpper: log1mExp(logLower) };
  }
  const logUpper = Math.min(0, logPower(point) + log(shape) + log(upperFraction(shape, x)));
  return { logLower: log1mExp(logUpper), logUpper };
}

/** ln of the integral of u^(a-1) e^-u over [0, x], times e^x x^-a; a > 0 and any real x (an entire function of x after the scaling). */
export function logScaledLowerGamma(point: GammaPoint): number {
  const { shape, x } = point;
  if (x < 0) return -log(negativeFraction(shape, x));
  if (x <= shape + 1 && !isNearTheMean(point)) return log(lowerSeries(shape, x)) - log(shape);
  return logIncompleteGamma(point).logLower - logPower(point) - log(shape);
}

/** ln of the integral of u^(a-1) e^-u over [x, infinity), times e^x x^-a; x > 0 and any real a. */
export function logScaledUpperGamma(point: GammaPoint): number {
  const { shape, x } = point;
  if (shape <= 0 || (x > shape + 1 && !isNearTheMean(point))) return log(upperFraction(shape, x));
  return logIncompleteGamma(point).logUpper - logPower(point) - log(shape);
}

/** ln( x^a e^-x / Gamma(a + 1) ): for large a minus a times x/a - 1 - ln(x/a), computed as such. */
function logPower({ shape, x, excess = (x - shape) / shape }: GammaPoint): number {
  if (shape < STIRLING_MIN) return shape * log(x) - x - logGamma(shape + 1);
  const gap = excess < -0.5 ? excess - log(x / shape) : log1pGap(excess);
  return -shape * gap - 0.5 * (LN_2PI + log(shape)) - stirlingCorrection(shape);
}

/** Gamma(a + 1) P(a, x) e^x x^-a = 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... DLMF 8.7.1. */
function lowerSeries(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < TERMS_MAX && term > sum * 1e-17; k += 1) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum;
}

/** Gamma(a, x) e^x x^-a. DLMF 8.9.2 contracted. */
function upperFraction(shape: number, x: number): number {
  return 1 / continuedFraction({ denominator: (k) => x + 2 * k + 1 - shape, numerator: (k) => k * (shape - k) });
}

/** Inverse of the scaled lower integral at x < 0: a + 1/(...), DLMF 8.9.1. */
function negativeFraction(shape: number, x: number): number {
  return continuedFraction({
    denominator: (k) => shape + k,
    numerator: (k) => {
      const m = Math.floor(k / 2);
      return k % 2 === 0 ? m * x : -(shape + m) * x;
    },
  });
}

function isNearTheMean({ shape, x, excess = (x - shape) / shape }: GammaPoint): boolean {
  return shape > UNIFORM_SHAPE_MIN && Math.abs(excess) < UNIFORM_DISTANCE_MAX;
}

/**
 * Close to the mean of a large shape, where series and fraction need sqrt(a) terms: Temme's uniform expansion (DLMF 8.12), a normal tail plus a
 * correction. With half eta^2 = excess - ln(1 + excess); what is left out is below 1e-13 of the tail.
 */
function nearTheMean(point: GammaPoint): LogTails | 'far' {
  if (!isNearTheMean(point)) return 'far';
  const { shape, x, excess = (x - shape) / shape } = point;
  const halfSquare = log1pGap(excess);
  const eta = Math.sqrt(2 * halfSquare) * (excess < 0 ? -1 : 1);
  const c0 = -1 / 3 + eta * (1 / 12 + eta * (-2 / 135 + eta * (1 / 864 + eta * (1 / 2835 + eta * (-139 / 777600 + eta * (1 / 25515))))));
  const c1 = -1 / 540 + eta * (-1 / 288 + eta * (1 / 378));
  const correction = (c0 + c1 / shape) * exp(-0.5 * (LN_2PI + log(shape)));
  const z = eta * Math.sqrt(shape);
  const lower = logNormalCdf(z);
  const upper = logNormalCdf(-z);
  return { logLower: lower + log1p(-correction * exp(-shape * halfSquare - lower)), logUpper: upper + log1p(correction * exp(-shape * halfSquare - upper)) };
}
