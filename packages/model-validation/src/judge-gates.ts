// Holds a report against gates. Every rule gets an outcome for every cell it speaks of; what cannot be decided is said, never passed.
import type { Gate, Rule } from './gate.ts';
import type { MetricsReport, ReportCell, SampleCount } from './metrics-report.ts';
import { differenceMax, type Share, shareMax, shareMin } from './score-bounds.ts';

export interface GateResult {
  readonly metric: string;
  /** `all`, or a slice such as `region=west`. */
  readonly cell: string;
  readonly rule: Rule;
  readonly outcome: GateOutcome;
  /** Whether the validation fails by this: it failed, or it is undecidable and the gate does not say `whenMissing: tell`. */
  readonly stops: boolean;
}

export type GateOutcome =
  | {
      readonly kind: 'passed' | 'failed';
      /** The candidate's figure as reported. */
      readonly observed: number;
      /** What was held against `limit`: the figure or its bound; for worseByAtMost, how much worse than stable. */
      readonly compared: number;
      readonly limit: number;
      /** `point`: the figure alone, luck included. Otherwise the level of the bound, e.g. `95%`. */
      readonly basis: string;
    }
  | { readonly kind: 'undecidable'; readonly why: string };

export type StableReport = { readonly kind: 'none' } | { readonly kind: 'report'; readonly report: MetricsReport };

/**
 * Results in the order of the gates. With slices, a gate holds only if it holds in every slice, so no correction for their number is needed:
 * each more slice can only make passing by luck less likely (Berger 1982, intersection-union tests).
 */
export function judgeGates(gates: readonly Gate[], candidate: MetricsReport, stable: StableReport): readonly GateResult[] {
  return gates.flatMap((gate) => cellsOf(gate, candidate).flatMap((cell) => gate.rules.map((rule) => judgeRule(gate, rule, cell, candidate, stable))));
}

/** The whole report, and of every dimension asked for the slices that it has; a dimension without any is shown as `region=*`. */
function cellsOf(gate: Gate, report: MetricsReport): readonly string[] {
  const slices = gate.slices.flatMap((dimension) => {
    const names = [...report.slices.keys()].filter((name) => name.startsWith(`${dimension}=`)).sort();
    return names.length === 0 ? [`${dimension}=*`] : names;
  });
  return ['all', ...slices];
}

function judgeRule(gate: Gate, rule: Rule, cell: string, candidate: MetricsReport, stable: StableReport): GateResult {
  const outcome = decideRule(gate, rule, cell, candidate, stable);
  const stops = outcome.kind === 'failed' || (outcome.kind === 'undecidable' && gate.whenMissing === 'fail');
  return { metric: gate.metric, cell, rule, outcome, stops };
}

function decideRule(gate: Gate, rule: Rule, cell: string, candidate: MetricsReport, stable: StableReport): GateOutcome {
  const reading = readFigure(candidate, cell, gate.metric, 'the report');
  if (reading.kind === 'missing') return undecidable(reading.why);
  if (rule.kind !== 'worseByAtMost') return decideLimit(gate, rule, reading);
  if (stable.kind === 'none') return undecidable('there is no report of stable to compare with');
  const reference = readFigure(stable.report, cell, gate.metric, "stable's report");
  if (reference.kind === 'missing') return undecidable(reference.why);
  return decideComparison(gate, rule, reading, reference);
}

function decideLimit(gate: Gate, rule: Extract<Rule, { kind: 'min' | 'max' }>, reading: Figure): GateOutcome {
  if (gate.basis.kind === 'point') return conclude(rule.kind, reading.value, reading.value, rule.value, 'point');
  const share = asShare(reading, 'the report');
  if (share.kind === 'none') return undecidable(share.why);
  const { z, text } = gate.basis.level;
  return conclude(rule.kind, reading.value, rule.kind === 'min' ? shareMin(share, z) : shareMax(share, z), rule.value, text);
}

function decideComparison(gate: Gate, rule: Extract<Rule, { kind: 'worseByAtMost' }>, candidate: Figure, stable: Figure): GateOutcome {
  const isHigherBetter = rule.better === 'higher';
  const allowed = rule.margin.kind === 'absolute' ? rule.margin.amount : rule.margin.ratio * Math.abs(stable.value);
  if (gate.basis.kind === 'point') return conclude('max', candidate.value, isHigherBetter ? stable.value - candidate.value : candidate.value - stable.value, allowed, 'point');
  const [mine, theirs] = [asShare(candidate, 'the report'), asShare(stable, "stable's report")];
  if (mine.kind === 'none') return undecidable(mine.why);
  if (theirs.kind === 'none') return undecidable(theirs.why);
  const { z, text } = gate.basis.level;
  // A relative margin moves with stable's true share, which is itself uncertain: bound (1 - margin) x stable - candidate as a whole.
  const ratio = rule.margin.kind === 'relative' ? rule.margin.ratio : 0;
  const excess = isHigherBetter ? differenceMax(theirs, mine, z, 1 - ratio) : differenceMax(mine, theirs, z, 1 / (1 + ratio)) * (1 + ratio);
  return conclude('max', candidate.value, excess + (rule.margin.kind === 'relative' ? allowed : 0), allowed, text);
}

/** Ties pass. Figures that differ by less than a billionth are alike: 0.8 - 0.795 is not more than 0.005 to anybody but a computer. */
function conclude(side: 'min' | 'max', observed: number, compared: number, limit: number, basis: string): GateOutcome {
  const slack = 1e-9 * Math.max(1, Math.abs(limit));
  const holds = side === 'min' ? compared >= limit - slack : compared <= limit + slack;
  return { kind: holds ? 'passed' : 'failed', observed, compared, limit, basis };
}

interface Figure {
  readonly kind: 'figure';
  readonly value: number;
  readonly samples: SampleCount;
}

function readFigure(report: MetricsReport, cell: string, metric: string, whose: string): Figure | { readonly kind: 'missing'; readonly why: string } {
  const found: ReportCell | undefined = cell === 'all' ? report.all : report.slices.get(cell);
  if (found === undefined) return { kind: 'missing', why: `${whose} has no slice ${cell}` };
  const value = found.metrics.get(metric);
  if (value !== undefined) return { kind: 'figure', value, samples: found.samples };
  const known = [...found.metrics.keys()].slice(0, 8).join(', ');
  return { kind: 'missing', why: `${whose} has no metric ${metric}${cell === 'all' ? '' : ` in ${cell}`}; it has ${known}` };
}

function asShare({ value, samples }: Figure, whose: string): ({ readonly kind: 'share' } & Share) | { readonly kind: 'none'; readonly why: string } {
  if (samples.kind === 'unknown') return { kind: 'none', why: `${whose} has no n, and a bound needs the number of examples` };
  if (value < 0 || value > 1) return { kind: 'none', why: `${value} in ${whose} is not a share between 0 and 1, and a bound is known for shares only` };
  return { kind: 'share', ratio: value, count: samples.count };
}

function undecidable(why: string): GateOutcome {
  return { kind: 'undecidable', why };
}
