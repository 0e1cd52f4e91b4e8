// A check with everything filled in that it leaves out.
import type { Check, LabelsOrigin, LabelsQuestion, Limit, Signal } from '@rampart/rollout-policy';
import { BINS_BY, CHECK_DEFAULTS, INDEPENDENT, LABELS_EVERY_MS, SCORE_SCALE, SHARE_BETTER, SHARE_UNIT, WELL_KNOWN_SIGNALS } from '../defaults.ts';
import { toUnitScale } from '../units/score.ts';
import type { CheckDocument } from './check-schema.ts';
import type { WrittenLimit } from './limit-schema.ts';

/** `written` kept the rules of check-rules.ts, else the answer is `incomplete`. */
export function completeCheck(name: string, written: CheckDocument): Check | 'incomplete' {
  const signal = signalIn(name, written);
  if (signal === 'incomplete') return signal;
  const defaults = CHECK_DEFAULTS[signal.kind];
  const margin = written.differsBy ?? written.worseBy ?? defaults.margin.value;
  return {
    name,
    signal,
    better: written.better ?? SHARE_BETTER.value,
    slices: written.slices ?? [],
    gap: written.gapBy ?? { kind: 'none' },
    worseBy: margin,
    sides: hasNoBetterSide(signal) || (written.differsBy !== undefined && margin.kind !== 'none') ? 'both' : 'worse',
    limit: limitOf(written.limit ?? { kind: 'none' }, signal),
    then: written.then ?? defaults.then.value,
    independent: written.independent ?? INDEPENDENT.value,
  };
}

/** Shares of bins and predicted probabilities are right or off, to either side. */
export function hasNoBetterSide(signal: Signal): boolean {
  return signal.kind === 'bins' || signal.kind === 'calibration';
}

function limitOf(limit: WrittenLimit, signal: Signal): Limit {
  if (limit.kind !== 'mean') return limit;
  return signal.kind === 'score' ? { kind: 'share', ratioMax: toUnitScale(limit.value, signal) } : { kind: 'none' };
}

function signalIn(name: string, written: CheckDocument): Signal | 'incomplete' {
  const { share, time, labels, pairs, calibration, bins, level, where, among = [] } = written;
  if (labels !== undefined) return labelled('labels', labels, written);
  if (pairs !== undefined) return labelled('pairs', pairs, written);
  if (calibration !== undefined) return labelled('calibration', calibration, written);
  if (share !== undefined) return where === undefined ? 'incomplete' : { kind: 'share', metric: share, among, where, unit: written.count ?? SHARE_UNIT.value };
  if (time !== undefined) return { kind: 'time', metric: time, where: where ?? [] };
  if (written.score !== undefined) return scoreIn(written.score, written);
  if (bins !== undefined) return { kind: 'bins', metric: bins, where: where ?? [], by: written.by ?? BINS_BY.value, against: written.against ?? { kind: 'stable' } };
  if (level !== undefined) return { kind: 'level', metric: level, where: where ?? [], growth: written.growsBy ?? { kind: 'none' } };
  if (name === 'errors') return { kind: 'share', metric: WELL_KNOWN_SIGNALS.errors.metric, among, where: where ?? WELL_KNOWN_SIGNALS.errors.where, unit: written.count ?? SHARE_UNIT.value };
  return name === 'latency' ? { kind: 'time', metric: WELL_KNOWN_SIGNALS.latency.metric, where: where ?? WELL_KNOWN_SIGNALS.latency.where } : 'incomplete';
}

function scoreIn(score: string | { readonly labels: LabelsOrigin }, written: CheckDocument): Signal | 'incomplete' {
  if (written.better === undefined) return 'incomplete';
  const { low, high } = written.range ?? SCORE_SCALE.value;
  if (typeof score === 'string') return { kind: 'score', origin: { kind: 'metric', metric: score, where: written.where ?? [] }, low, high };
  const asked = question(score.labels, written);
  return asked === 'incomplete' ? asked : { kind: 'score', origin: { kind: 'labels', ...asked }, low, high };
}

function labelled(kind: 'labels' | 'pairs' | 'calibration', source: LabelsOrigin, written: CheckDocument): Signal | 'incomplete' {
  const asked = question(source, written);
  return asked === 'incomplete' ? asked : { kind, ...asked };
}

function question(source: LabelsOrigin, { every, mature }: CheckDocument): LabelsQuestion | 'incomplete' {
  return mature === undefined ? 'incomplete' : { source, everyMs: every ?? LABELS_EVERY_MS.value, matureMs: mature };
}
