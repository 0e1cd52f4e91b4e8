// A check in the words and units of a policy file, everything written out that means something for what it looks at.
import type { Check, LabelsOrigin, LabelsQuestion, Limit, Margin, Signal } from '@rampart/rollout-policy';
import type { Written } from './policy-text.ts';
import { formatDuration } from './units/duration.ts';
import { formatGrowth } from './units/growth.ts';
import { formatLabelMatchers } from './units/label-matchers.ts';
import { formatLatency } from './units/latency.ts';
import { formatMargin } from './units/margin.ts';
import { formatPoints } from './units/points.ts';
import { formatQuantile } from './units/quantile.ts';
import { formatScale, fromUnitScale } from './units/score.ts';
import { formatRatio } from './units/share.ts';
import { formatSize, parseSize } from './units/size.ts';

type Keys = { readonly [key: string]: Written };

export function checkText(check: Check): Written {
  return { ...signalText(check), ...comparisonText(check), then: check.then, ...independenceText(check) };
}

export function labelsOriginText(origin: LabelsOrigin): Keys {
  return origin.kind === 'http' ? { http: origin.url } : { command: origin.argv };
}

function signalText({ signal, better }: Check): Keys {
  switch (signal.kind) {
    case 'share':
      return { share: signal.metric, ...amongText(signal.among), ...whereText(signal.where), count: signal.unit, better };
    case 'time':
      return { time: signal.metric, ...whereText(signal.where) };
    case 'score':
      return { ...scoreText(signal.origin), range: formatScale(signal), better };
    case 'labels':
      return { labels: labelsOriginText(signal.source), ...questionText(signal) };
    case 'pairs':
      return { pairs: labelsOriginText(signal.source), ...questionText(signal) };
    case 'calibration':
      return { calibration: labelsOriginText(signal.source), ...questionText(signal) };
    case 'bins':
      return { bins: signal.metric, ...whereText(signal.where), by: signal.by, against: againstText(signal.against) };
    case 'level':
      return { level: signal.metric, ...whereText(signal.where), growsBy: signal.growth.kind === 'none' ? 'none' : formatGrowth(signal.growth.ratioMax) };
  }
}

function scoreText(origin: Extract<Signal, { kind: 'score' }>['origin']): Keys {
  if (origin.kind === 'metric') return { score: origin.metric, ...whereText(origin.where) };
  return { score: { labels: labelsOriginText(origin.source) }, ...questionText(origin) };
}

function amongText(among: Extract<Signal, { kind: 'share' }>['among']): Keys {
  return among.length === 0 ? {} : { among: formatLabelMatchers(among) };
}

function whereText(where: Extract<Signal, { kind: 'time' }>['where']): Keys {
  return where.length === 0 ? {} : { where: formatLabelMatchers(where) };
}

function questionText({ everyMs, matureMs }: LabelsQuestion): Keys {
  return { every: formatDuration(everyMs), mature: formatDuration(matureMs) };
}

function againstText(against: Extract<Signal, { kind: 'bins' }>['against']): Written {
  if (against.kind === 'stable') return 'stable';
  return { reference: Object.fromEntries(Object.entries(against.shares).map(([bin, share]) => [bin, formatRatio(share)])) };
}

function comparisonText({ signal, slices, gap, worseBy, sides, limit }: Check): Keys {
  const margin = marginText(worseBy, sides);
  switch (signal.kind) {
    case 'share':
    case 'score':
    case 'labels':
    case 'pairs':
      return { slices, ...(slices.length === 0 ? {} : { gapBy: gap.kind === 'none' ? 'none' : formatPoints(gap.ratio) }), ...margin, limit: limitText(limit, signal) };
    case 'time':
    case 'level':
      return { ...margin, limit: limitText(limit, signal) };
    case 'calibration':
    case 'bins':
      return margin;
  }
}

function marginText(margin: Margin, sides: Check['sides']): Keys {
  return sides === 'both' ? { differsBy: formatMargin(margin) } : { worseBy: formatMargin(margin) };
}

function limitText(limit: Limit, signal: Signal): Written {
  switch (limit.kind) {
    case 'none':
      return 'none';
    case 'share':
      return signal.kind === 'score' ? { mean: fromUnitScale(limit.ratioMax, signal) } : formatRatio(limit.ratioMax);
    case 'time':
      return { [formatQuantile(limit.quantile)]: formatLatency(limit.msMax) };
    case 'level':
      return isSize(limit.max, signal) ? formatSize(limit.max) : { level: limit.max };
  }
}

/** A policy holds a level in the unit of its gauge; the gauge's name says whether that is bytes. */
function isSize(max: number, signal: Signal): boolean {
  return signal.kind === 'level' && /(?:^|_)bytes$/.test(signal.metric) && Number.isInteger(max) && parseSize(formatSize(max)).kind === 'ok';
}

function independenceText({ signal, independent }: Check): Keys {
  return signal.kind === 'score' || signal.kind === 'level' ? {} : { independent };
}
