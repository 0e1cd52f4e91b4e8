// The difference of two arms' means, absolute or relative to arm a, with its standard error: what the tests of means are about.

/** Sums over the units of an arm. Without `sumSquares` each unit is 0 or 1 (a proportion). */
export interface Arm {
  readonly sum: number;
  readonly sumSquares?: number;
  readonly n: number;
}

export interface ArmPair {
  /** Baseline. */
  readonly a: Arm;
  /** Candidate. */
  readonly b: Arm;
  /** 'absolute': b - a. 'relative': (b - a)/a, its variance by the delta method. */
  readonly effect: 'absolute' | 'relative';
}

export interface ArmDifference {
  readonly estimate: number;
  readonly se: number;
  /** Welch-Satterthwaite degrees of freedom. */
  readonly df: number;
  /** Units of both arms. */
  readonly n: number;
}

/** NaN where an arm has no variance or a relative effect has no baseline. Welch 1947; delta method for the ratio of independent means. */
export function armDifference({ a, b, effect }: ArmPair): ArmDifference {
  const [meanA, meanB] = [a.sum / a.n, b.sum / b.n];
  const [squareA, squareB] = [variance(a) / a.n, variance(b) / b.n]; // of the means
  const n = a.n + b.n;
  const isUsable = squareA > 0 && squareB > 0 && (effect === 'absolute' || meanA !== 0);
  if (!isUsable) return { estimate: Number.NaN, se: Number.NaN, df: Number.NaN, n };
  const pooled = squareA + squareB;
  const df = (pooled * pooled) / ((squareA * squareA) / (a.n - 1) + (squareB * squareB) / (b.n - 1));
  if (effect === 'absolute') return { estimate: meanB - meanA, se: Math.sqrt(pooled), df, n };
  const ratio = meanB / meanA;
  return { estimate: (meanB - meanA) / meanA, se: Math.sqrt(squareB + squareA * ratio * ratio) / Math.abs(meanA), df, n };
}

function variance({ sum, sumSquares, n }: Arm): number {
  const mean = sum / n;
  return sumSquares === undefined ? mean * (1 - mean) : (sumSquares - mean * sum) / (n - 1);
}
