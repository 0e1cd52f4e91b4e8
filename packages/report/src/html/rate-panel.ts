// How often something bad happened on either version, with the interval in which the true share lies 95 times in 100.
import { element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { bandPath, linePath, type Point } from '../svg/path.ts';
import { linearScale, type Extent, type Scale } from '../svg/scale.ts';
import { niceCeiling, niceTicks } from '../svg/ticks.ts';
import { named } from '../words/foreign-text.ts';
import { cleanLine } from '../text/clean-line.ts';
import { decimal } from '../text/quantity.ts';
import { valueWords, type Measure } from '../words/measure.ts';
import type { RateBin, RateSeries, RolloutRecord } from '../ledger/rollout-report.ts';
import { wilsonInterval, type Interval } from '../ledger/wilson-interval.ts';
import { clipped, endLabels, valueAxis, type AxisTick, type EndLabel, type Panel, type PanelFrame } from './chart-frame.ts';

type Arm = 'stable' | 'candidate';

/** Bins further apart than this many of their own lengths are not joined by a line. */
const GAP_MAX = 1.5;
const TICKS = 3;

export function ratePanel(series: RateSeries, rollout: RolloutRecord, index: number): Panel {
  const domain = domainOf(series);
  return {
    title: cleanLine(series.title),
    hint: series.measure.kind === 'share' ? `${series.counts}; shaded: 95 % interval` : series.counts,
    height: 92,
    draw: (frame) => {
      const y = linearScale(domain, { from: frame.bottom, to: frame.top });
      const ticks = ticksOf(series.measure, domain);
      return fragment([
        valueAxis(frame, y, ticks),
        clipped(frame, `rate${String(index)}`, fragment([armMarks('stable', series, frame, y), armMarks('candidate', series, frame, y)])),
        endLabels(frame, [...labelOf('stable', series.stable, rollout.stable, y), ...labelOf('candidate', series.candidate, rollout.candidate, y)]),
      ]);
    },
  };
}

/** Round numbers of what the axis is labelled in. */
function ticksOf(measure: Measure, { from, to }: Extent): readonly AxisTick[] {
  const unit = measure.kind === 'gauge' && measure.unit === 'bytes' ? binaryUnit(to) : 1;
  return niceTicks({ from: from / unit, to: to / unit }, TICKS).map((tick) => ({ value: tick * unit, label: measure.kind === 'share' ? `${decimal(tick * 100, 3)} %` : valueWords(measure, tick * unit) }));
}

function binaryUnit(largest: number): number {
  let unit = 1;
  while (largest / unit >= 1024) unit *= 1024;
  return unit;
}

/** Intervals of bins with few requests may reach far; this part of an arm's requests has its intervals inside the picture. */
const REQUESTS_INSIDE = 0.95;

/** From 0, or from just below the lowest interval where all of them are far from 0. What does not fit is cut at the edge. */
function domainOf({ stable, candidate, measure }: RateSeries): Extent {
  const arms = [stable, candidate].filter((bins) => bins.length > 0);
  const top = measure.kind === 'gauge' ? Number.POSITIVE_INFINITY : 1;
  const highest = Math.max(1e-4, ...arms.map((bins) => reach(bins, (bin) => spreadOf(measure, bin).high)));
  const lowest = Math.min(highest, ...arms.map((bins) => -reach(bins, (bin) => -spreadOf(measure, bin).low)));
  if (!(lowest > 0.5 * highest)) return { from: 0, to: Math.min(top, highest * 1.08) };
  const step = niceCeiling(Math.max(highest - lowest, highest / 100) / TICKS, 1);
  return { from: Math.max(0, Math.floor(lowest / step) * step), to: Math.min(top, highest + step / 4) };
}

/** Only shares have an interval: how far a mean may be off its sum does not tell. */
function spreadOf(measure: Measure, bin: RateBin): Interval {
  const value = bin.events / bin.trials;
  return measure.kind === 'share' ? wilsonInterval(bin) : { low: value, high: value };
}

/** The smallest value that the bins of at least 95 % of the requests stay below. */
function reach(bins: readonly RateBin[], valueOf: (bin: RateBin) => number): number {
  const ordered = bins.toSorted((a, b) => valueOf(a) - valueOf(b));
  const wanted = REQUESTS_INSIDE * bins.reduce((sum, { trials }) => sum + trials, 0);
  let seen = 0;
  for (const bin of ordered) {
    seen += bin.trials;
    if (seen >= wanted) return valueOf(bin);
  }
  return 0;
}

function armMarks(arm: Arm, series: RateSeries, frame: PanelFrame, y: Scale): Markup {
  return fragment(runsOf(series[arm]).map((run) => runMarks(arm, run, series.measure, frame, y)));
}

/** A run is drawn from the beginning of its first bin to the end of its last, through the middles of all. */
function runMarks(arm: Arm, run: readonly RateBin[], measure: Measure, { x }: PanelFrame, y: Scale): Markup {
  const places = run.flatMap((bin, index): readonly (readonly [number, RateBin])[] => [
    ...(index === 0 ? [[x(bin.fromMs), bin] as const] : []),
    [x((bin.fromMs + bin.toMs) / 2), bin],
    ...(index === run.length - 1 ? [[x(bin.toMs), bin] as const] : []),
  ]);
  const line = (valueOf: (bin: RateBin) => number): readonly Point[] => places.map(([place, bin]) => ({ x: place, y: y(valueOf(bin)) }));
  const band = measure.kind === 'share' ? element('path', { d: bandPath(line((bin) => wilsonInterval(bin).high), line((bin) => wilsonInterval(bin).low)), class: `${arm} band` }) : NOTHING;
  return fragment([band, element('path', { d: linePath(line(({ events, trials }) => events / trials)), class: `${arm} line` })]);
}

function runsOf(bins: readonly RateBin[]): readonly (readonly RateBin[])[] {
  const runs: RateBin[][] = [];
  for (const bin of bins) {
    const before = runs.at(-1)?.at(-1);
    const isNear = before !== undefined && bin.fromMs - before.toMs <= GAP_MAX * Math.max(bin.toMs - bin.fromMs, before.toMs - before.fromMs);
    if (isNear) runs.at(-1)?.push(bin);
    else runs.push([bin]);
  }
  return runs;
}

function labelOf(arm: Arm, bins: readonly RateBin[], version: string, y: Scale): readonly EndLabel[] {
  const last = bins.at(-1);
  return last === undefined ? [] : [{ y: y(last.events / last.trials), words: named(version), className: arm }];
}
