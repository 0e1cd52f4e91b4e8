// Upper tail of the chi-square distribution.
import { logIncompleteGamma } from './incomplete-gamma.ts';
import { exp } from './portable-math.ts';

/** P(chi-square with df degrees of freedom > x); df > 0, x >= 0, NaN outside. */
export function chiSquareUpperTail({ x, df }: { readonly x: number; readonly df: number }): number {
  return exp(logIncompleteGamma({ shape: df / 2, x: x / 2 }).logUpper);
}
