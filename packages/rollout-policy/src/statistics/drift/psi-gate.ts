// A threshold for the PSI that knows the sample sizes. A fixed 0.2 fires on noise below some 150 rows and sleeps through a shift of 0.4 standard
// deviations above: between two samples of the same distribution PSI is about chi-square(B-1)/n_e with n_e = 1/(1/m + 1/n) (Yurdakul 2018).
import { noncentralUpperQuantile } from './noncentral-chi-square.ts';

export interface PsiGate {
  readonly bins: number;
  /** The true PSI that is tolerated; 0 asks whether anything changed at all, and sooner or later the answer is yes. */
  readonly tolerance: number;
  /** Probability of an alarm while the true PSI is `tolerance`, at one look. */
  readonly alpha: number;
}

/** n_e of a reference of m rows and n current ones. */
export function effectiveRows(referenceRows: number, currentRows: number): number {
  return 1 / (1 / referenceRows + 1 / currentRows);
}

/** Alarm above this PSI: the 1-alpha quantile of the non-central chi-square(B-1, n_e tau), divided by n_e. */
export function criticalPsi({ bins, tolerance, alpha }: PsiGate, effectiveRowCount: number): number {
  return noncentralUpperQuantile({ df: bins - 1, noncentrality: effectiveRowCount * tolerance }, alpha) / effectiveRowCount;
}
