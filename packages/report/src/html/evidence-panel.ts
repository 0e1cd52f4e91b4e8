// How strongly each check speaks against the candidate, against the odds at which it acts.
import { element, fragment, type Markup } from '../svg/element.ts';
import { stepPath } from '../svg/path.ts';
import { logScale, type Scale } from '../svg/scale.ts';
import { logTicks } from '../svg/ticks.ts';
import { spreadLabels } from '../svg/label-layout.ts';
import { count, odds } from '../text/quantity.ts';
import { named } from '../words/foreign-text.ts';
import type { EvidenceSeries, RolloutRecord } from '../ledger/rollout-report.ts';
import { clipped, endLabels, text, valueAxis, type Panel, type PanelFrame } from './chart-frame.ts';

/** Odds below this all look the same: nothing is held against the candidate. */
const ODDS_MIN = 0.3;
/** Kinds of line that a page knows; further checks begin again. */
const INKS = 6;
/** More than a million to one is all the same; what is above is cut at the edge. */
const ODDS_SHOWN_MAX = 3_000_000;

export function evidencePanel({ evidence }: RolloutRecord): Panel {
  const needed = evidence.map(({ oddsNeeded }) => oddsNeeded);
  const seen = evidence.flatMap(({ points }) => points.map((point) => point.odds));
  const domain = { from: ODDS_MIN, to: Math.max(10, ...needed.map((limit) => limit * 3), ...seen.map((value) => Math.min(ODDS_SHOWN_MAX, value * 1.5))) };
  return {
    title: 'Evidence against the candidate',
    hint: 'odds against bad luck; a check acts at its dashed line',
    height: 112,
    draw: (frame) => {
      const y = logScale(domain, { from: frame.bottom, to: frame.top });
      const ticks = logTicks({ from: 1, to: domain.to }, 4).map((value) => ({ value, label: `${count(value)} : 1` }));
      return fragment([
        valueAxis(frame, y, shortened(ticks)),
        limitLines(evidence, frame, y),
        clipped(frame, 'evidence', fragment(evidence.map((series, index) => evidenceLine(series, index, frame, y)))),
        endLabels(frame, evidence.map((series, index) => ({ y: y(Math.min(domain.to, series.points.at(-1)?.odds ?? 1)), words: named(series.check), className: inkOf(index) }))),
      ]);
    },
  };
}

/** A million and more as a power, so that the axis stays narrow. */
function shortened(ticks: readonly { readonly value: number; readonly label: string }[]): readonly { readonly value: number; readonly label: string }[] {
  return ticks.map(({ value, label }) => ({ value, label: value >= 100_000 ? `1e${String(Math.round(Math.log10(value)))} : 1` : label }));
}

function evidenceLine({ points }: EvidenceSeries, index: number, { x, untilX }: PanelFrame, y: Scale): Markup {
  return element('path', { d: stepPath(points.map(({ atMs, odds: value }) => ({ x: x(atMs), y: y(value) })), untilX), class: `${inkOf(index)} line` });
}

function limitLines(evidence: readonly EvidenceSeries[], frame: PanelFrame, y: Scale): Markup {
  const distinct = new Map(evidence.map(({ oddsNeeded, then }) => [`${String(oddsNeeded)} ${then}`, { oddsNeeded, then }]));
  const limits = [...distinct.values()].sort((a, b) => b.oddsNeeded - a.oddsNeeded);
  // The highest is named above its line, the others below theirs.
  const places = spreadLabels(limits.map(({ oddsNeeded }, index) => y(oddsNeeded) + (index === 0 ? -4 : 12)), 12, { from: frame.top + 8, to: frame.bottom });
  return fragment(
    limits.map(({ oddsNeeded, then }, index) =>
      fragment([
        element('line', { x1: frame.size.left, x2: frame.untilX, y1: y(oddsNeeded), y2: y(oddsNeeded), class: 'limit' }),
        text(frame.size.left + 6, places[index] ?? 0, 'value limit-label', `${odds(oddsNeeded)} ${actionWords(then)}`),
      ]),
    ),
  );
}

function actionWords(then: EvidenceSeries['then']): string {
  switch (then) {
    case 'rollback':
      return 'takes it out';
    case 'stepBack':
      return 'steps back';
    case 'hold':
      return 'holds';
    case 'retrain':
      return 'asks for a new model';
    case 'tell':
      return 'tells';
  }
}

function inkOf(index: number): string {
  return `evidence${String(index % INKS)}`;
}
