// The figures behind a picture: every look, and the counts and intervals of every check.
import { content, element, fragment, type Markup } from '../svg/element.ts';
import { cleanLine } from '../text/clean-line.ts';
import { count, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcClock } from '../text/utc-time.ts';
import { valueWords } from '../words/measure.ts';
import { named } from '../words/foreign-text.ts';
import type { LookSpan, RateBin, RateSeries, RolloutRecord } from '../ledger/rollout-report.ts';
import { wilsonInterval } from '../ledger/wilson-interval.ts';

export function dataTables(rollout: RolloutRecord): Markup {
  return fragment([
    folded('Every look', table(['from', 'to', 'looks', 'share', 'said', 'what would have changed it'], rollout.looks.map(lookCells))),
    ...rollout.rates.map((series) => folded(`Figures of ${cleanLine(series.title)}`, rateTable(series, rollout))),
  ]);
}

function folded(title: string, inside: Markup): Markup {
  return element('details', {}, element('summary', {}, content(title)), element('div', { class: 'scroll' }, inside));
}

function lookCells({ fromMs, toMs, looks, weightPpm, why, changedBy }: LookSpan): readonly string[] {
  return [utcClock(fromMs), utcClock(toMs), count(looks), percentOfWeight(weightPpm), cleanLine(why), cleanLine(changedBy)];
}

function rateTable(series: RateSeries, rollout: RolloutRecord): Markup {
  const rows = [...armRows(named(rollout.stable), series, series.stable), ...armRows(named(rollout.candidate), series, series.candidate)];
  return table(series.measure.kind === 'share' ? ['version', 'from', 'to', 'of', 'counted', 'share', '95 % interval'] : ['version', 'from', 'to', 'of', 'mean'], rows);
}

/** Only shares have an interval: how far a mean may be off its sum does not tell. */
function armRows(version: string, { measure }: RateSeries, bins: readonly RateBin[]): readonly (readonly string[])[] {
  return bins.map((bin) => {
    const span = [version, utcClock(bin.fromMs), utcClock(bin.toMs), count(bin.trials)];
    const value = valueWords(measure, bin.events / bin.trials);
    if (measure.kind !== 'share') return [...span, value];
    const { low, high } = wilsonInterval(bin);
    return [...span, count(bin.events), value, `${percentOfRatio(low)} to ${percentOfRatio(high)}`];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const headRow = element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, content(name))));
  const body = rows.map((cells) => element('tr', {}, ...cells.map((text) => element('td', {}, content(text)))));
  return element('table', { class: 'figures' }, element('thead', {}, headRow), element('tbody', {}, ...body));
}
