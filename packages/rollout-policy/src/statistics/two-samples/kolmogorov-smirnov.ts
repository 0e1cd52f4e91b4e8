// Do two samples come from one distribution? The largest gap between their distribution functions (Kolmogorov 1933, Smirnov 1939). For one look only:
// looking every day at 5 % raises a false alarm within a month in four cases of five.
import { oneSampleTail } from './one-sample-tail.ts';

export interface KolmogorovSmirnov {
  /** sup |F - G|, in [0, 1]. */
  readonly distance: number;
  /** P(distance at least as large) over all orders of m + n different values. */
  readonly exactPValue: number;
  /** That of one sample of round(mn/(m+n)) values against a known distribution. */
  readonly asymptoticPValue: number;
}

/** Both samples non-empty and finite. The exact value costs m x n steps. */
export function kolmogorovSmirnov(first: readonly number[], second: readonly number[]): KolmogorovSmirnov {
  const [m, n] = [first.length, second.length];
  const gap = largestGap(first, second);
  const distance = gap / (m * n);
  return { distance, exactPValue: chanceOfGap({ m, n, gap }), asymptoticPValue: oneSampleTail(Math.max(1, roundHalfEven((m * n) / (m + n))), distance) };
}

/** max |i n - j m| over all values, where i of the first and j of the second sample lie at or below: an integer, so that equal gaps are equal. */
function largestGap(first: readonly number[], second: readonly number[]): number {
  const [x, y] = [ascending(first), ascending(second)];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i] ?? 0, y[j] ?? 0);
    while (i < x.length && x[i] === value) i += 1;
    while (j < y.length && y[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i * y.length - j * x.length));
  }
  return largest;
}

/**
 * Orders of the pooled values are lattice paths from (0, 0) to (m, n), all equally likely. Adds up the chance of leaving |i n - j m| < gap for the first
 * time at each point: positive terms only, so that small p-values keep their digits (Hodges 1958).
 */
function chanceOfGap({ m, n, gap }: { readonly m: number; readonly n: number; readonly gap: number }): number {
  if (gap === 0) return 1;
  // inside[j]: chance that the path comes to (i, j) without having left.
  const inside = new Float64Array(n + 1);
  let left = 0;
  for (let i = 0; i <= m; i += 1) {
    for (let j = 0; j <= n; j += 1) {
      const steps = m - i + n - j + 1;
      const fromLeft = i > 0 ? ((inside[j] ?? 0) * (m - i + 1)) / steps : 0;
      const fromBelow = j > 0 ? ((inside[j - 1] ?? 0) * (n - j + 1)) / steps : 0;
      const here = i === 0 && j === 0 ? 1 : fromLeft + fromBelow;
      const isOutside = Math.abs(i * n - j * m) >= gap;
      if (isOutside) left += here;
      inside[j] = isOutside ? 0 : here;
    }
  }
  return Math.min(1, left);
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}
