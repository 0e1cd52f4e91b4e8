// Our model of how Kayenta's NetflixACAJudge-v1.0 classifies one metric, from spinnaker/kayenta a69573b (2025-04-08): kayenta-judge and kayenta-mannwhitney.
import { kayentaShift } from './kayenta-shift.ts';

export interface KayentaMetric {
  readonly direction: 'increase' | 'decrease' | 'either';
  readonly nan: 'remove' | 'replace';
  readonly outliers: 'keep' | 'remove';
  readonly mustHaveData: boolean;
  readonly critical: boolean;
  /** Ratio of the means, canary over control, from which a difference counts. */
  readonly allowedIncrease: number;
  readonly allowedDecrease: number;
  readonly criticalIncrease: number;
  readonly criticalDecrease: number;
}

/** What a metric is when its configuration says nothing. */
export const KAYENTA_METRIC: KayentaMetric = { direction: 'either', nan: 'remove', outliers: 'keep', mustHaveData: false, critical: false, allowedIncrease: 1, allowedDecrease: 1, criticalIncrease: 1, criticalDecrease: 1 };

export interface Classified {
  readonly label: 'Pass' | 'High' | 'Low' | 'Nodata' | 'NodataFailMetric';
  readonly isCritical: boolean;
}

/** Two-sided; the judge passes it as a number, whatever its configuration says. */
const CONFIDENCE = 0.98;
/** Of the estimate: shifts smaller than this part of it are none. */
const TOLERANCE = 0.25;
const OUTLIER_FACTOR = 3;

/** `control` and `experiment`: one value per point, NaN where there is none. */
export function classify(metric: KayentaMetric, points: { readonly control: readonly number[]; readonly experiment: readonly number[] }): Classified {
  const control = cleaned(metric, points.control);
  const experiment = cleaned(metric, points.experiment);
  if (control.length === 0 || experiment.length === 0) return withoutData(metric);
  if (isSame(control, experiment)) return PASS;
  const { lower, upper, estimate } = isConstant(control) && isConstant(experiment) ? constantShift(control, experiment) : kayentaShift(experiment, control, CONFIDENCE);
  const bound = TOLERANCE * Math.abs(estimate);
  const effect = meanRatio(control, experiment);
  const isAtLeast = (limit: number): boolean => Number.isNaN(effect) || effect >= limit;
  const isAtMost = (limit: number): boolean => Number.isNaN(effect) || effect <= limit;
  if (metric.direction !== 'decrease' && lower > bound && isAtLeast(metric.allowedIncrease)) return { label: 'High', isCritical: metric.critical && isAtLeast(metric.criticalIncrease) };
  if (metric.direction !== 'increase' && upper < -bound && isAtMost(metric.allowedDecrease)) return { label: 'Low', isCritical: metric.critical && isAtMost(metric.criticalDecrease) };
  return PASS;
}

const PASS: Classified = { label: 'Pass', isCritical: false };

function withoutData({ nan, mustHaveData, critical }: KayentaMetric): Classified {
  if (nan === 'replace') return PASS;
  return mustHaveData && !critical ? { label: 'NodataFailMetric', isCritical: false } : { label: 'Nodata', isCritical: critical };
}

function cleaned({ nan, outliers }: KayentaMetric, points: readonly number[]): readonly number[] {
  const values = nan === 'replace' ? points.map((value) => (Number.isNaN(value) ? 0 : value)) : points.filter((value) => !Number.isNaN(value));
  return outliers === 'keep' ? values : withoutOutliers(values);
}

/** Fences of three quartile ranges, but never inside of the first and last percentile. */
function withoutOutliers(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const range = percentile(sorted, 0.75) - percentile(sorted, 0.25);
  const low = Math.min(percentile(sorted, 0.01), percentile(sorted, 0.25) - OUTLIER_FACTOR * range);
  const high = Math.max(percentile(sorted, 0.99), percentile(sorted, 0.75) + OUTLIER_FACTOR * range);
  return values.filter((value) => value >= low && value <= high);
}

/** linear between the order statistics. */
function percentile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below);
}

/** The same values in both, or one value in all. */
function isSame(control: readonly number[], experiment: readonly number[]): boolean {
  const [a, b] = [control.toSorted((x, y) => x - y), experiment.toSorted((x, y) => x - y)];
  return (a.length === b.length && a.every((value, index) => value === b[index])) || (isConstant([...a, ...b]));
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** The product adds noise of a hundred-thousandth to such samples, so that they can be ranked; their shift is what they differ by. */
function constantShift([control = 0]: readonly number[], [experiment = 0]: readonly number[]): { readonly lower: number; readonly upper: number; readonly estimate: number } {
  const shift = experiment - control;
  return { lower: shift, upper: shift, estimate: shift };
}

function meanRatio(control: readonly number[], experiment: readonly number[]): number {
  const [a, b] = [mean(control), mean(experiment)];
  return a === 0 || b === 0 ? Number.NaN : b / a;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
