// Did the shares of categories change? Chi-square with a reference that is known, and with one that is a sample itself (Pearson 1900).
//
// Taking a reference sample of the same size for the truth rejects half of all unchanged cases at 5 %: use the contingency form there. For one look only.
import { chiSquareUpperTail } from '../../math/chi-square.ts';

export interface ChiSquareTest {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** Against known shares, given as counts or shares of any total: expected counts are scaled to the current total; df = categories - 1. */
export function goodnessOfFit(reference: readonly number[], current: readonly number[]): ChiSquareTest {
  const scale = totalOf(current) / totalOf(reference);
  const statistic = reference.reduce((sum, count, i) => sum + term(current[i] ?? 0, count * scale), 0);
  return tested(statistic, reference.length - 1);
}

/** Two samples of counts, neither of them the truth. Categories that neither has do not count. */
export function contingency(reference: readonly number[], current: readonly number[]): ChiSquareTest {
  const [m, n] = [totalOf(reference), totalOf(current)];
  const columns = reference.map((count, i) => [count, current[i] ?? 0] as const).filter(([a, b]) => a + b > 0);
  const statistic = columns.reduce((sum, [a, b]) => {
    const share = (a + b) / (m + n);
    return sum + term(a, m * share) + term(b, n * share);
  }, 0);
  return tested(statistic, columns.length - 1);
}

function tested(statistic: number, df: number): ChiSquareTest {
  if (statistic === Number.POSITIVE_INFINITY) return { statistic, df, pValue: 0 };
  return { statistic, df, pValue: df > 0 ? chiSquareUpperTail({ x: statistic, df }) : 1 };
}

/** A category that must be empty and is not makes the fit impossible. */
function term(observed: number, expected: number): number {
  return observed === expected ? 0 : ((observed - expected) * (observed - expected)) / expected;
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
