// Policies side by side in the same worlds: the same seeds, runs and draws for each (common random numbers), so that a difference is of the policies and not
// of luck. Differences are paired: policy minus the first policy, run by run.
import { normalQuantile } from '@rampart/rollout-policy/statistics';
import type { RunRow } from '../claims/claim.ts';

/** What is compared, in the order of tables. */
export const MEASURES = ['sentBack', 'promoted', 'decidedMs', 'excess', 'asked'] as const;
export type Measure = (typeof MEASURES)[number];

/** Rows of one policy under one kind of candidate, in run order; the same runs for every policy. */
export interface PolicyRuns {
  readonly policy: string;
  readonly rows: readonly RunRow[];
}

export interface Comparison {
  readonly runs: number;
  readonly confidence: number;
  readonly measures: readonly MeasureCompared[];
}

export interface MeasureCompared {
  readonly measure: Measure;
  readonly policies: readonly { readonly policy: string; readonly mean: Interval }[];
  /** Against the first policy; the first itself is left out. */
  readonly differences: readonly { readonly policy: string; readonly difference: Interval }[];
}

/** A mean over runs with a two-sided interval (normal, by the central limit theorem: runs are independent and there are hundreds). */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RUNS_MIN = 30;

/** `confidence`: of each interval, two-sided, e.g. 0.99. Throws where the policies were not run on the same runs: our own mistake. */
export function comparePolicies(all: readonly PolicyRuns[], { horizonMs, confidence }: { readonly horizonMs: number; readonly confidence: number }): Comparison {
  const [first, ...others] = all;
  if (first === undefined) throw new RangeError('nothing to compare');
  const runs = first.rows.length;
  if (runs < RUNS_MIN) throw new RangeError(`intervals by the central limit theorem need at least ${RUNS_MIN} runs, not ${runs}`);
  for (const { policy, rows } of others) {
    if (rows.length !== runs || rows.some(({ run }, index) => run !== first.rows[index]?.run)) throw new RangeError(`${policy} was not run on the same runs as ${first.policy}`);
  }
  const quantile = normalQuantile((1 + confidence) / 2);
  return {
    runs,
    confidence,
    measures: MEASURES.map((measure) => ({
      measure,
      policies: all.map(({ policy, rows }) => ({ policy, mean: meanOf(rows.map((row) => valueOf(measure, row, horizonMs)), quantile) })),
      differences: others.map(({ policy, rows }) => ({
        policy,
        difference: meanOf(rows.map((row, index) => valueOf(measure, row, horizonMs) - valueOf(measure, first.rows[index] ?? row, horizonMs)), quantile),
      })),
    })),
  };
}

/** An undecided release counts as decided at the horizon: leaving it out would favour who never decides. */
function valueOf(measure: Measure, { outcome, promotedAtMs, decidedAtMs, askedAtMs, excess }: RunRow, horizonMs: number): number {
  switch (measure) {
    case 'sentBack':
      return outcome === 'rolled-back' || outcome === 'halted' ? 1 : 0;
    case 'promoted':
      return promotedAtMs === 'never' ? 0 : 1;
    case 'decidedMs':
      return decidedAtMs === 'never' ? horizonMs : decidedAtMs;
    case 'asked':
      return askedAtMs === 'never' ? 0 : 1;
    case 'excess':
      return excess;
  }
}

/** Summed in run order, so that the same rows give the same bits. */
function meanOf(values: readonly number[], quantile: number): Interval {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const half = quantile * Math.sqrt(squares / (values.length - 1) / values.length);
  return { mean, low: mean - half, high: mean + half };
}
