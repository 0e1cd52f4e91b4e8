// Our model of how Kayenta's judge turns classified metrics into a score, from spinnaker/kayenta a69573b (2025-04-08).
import type { Classified } from './kayenta-metric.ts';

/** A metric whose classification ended in an exception: the product leaves it out, critical or not. */
export interface Errored {
  readonly label: 'Error';
  readonly isCritical: false;
}

/** 0 to 100, of one group. A critical failure, or half of the metrics without data, is 0; only metrics without data or in error are 100. */
export function scoreOf(metrics: readonly (Classified | Errored)[]): number {
  if (metrics.some(({ isCritical }) => isCritical)) return 0;
  const count = (...labels: readonly string[]): number => metrics.filter(({ label }) => labels.includes(label)).length;
  if (metrics.length > 0 && 2 * count('Nodata') >= metrics.length) return 0;
  const judged = count('Pass', 'High', 'Low', 'NodataFailMetric');
  return judged === 0 ? 100 : Math.round((10_000 * count('Pass')) / judged) / 100;
}
