// Measures of delivery for a terminal or a log: name, figure with its n, and what was counted.
import { paint, type TerminalStyle } from '../terminal-style.ts';
import { cutColumns, padColumns } from '../text/display-width.ts';
import { count, counted, decimal, duration, percentOfRatio, percentOfWeight } from '../text/quantity.ts';
import { utcDate } from '../text/utc-time.ts';
import { named } from '../words/foreign-text.ts';
import type { DeliveryMeasures, Durations, Share } from './delivery-measures.ts';

export function measureLines(target: string, measures: DeliveryMeasures, style: TerminalStyle): readonly string[] {
  const { period, deployments, leadTime, changeFailures, recoveryTime, rework, caught } = measures;
  const days = Math.round((period.toMs - period.fromMs) / 86_400_000);
  const rows: readonly (readonly [string, string, string])[] = [
    ['deployment frequency', frequencyWords(deployments), 'releases promoted'],
    ['lead time for changes', durationWords(leadTime), 'first start of a version here to its promotion'],
    ['change failure rate', shareWords(changeFailures), 'promoted releases that were taken out again'],
    ['failed deployment recovery time', durationWords(recoveryTime), 'promotion to all traffic back on another version'],
    ['rework rate', shareWords(rework), 'promoted releases that repaired a failed one'],
    ['caught before promote', shareWords(caught), caughtWords(measures)],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  // A target that is younger than the period is measured from its first day.
  const young = deployments.knownMs > 0 && deployments.knownMs < period.toMs - period.fromMs ? `; its ledger began ${duration(deployments.knownMs)} ago` : '';
  const head = `${named(target)} · ${utcDate(period.fromMs)} to ${utcDate(period.toMs)}, ${counted(days, 'day')}${young}`;
  const lines = rows.map((row) => `  ${padColumns(row[0], widths[0] ?? 0)}  ${padColumns(row[1], widths[1] ?? 0)}  ${row[2]}`.trimEnd());
  return [paint(cutColumns(head, style.width), ['bold'], style), ...lines.map((line) => cutColumns(line, style.width))];
}

/** One release in an hour is not a hundred a week. */
function frequencyWords({ n, perWeek, knownMs }: DeliveryMeasures['deployments']): string {
  if (n === 0) return 'none';
  return perWeek === 'too-short' ? `${count(n)} in ${duration(knownMs)}` : `${decimal(perWeek, 2)} a week (n ${count(n)})`;
}

function durationWords({ n, medianMs, maxMs }: Durations): string {
  if (medianMs.kind === 'none') return 'none';
  return `${duration(medianMs.value)} (median, n ${count(n)}${n > 1 ? `, at most ${duration(maxMs)}` : ''})`;
}

function shareWords({ n, hits }: Share): string {
  return n === 0 ? 'none' : `${percentOfRatio(hits / n)} (${count(hits)} of ${count(n)})`;
}

function caughtWords({ caught }: DeliveryMeasures): string {
  if (caught.hits === 0 || caught.weightMaxPpm.kind === 'none') return 'decided releases that were taken out before';
  return `decided releases: ${count(caught.byChecks)} by checks, ${count(caught.byPeople)} by people, ${count(caught.byTime)} undecided in time; at most ${percentOfWeight(caught.weightMaxPpm.value)} of the traffic (median)`;
}
