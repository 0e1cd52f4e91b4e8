// Logarithms of both tails of the beta distribution. In logarithms throughout, so that no count is large enough to underflow.
import { continuedFraction } from './continued-fraction.ts';
import { logBetaKernel } from './log-beta.ts';
import { log, log1mExp } from './portable-math.ts';

export interface LogTails {
  readonly logLower: number;
  readonly logUpper: number;
}

/**
 * ln I_x(a, b) and ln(1 - I_x(a, b)) for a, b > 0, x in [0, 1]; NaN outside. Relative error of each about 1e-14 (1e-12 where a or b is 1e-3).
 * `y` is 1 - x, for callers who know it more precisely. Continued fraction DLMF 8.17.22 on the side of the mean where it converges fast.
 */
export function logIncompleteBeta({ a, b, x, y = 1 - x }: { readonly a: number; readonly b: number; readonly x: number; readonly y?: number }): LogTails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { logLower: Number.NaN, logUpper: Number.NaN };
  if (x === 0) return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
  if (y === 0) return { logLower: 0, logUpper: Number.NEGATIVE_INFINITY };
  const kernel = logBetaKernel({ a, b, x, y });
  if (x * (b + 1) <= y * (a + 1)) {
    const logLower = Math.min(0, kernel - log(tailFraction(a, b, x, y)));
    return { logLower, logUpper: log1mExp(logLower) };
  }
  const logUpper = Math.min(0, kernel - log(tailFraction(b, a, y, x)));
  return { logLower: log1mExp(logUpper), logUpper };
}

/**
 * x^a y^b / (B(a, b) I_x(a, b)) for x up to the mean: the even part of DLMF 8.17.22 (DiDonato & Morris 1992, ACM TOMS 18:360, equation 9).
 * The distance from the mean enters as a y - b x, so that x close to 1 costs no digits.
 */
function tailFraction(a: number, b: number, x: number, y: number): number {
  const distance = a * y - b * x;
  return continuedFraction({
    numerator: (m) => ((((a + m - 1) / (a + 2 * m - 1)) * m * x) * (a + b + m - 1) / (a + 2 * m - 1)) * ((b - m) * x),
    denominator: (m) => (m === 0 ? 0 : m + ((m * x) / (a + 2 * m - 1)) * (b - m)) + ((a + m) / (a + 2 * m + 1)) * (distance + 1 + m * (1 + y)),
  });
}
