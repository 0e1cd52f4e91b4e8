// A comparison of policies in words and figures: one text for the terminal and the picture. Renderers set it; they add no words.
import { count, counted, duration, percentOfRatio } from '@rampart/report';
import { exactLowerBound, exactUpperBound } from '../claims/clopper-pearson.ts';
import type { Comparison, Interval, Measure } from '../compare/compare-policies.ts';

/** Runs of every policy under one kind of candidate. */
export interface ComparedKind {
  /** `equal candidates` */
  readonly title: string;
  readonly comparison: Comparison;
}

export interface ComparisonWords {
  readonly title: string;
  /** In order; the first is what the others are compared with. */
  readonly policies: readonly string[];
  readonly kinds: readonly KindWords[];
  /** What the intervals are, and how they are to be read. */
  readonly note: string;
}

export interface KindWords {
  readonly title: string;
  readonly measures: readonly MeasureWords[];
}

export interface MeasureWords {
  readonly measure: Measure;
  readonly title: string;
  readonly rows: readonly PolicyWords[];
  /** A value of this measure, e.g. on an axis. */
  readonly format: (value: number) => string;
}

export interface PolicyWords {
  readonly policy: string;
  readonly interval: Interval;
  readonly mean: string;
  readonly range: string;
  /** Against the first policy; empty for it. */
  readonly difference: string;
  readonly differenceRange: string;
  /** Whether the interval of the difference leaves out zero. */
  readonly surely: boolean;
}

export function comparisonWords(kinds: readonly ComparedKind[], { traffic, seed }: { readonly traffic: string; readonly seed: string }): ComparisonWords {
  const [first] = kinds;
  const policies = first?.comparison.measures[0]?.policies.map(({ policy }) => policy) ?? [];
  const runs = first?.comparison.runs ?? 0;
  return {
    title: `${policies.join(', ')} · ${traffic}`,
    policies,
    kinds: kinds.map(({ title, comparison }) => ({ title, measures: comparison.measures.map((measure) => measureWords(measure, comparison)) })),
    note: `${counted(runs, 'release')} of each kind, the same ones for every policy, seed ${seed}. Differences are to ${policies[0] ?? 'the first policy'}, release by release; a difference is sure where its interval leaves out zero, at ${percentOfRatio(first?.comparison.confidence ?? 0)} each, so that all of them together are right in 99 of 100 comparisons.`,
  };
}

/** Confidence of each interval, for all differences together to be right in 99 of 100 comparisons (Bonferroni). */
export function comparisonConfidence({ policies, kinds, measures }: { readonly policies: number; readonly kinds: number; readonly measures: number }): number {
  return 1 - 0.01 / Math.max(1, (policies - 1) * kinds * measures);
}

function measureWords({ measure, policies, differences }: Comparison['measures'][number], { runs, confidence }: Comparison): MeasureWords {
  const format = FORMATS[measure];
  const ofDifferences = IS_SHARE[measure] ? points : format;
  const rows = policies.map(({ policy, mean }, index): PolicyWords => {
    const interval = IS_SHARE[measure] ? shareInterval(mean.mean, runs, confidence) : { ...mean, low: Math.max(FLOORS[measure], mean.low) };
    const difference = index === 0 ? undefined : differences[index - 1]?.difference;
    return {
      policy,
      interval,
      mean: format(interval.mean),
      range: `${format(interval.low)} to ${format(interval.high)}`,
      difference: difference === undefined ? '' : isNone(difference) ? 'none' : signed(difference.mean, ofDifferences),
      differenceRange: difference === undefined || isNone(difference) ? '' : `${signed(difference.low, ofDifferences)} to ${signed(difference.high, ofDifferences)}`,
      surely: difference !== undefined && (difference.low > 0 || difference.high < 0),
    };
  });
  return { measure, title: TITLES[measure], rows, format };
}

const TITLES: Readonly<Record<Measure, string>> = {
  sentBack: 'sent back',
  promoted: 'promoted',
  decidedMs: 'time to decide',
  excess: 'bad requests beyond stable',
  asked: 'a person is asked',
};
const IS_SHARE: Readonly<Record<Measure, boolean>> = { sentBack: true, promoted: true, decidedMs: false, excess: false, asked: true };
/** Luck makes an equal candidate better than stable as well. */
const FLOORS: Readonly<Record<Measure, number>> = { sentBack: 0, promoted: 0, decidedMs: 0, excess: Number.NEGATIVE_INFINITY, asked: 0 };
const FORMATS: Readonly<Record<Measure, (value: number) => string>> = { sentBack: percent, promoted: percent, decidedMs: duration, excess: amount, asked: percent };

/** Exact: none of so many runs is not never. */
function shareInterval(mean: number, runs: number, confidence: number): Interval {
  const seen = { runs, broken: Math.round(mean * runs) };
  const alpha = (1 - confidence) / 2;
  return { mean, low: exactLowerBound(seen, alpha), high: exactUpperBound(seen, alpha) };
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

function points(ratio: number): string {
  return `${(ratio * 100).toFixed(1).replace(/\.0$/, '')} points`;
}

/** The same in every single release. */
function isNone({ mean, low, high }: Interval): boolean {
  return mean === 0 && low === high;
}

function amount(value: number): string {
  return Math.abs(value) >= 10 ? count(value) : value.toFixed(1).replace(/^-0\.0$/, '0.0');
}

function signed(value: number, format: (value: number) => string): string {
  const text = format(Math.abs(value));
  if (value === 0) return text;
  return `${value > 0 ? '+' : '-'}${text}`;
}
