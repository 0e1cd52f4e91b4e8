// How often something bad happened on either version, with the interval in which the true share lies 95 times in 100.
import { element, fragment, type Markup } from '../svg/element.ts';
import { bandPath, linePath, type Point } from '../svg/path.ts';
import { linearScale, type Scale } from '../svg/scale.ts';
import { niceCeiling, niceTicks } from '../svg/ticks.ts';
import { named } from '../words/foreign-text.ts';
import { cellTitle } from '../words/check-words.ts';
import { decimal } from '../text/quantity.ts';
import type { RateBin, RateSeries, RolloutRecord } from '../ledger/rollout-report.ts';
import { wilsonInterval } from '../ledger/wilson-interval.ts';
import { clipped, endLabels, valueAxis, type EndLabel, type Panel, type PanelFrame } from './chart-frame.ts';

type Arm = 'stable' | 'candidate';

/** Bins further apart than this many of their own lengths are not joined by a line. */
const GAP_MAX = 1.5;
const TICKS = 3;

export function ratePanel(series: RateSeries, rollout: RolloutRecord, index: number): Panel {
  const domain = domainOf(series);
  return {
    title: cellTitle(series.check, series.cell),
    hint: `${series.counts}; shaded: 95 % interval`,
    height: 92,
    draw: (frame) => {
      const y = linearScale(domain, { from: frame.bottom, to: frame.top });
      const ticks = niceTicks(domain, TICKS).map((value) => ({ value, label: `${decimal(value * 100, 3)} %` }));
      return fragment([
        valueAxis(frame, y, ticks),
        clipped(frame, `rate${String(index)}`, fragment([armMarks('stable', series.stable, frame, y), armMarks('candidate', series.candidate, frame, y)])),
        endLabels(frame, [...labelOf('stable', series.stable, rollout.stable, y), ...labelOf('candidate', series.candidate, rollout.candidate, y)]),
      ]);
    },
  };
}

/** Intervals of bins with few requests may reach far; this part of an arm's requests has its intervals inside the picture. */
const REQUESTS_INSIDE = 0.95;

/** From 0, or from just below the lowest interval where all of them are far from 0. What does not fit is cut at the edge. */
function domainOf({ stable, candidate }: RateSeries): { readonly from: number; readonly to: number } {
  const arms = [stable, candidate].filter((bins) => bins.length > 0);
  const highest = Math.max(1e-4, ...arms.map((bins) => reach(bins, (bin) => wilsonInterval(bin).high)));
  const lowest = Math.min(highest, ...arms.map((bins) => -reach(bins, (bin) => -wilsonInterval(bin).low)));
  if (!(lowest > 0.5 * highest)) return { from: 0, to: Math.min(1, highest * 1.08) };
  const step = niceCeiling((highest - lowest) / TICKS, 1);
  return { from: Math.max(0, Math.floor(lowest / step) * step), to: Math.min(1, highest + step / 4) };
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

function armMarks(arm: Arm, bins: readonly RateBin[], frame: PanelFrame, y: Scale): Markup {
  return fragment(runsOf(bins).map((run) => runMarks(arm, run, frame, y)));
}

/** A run is drawn from the beginning of its first bin to the end of its last, through the middles of all. */
function runMarks(arm: Arm, run: readonly RateBin[], { x }: PanelFrame, y: Scale): Markup {
  const places = run.flatMap((bin, index): readonly (readonly [number, RateBin])[] => [
    ...(index === 0 ? [[x(bin.fromMs), bin] as const] : []),
    [x((bin.fromMs + bin.toMs) / 2), bin],
    ...(index === run.length - 1 ? [[x(bin.toMs), bin] as const] : []),
  ]);
  const line = (valueOf: (bin: RateBin) => number): readonly Point[] => places.map(([place, bin]) => ({ x: place, y: y(valueOf(bin)) }));
  return fragment([
    element('path', { d: bandPath(line((bin) => wilsonInterval(bin).high), line((bin) => wilsonInterval(bin).low)), class: `${arm} band` }),
    element('path', { d: linePath(line(({ events, trials }) => events / trials)), class: `${arm} line` }),
  ]);
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
