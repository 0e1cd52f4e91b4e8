// ln B(a, b) and the logarithm of a beta density, for counts so large that differences of ln Gamma would lose every digit.
import { log, log1p, log1pGap } from './portable-math.ts';
import { logGamma, STIRLING_MIN, stirlingCorrection } from './log-gamma.ts';

const HALF_LN_2PI = 0.9189385332046727;

/** ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b) for a, b > 0. Error a few ulp of the largest term that does not cancel. NaN outside. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (!(small > 0)) return Number.NaN;
  if (large < STIRLING_MIN) return logGamma(small) + (logGamma(large) - logGamma(small + large));
  const correction = stirlingCorrection(large) - stirlingCorrection(small + large);
  if (small < STIRLING_MIN) return logGamma(small) - (large - 0.5) * log1p(small / large) - small * (log(small + large) - 1) + correction;
  return HALF_LN_2PI - 0.5 * log(large) - (small - 0.5) * log1p(large / small) - large * log1p(small / large) + (stirlingCorrection(small) + correction);
}

/**
 * a ln x + b ln y - ln B(a, b) for y = 1 - x, x in (0, 1), a, b > 0: the logarithm of x y times the beta density.
 * For large a and b it is -(a + b) times a divergence, which is computed as such (x - ln(1+x) without cancellation).
 */
export function logBetaKernel({ a, b, x, y }: { readonly a: number; readonly b: number; readonly x: number; readonly y: number }): number {
  if (a < STIRLING_MIN || b < STIRLING_MIN) return a * logShare(x, y) + b * logShare(y, x) - logBeta(a, b);
  const shift = a * y - b * x; // (a + b) times the distance of x from the mean a / (a + b)
  const normal = 0.5 * log((a / (a + b)) * b) - HALF_LN_2PI;
  const corrections = stirlingCorrection(a + b) - stirlingCorrection(a) - stirlingCorrection(b);
  return normal + corrections - a * gapAt(-shift / a, x * ((a + b) / a)) - b * gapAt(shift / b, y * ((a + b) / b));
}

/** ln x from the smaller of x and its complement. */
function logShare(x: number, complement: number): number {
  return complement < 0.5 ? log1p(-complement) : log(x);
}

/** u - ln(1 + u), with 1 + u given too, for u close to -1. */
function gapAt(u: number, onePlus: number): number {
  return u < -0.5 ? u - log(onePlus) : log1pGap(u);
}
