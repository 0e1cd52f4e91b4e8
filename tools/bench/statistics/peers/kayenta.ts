// Our model of Kayenta's judge NetflixACAJudge-v1.0 for one metric, the error ratio per minute, direction "increase" (kayenta-judge and
// kayenta-mannwhitney at a69573b): Mann-Whitney with a 98 % confidence interval of the shift, tolerance a quarter of the estimate.
import { errorRatio } from './error-ratio.ts';
import type { Cell } from '../../../../packages/rollout-policy/src/evidence.ts';
import type { Rule } from '../releases.ts';

/** Normal quantile at 0.99: two-sided 98 %. */
const Z = 2.3263478740408408;
const TOLERANCE = 0.25;
const MINUTE_MS = 60_000;

/** Judged every `everyMinutes` on the last `lookbackMinutes`; one High is below any pass mark where there is one metric. */
export function kayentaSliding({ everyMinutes, lookbackMinutes }: { readonly everyMinutes: number; readonly lookbackMinutes: number }): Rule {
  return {
    name: `our model of Kayenta: Mann-Whitney, ${lookbackMinutes} one-minute points, every ${everyMinutes} min`,
    blockMs: MINUTE_MS,
    begin: () => {
      const minutes: Cell[] = [];
      return {
        see: (cell, toMs) => {
          minutes.push(cell);
          const isDue = toMs % (everyMinutes * MINUTE_MS) === 0 && minutes.length >= lookbackMinutes;
          return isDue && isHigh(minutes.slice(-lookbackMinutes)) ? 'sent back' : 'goes on';
        },
      };
    },
  };
}

/** As its guide recommends: three judgements an hour apart on all points since the start, then a promotion. */
export function kayentaGrowing(): Rule {
  return {
    name: 'our model of Kayenta: Mann-Whitney on all points, after 1, 2 and 3 h, then promoted',
    blockMs: MINUTE_MS,
    begin: () => {
      const minutes: Cell[] = [];
      return {
        see: (cell, toMs) => {
          minutes.push(cell);
          if (toMs % (60 * MINUTE_MS) !== 0) return 'goes on';
          if (isHigh(minutes)) return 'sent back';
          return minutes.length >= 180 ? 'promoted' : 'goes on';
        },
      };
    },
  };
}

function isHigh(minutes: readonly Cell[]): boolean {
  const control = minutes.filter(({ stable }) => stable.trials > 0).map(({ stable }) => errorRatio(stable));
  const experiment = minutes.filter(({ candidate }) => candidate.trials > 0).map(({ candidate }) => errorRatio(candidate));
  if (control.length === 0 || experiment.length === 0) return false;
  const { lower, estimate } = shiftInterval(experiment, control);
  return lower > TOLERANCE * Math.abs(estimate) && mean(experiment) >= mean(control);
}

/**
 * Interval and Hodges-Lehmann estimate of the shift experiment - control: the rank sum's normal approximation with continuity correction and ties,
 * inverted over the sorted pairwise differences (what root finding on the step function converges to).
 */
export function shiftInterval(experiment: readonly number[], control: readonly number[], z = Z): { readonly lower: number; readonly estimate: number; readonly upper: number } {
  const [n, m] = [experiment.length, control.length];
  const differences = Float64Array.from({ length: n * m }, (_, index) => (experiment[Math.floor(index / m)] ?? 0) - (control[index % m] ?? 0)).sort();
  const ties = tieTerm(experiment) + tieTerm(control);
  const sigma = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))));
  // With u differences above d the statistic is u - nm/2: the interval ends where it leaves z sigma + 1/2.
  const far = (n * m) / 2 - 0.5 - z * sigma;
  const at = (rank: number): number => differences[Math.min(n * m - 1, Math.max(0, rank))] ?? 0;
  const middle = (n * m) / 2;
  return { lower: at(Math.floor(far)), estimate: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2, upper: at(n * m - 1 - Math.floor(far)) };
}

function tieTerm(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
