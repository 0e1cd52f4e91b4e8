// The figures behind a picture: every look, and the counts and intervals of every check.
import { content, element, fragment, type Markup } from '../svg/element.ts';
import { cleanLine } from '../text/clean-line.ts';
import { count, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { cellTitle } from '../words/check-words.ts';
import { named } from '../words/foreign-text.ts';
import type { LookSpan, RateBin, RateSeries, RolloutRecord } from '../ledger/rollout-report.ts';
import { wilsonInterval } from '../ledger/wilson-interval.ts';

export function dataTables(rollout: RolloutRecord): Markup {
  return fragment([
    folded('Every look', table(['from', 'to', 'looks', 'share', 'said'], rollout.looks.map(lookCells))),
    ...rollout.rates.map((series) => folded(`Figures of ${cellTitle(series.check, series.cell)}`, rateTable(series, rollout))),
  ]);
}

function folded(title: string, inside: Markup): Markup {
  return element('details', {}, element('summary', {}, content(title)), element('div', { class: 'scroll' }, inside));
}

function lookCells({ fromMs, toMs, looks, weightPpm, why }: LookSpan): readonly string[] {
  return [utcClock(fromMs), utcClock(toMs), count(looks), percentOfWeight(weightPpm), cleanLine(why)];
}

function rateTable(series: RateSeries, rollout: RolloutRecord): Markup {
  const rows = [...armRows(named(rollout.stable), series.stable), ...armRows(named(rollout.candidate), series.candidate)];
  return table(['version', 'from', 'to', 'of', 'bad', 'share', '95 % interval'], rows);
}

function armRows(version: string, bins: readonly RateBin[]): readonly (readonly string[])[] {
  return bins.map((bin) => {
    const { low, high } = wilsonInterval(bin);
    const interval = `${percentOfRatio(low)} to ${percentOfRatio(high)}`;
    return [version, utcClock(bin.fromMs), utcClock(bin.toMs), count(bin.trials), count(bin.events), percentOfRatio(bin.events / bin.trials), interval];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const headRow = element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, content(name))));
  const body = rows.map((cells) => element('tr', {}, ...cells.map((text) => element('td', {}, content(text)))));
  return element('table', { class: 'figures' }, element('thead', {}, headRow), element('tbody', {}, ...body));
}
