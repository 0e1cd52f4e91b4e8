// How traffic moves over the day and the week, as far as the history tells: a table of 24 hours between which lines are drawn, and weekends against
// working days. What could be luck is taken out.
import type { TrafficShape } from '@rampart/policy-document';
import { exp, logIncompleteBeta } from '@rampart/rollout-policy/statistics';
import type { History } from '../history/history.ts';
import { known, meanOf } from './equal-spans.ts';

export interface DayShape {
  readonly shape: TrafficShape;
  /** Traffic of each hour (UTC) over the mean, at the middle of the hour; the points of a piecewise-linear curve. All 1 where the shape is flat or unknown. */
  readonly hours: readonly number[];
  /** Mean of a weekend day over that of a working day; 1 where nothing is told. */
  readonly weekendRatio: number;
  /** Requests per minute of the quietest hour of the day, over all days. */
  readonly low: { readonly kind: 'unknown' } | { readonly kind: 'known'; readonly perMinute: number };
  /** What cannot be told, in sentences. */
  readonly untold: readonly string[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_MIN = 2;
const WEEKEND_DAYS_MIN = 3;
const WORKING_DAYS_MIN = 5;
/** Chance alone shows a shape this often. */
const ALPHA = 0.01;
/** A weekend differs if by more than so many standard errors. */
const ERRORS_APART = 3;
/** A quietest hour without any request would be infinitely far from the busiest. */
const PEAK_TO_TROUGH_MAX = 1_000;
const FLAT_HOURS: readonly number[] = Array.from({ length: 24 }, () => 1);

export function fitDayShape(history: History): DayShape {
  const hourly = countHours(history);
  const days = wholeDays(hourly);
  if (days.length < DAYS_MIN) {
    return { shape: { kind: 'unknown' }, hours: FLAT_HOURS, weekendRatio: 1, low: { kind: 'unknown' }, untold: [`how traffic moves over the day: that takes at least ${DAYS_MIN} whole days, and the history has ${days.length}`] };
  }
  const means = Array.from({ length: 24 }, (_, hour) => meanOf(Float64Array.from(days, (day) => day.counts[hour] ?? 0)));
  const mean = meanOf(Float64Array.from(means));
  const { ratio: f, pValue } = varianceRatio(days, means, mean);
  const isDaily = mean > 0 && pValue < ALPHA;
  // Positive-part shrinkage (James & Stein 1961): of the spread of the 24 means, 1/F is luck.
  const kept = isDaily ? 1 - 1 / f : 0;
  const hours = means.map((each) => (mean === 0 ? 1 : 1 + kept * (each / mean - 1)));
  const weekend = compareWeekends(days);
  const low = { kind: 'known', perMinute: Math.min(...means) / 60 } as const;
  const peakToTrough = isDaily ? Math.min(PEAK_TO_TROUGH_MAX, Math.max(...hours) / Math.max(Math.min(...hours), 1e-9)) : 1;
  const shape: TrafficShape = weekend.kind === 'differs' ? { kind: 'week', peakToTrough, weekendRatio: weekend.ratio } : isDaily ? { kind: 'day', peakToTrough, weekendRatio: 1 } : { kind: 'flat' };
  return { shape, hours, weekendRatio: weekend.kind === 'differs' ? weekend.ratio : 1, low, untold: weekend.kind === 'unknown' ? [weekend.why] : [] };
}

/** Traffic at a moment over the mean, from the table. */
export function shapeAt({ hours, weekendRatio }: Pick<DayShape, 'hours' | 'weekendRatio'>, atMs: number): number {
  const hour = (((atMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS - 0.5;
  const before = Math.floor(hour);
  const [left, right] = [hours[(before + 24) % 24] ?? 1, hours[(before + 1) % 24] ?? 1];
  return (left + (hour - before) * (right - left)) * (isWeekend(atMs) ? weekendRatio : 1);
}

export function isWeekend(atMs: number): boolean {
  // The first of January 1970 was a Thursday.
  const day = (Math.floor(atMs / DAY_MS) + 3) % 7;
  return day >= 5;
}

interface Day {
  readonly fromMs: number;
  /** Requests of each hour of the day, UTC. */
  readonly counts: readonly number[];
}

/** Requests of each whole hour; NaN where the history covers less than nine tenths of it. */
function countHours({ fromMs, stepMs, arrivals }: History): { readonly firstHour: number; readonly counts: readonly number[] } {
  const firstHour = Math.ceil(fromMs / HOUR_MS);
  const hours = Math.max(0, Math.floor((fromMs + arrivals.length * stepMs) / HOUR_MS) - firstHour);
  if (stepMs > HOUR_MS) return { firstHour, counts: [] };
  const perHour = HOUR_MS / stepMs;
  const counts = Array.from({ length: hours }, (_, index) => {
    const begins = Math.ceil(((firstHour + index) * HOUR_MS - fromMs) / stepMs);
    const steps = known(arrivals.subarray(begins, Math.floor(begins + perHour)));
    return steps.length < 0.9 * perHour - 1 ? Number.NaN : meanOf(steps) * perHour;
  });
  return { firstHour, counts };
}

/** Runs of 24 hours that are all known, from the first hour on. */
function wholeDays({ firstHour, counts }: { readonly firstHour: number; readonly counts: readonly number[] }): readonly Day[] {
  const days: Day[] = [];
  for (let index = 0; index + 24 <= counts.length; index += 24) {
    const day = counts.slice(index, index + 24);
    const turn = ((firstHour + index) % 24 + 24) % 24;
    if (day.every((count) => !Number.isNaN(count))) days.push({ fromMs: (firstHour + index) * HOUR_MS, counts: Array.from({ length: 24 }, (_, hour) => day[(hour - turn + 24) % 24] ?? 0) });
  }
  return days;
}

/** Hours against days (randomised blocks, e.g. Montgomery, Design and Analysis of Experiments, 4.1): the variance ratio and how often luck exceeds it. */
function varianceRatio(days: readonly Day[], means: readonly number[], mean: number): { readonly ratio: number; readonly pValue: number } {
  const [df1, df2] = [23, 23 * (days.length - 1)];
  let [between, rest] = [0, 0];
  for (const each of means) between += days.length * (each - mean) * (each - mean);
  for (const { counts } of days) {
    const dayMean = meanOf(Float64Array.from(counts));
    counts.forEach((count, hour) => {
      const left = count - (means[hour] ?? 0) - dayMean + mean;
      rest += left * left;
    });
  }
  if (rest === 0) return { ratio: between === 0 ? 1 : Number.MAX_VALUE, pValue: between === 0 ? 1 : 0 };
  const ratio = between / df1 / (rest / df2);
  return { ratio, pValue: exp(logIncompleteBeta({ a: df2 / 2, b: df1 / 2, x: df2 / (df2 + df1 * ratio) }).logLower) };
}

type Weekends = { readonly kind: 'differs'; readonly ratio: number } | { readonly kind: 'same' } | { readonly kind: 'unknown'; readonly why: string };

/** Welch's statistic on the sums of whole days. A day belongs to the weekend by its middle. */
function compareWeekends(days: readonly Day[]): Weekends {
  const sums = days.map(({ fromMs, counts }) => ({ isFree: isWeekend(fromMs + DAY_MS / 2), sum: counts.reduce((all, count) => all + count, 0) }));
  const free = Float64Array.from(sums.filter(({ isFree }) => isFree).map(({ sum }) => sum));
  const working = Float64Array.from(sums.filter(({ isFree }) => !isFree).map(({ sum }) => sum));
  if (free.length < WEEKEND_DAYS_MIN || working.length < WORKING_DAYS_MIN) {
    return { kind: 'unknown', why: `weekends against working days: that takes about two weeks, and the history has ${free.length} weekend days and ${working.length} working days` };
  }
  const [meanFree, meanWorking] = [meanOf(free), meanOf(working)];
  const error = Math.sqrt(varianceOf(free, meanFree) / free.length + varianceOf(working, meanWorking) / working.length);
  if (meanWorking === 0 || Math.abs(meanFree - meanWorking) <= ERRORS_APART * error) return { kind: 'same' };
  return { kind: 'differs', ratio: meanFree / meanWorking };
}

function varianceOf(values: Float64Array, mean: number): number {
  return (meanOf(values.map((value) => (value - mean) * (value - mean))) * values.length) / Math.max(1, values.length - 1);
}
