// What the counts of a check stand for: a share of something, a mean on a scale, or the value of a gauge, and how one such number is written.
import type { ArmCounts, Check } from '@rampart/rollout-policy';
import { bytes, count, counted, duration, percentOfRatio, threeDigits } from '../text/quantity.ts';
import type { RolloutContext } from './rollout-context.ts';

export type Measure =
  /** `events` of `trials`, which are `noun`s. */
  | { readonly kind: 'share'; readonly noun: string }
  /** Sums in evidence are scaled so that `low` is 0 and `high` is 1. */
  | { readonly kind: 'mean'; readonly low: number; readonly high: number }
  | { readonly kind: 'gauge'; readonly unit: 'bytes' | 'seconds' | 'plain' };

export const SHARE_OF_REQUESTS: Measure = { kind: 'share', noun: 'request' };

export function measureOf({ signal }: Check): Measure {
  switch (signal.kind) {
    case 'share':
      return { kind: 'share', noun: signal.unit === 'users' ? 'user' : 'request' };
    case 'time':
      return SHARE_OF_REQUESTS;
    case 'labels':
    case 'bins':
      return { kind: 'share', noun: 'answer' };
    case 'pairs':
    case 'calibration':
      return { kind: 'share', noun: 'item' };
    case 'score':
      return { kind: 'mean', low: signal.low, high: signal.high };
    case 'level':
      return { kind: 'gauge', unit: gaugeUnit(signal.metric) };
  }
}

/** Of a check by its name; one that is not known counts requests. */
export function measureFor({ checks }: RolloutContext, name: string): Measure {
  const known = checks.find(({ check }) => check.name === name);
  return known === undefined ? SHARE_OF_REQUESTS : measureOf(known.check);
}

/** By the metric's name, as Prometheus wants it: the unit is its last word. */
function gaugeUnit(metric: string): 'bytes' | 'seconds' | 'plain' {
  const name = metric.replace(/_(?:total|max|current)$/u, '');
  return name.endsWith('_bytes') ? 'bytes' : name.endsWith('_seconds') ? 'seconds' : 'plain';
}

/** One value, as evidence has it: `0.25 %`, `0.78`, `6.1 GiB`. */
export function valueWords(measure: Measure, value: number): string {
  switch (measure.kind) {
    case 'share':
      return percentOfRatio(value);
    case 'mean':
      return threeDigits(measure.low + value * (measure.high - measure.low));
    case 'gauge':
      return measure.unit === 'bytes' ? bytes(value) : measure.unit === 'seconds' ? duration(value * 1000) : threeDigits(value);
  }
}

/** A difference of two values: of shares in points, else in the measure's own unit. */
export function differenceWords(measure: Measure, difference: number): string {
  if (measure.kind === 'share') {
    const points = threeDigits(difference * 100);
    return `${points} ${points === '1' ? 'point' : 'points'}`;
  }
  return measure.kind === 'mean' ? threeDigits(difference * (measure.high - measure.low)) : valueWords(measure, difference);
}

/** In a sentence: `143 of 57,000 (0.25 %)`, `0.78 on average`; nothing seen is said so. */
export function armValue(measure: Measure, arm: ArmCounts): string {
  if (arm.trials === 0) return nothingYet(measure);
  return measure.kind === 'share' ? `${count(arm.events)} of ${count(arm.trials)} (${percentOfRatio(ratioOf(arm))})` : valueWords(measure, ratioOf(arm));
}

/** In a table: `143 of 57,000  0.25 %`. Two blanks part what a renderer may set apart. */
export function armCell(measure: Measure, arm: ArmCounts): string {
  if (arm.trials === 0) return nothingYet(measure);
  switch (measure.kind) {
    case 'share':
      return `${count(arm.events)} of ${count(arm.trials)}  ${percentOfRatio(ratioOf(arm))}`;
    case 'mean':
      return `${valueWords(measure, ratioOf(arm))}  mean of ${count(arm.trials)}`;
    case 'gauge':
      return valueWords(measure, ratioOf(arm));
  }
}

export function nothingYet(measure: Measure): string {
  return measure.kind === 'share' ? `no ${measure.noun}s yet` : 'nothing yet';
}

/** `1 request`, `2 users`, `3 samples`. */
export function seenWords(measure: Measure, trials: number): string {
  return counted(trials, measure.kind === 'share' ? measure.noun : measure.kind === 'mean' ? 'answer' : 'sample');
}

export function ratioOf({ trials, events }: ArmCounts): number {
  return trials === 0 ? Number.NaN : events / trials;
}
