// How far a share of a few requests may be off: the interval that the bands of the charts show. Verdicts do not come from it.

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959963984540054;

/**
 * 95 % score interval of a ratio. events <= trials, trials > 0; both bounds in [0, 1].
 * Wilson 1927, JASA 22:209-212; method 3 of Newcombe 1998, Statistics in Medicine 17:857-872, whose table I the test repeats.
 */
export function wilsonInterval({ events, trials }: { readonly events: number; readonly trials: number }): Interval {
  const ratio = events / trials;
  const z2 = Z * Z;
  const middle = (ratio + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (Z / (1 + z2 / trials)) * Math.sqrt((ratio * (1 - ratio)) / trials + z2 / (4 * trials * trials));
  return { low: events === 0 ? 0 : Math.max(0, middle - half), high: events === trials ? 1 : Math.min(1, middle + half) };
}
