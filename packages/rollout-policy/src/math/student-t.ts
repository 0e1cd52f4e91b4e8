// Student's t distribution: its upper tail through the incomplete beta function, and its quantiles by bisection on the logarithm of the tail.
import { logIncompleteBeta } from './incomplete-beta.ts';
import { exp, log, log1mExp } from './portable-math.ts';
import { increasingRoot } from './root.ts';

const LN_2 = 0.6931471805599453;

/** P(T > t) for df > 0 degrees of freedom (not only whole ones). */
export function studentTUpperTail({ t, df }: { readonly t: number; readonly df: number }): number {
  return exp(logStudentTUpperTail({ t, df }));
}

/** The t with P(T <= t) = p; p in (0, 1). */
export function studentTQuantile({ p, df }: { readonly p: number; readonly df: number }): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  const logTail = log(p < 0.5 ? p : 1 - p);
  const t = increasingRoot((x) => logTail - logStudentTUpperTail({ t: x, df }));
  return p < 0.5 ? -t : t;
}

function logStudentTUpperTail({ t, df }: { readonly t: number; readonly df: number }): number {
  if (t < 0) return log1mExp(logStudentTUpperTail({ t: -t, df }));
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return logIncompleteBeta({ a: df / 2, b: 0.5, x: df / (df + square), y: square / (df + square) }).logLower - LN_2;
}
