// What `rampart fit` found in an export: the tables, what is left over, and what could not be told.
import { plainLine } from '@rampart/json-exchange';
import { formatDuration, formatRate, formatRatioRoughly, formatRoughly } from '@rampart/policy-document';
import { count, utcDateTime } from '@rampart/report';
import type { ArrivalsFit, DayShape, ErrorsFit, Fit, LabelDelayFit, Spread, TwoStates } from '@rampart/simulator/fit';
import { textTable } from '../text-table.ts';

/** From here on the fitted law is not what was seen. */
const FAR_APART = 0.1;
const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** `remarks`: what was written, and what is to be known of it. */
export function tellFit(fit: Fit, remarks: readonly string[]): string {
  const untold = untoldIn(fit);
  return [
    ...headerLines(fit),
    ...arrivalsLines(fit.arrivals),
    ...fit.errors.flatMap(errorsLines),
    ...delayLines(fit.labelDelay),
    ...(untold.length === 0 ? [] : ['not told', ...untold.map((text) => `  - ${plainLine(text, 400)}`)]),
    ...remarks.map((text, index) => `${index === 0 ? '' : '  '}${plainLine(text, 400)}`),
  ].join('\n');
}

/** What the export does not say, in sentences. */
export function untoldIn({ arrivals, errors, labelDelay }: Fit): readonly string[] {
  return [
    ...arrivals.day.untold,
    ...(arrivals.chosen.kind === 'none' ? [`how unevenly requests come: ${arrivals.chosen.why}`] : []),
    ...(errors.length === 0 ? ['errors: no column says what failed (--errors, --status)'] : []),
    ...errors.flatMap(({ name, chosen }) => (chosen.kind === 'none' ? [`how errors of ${name} come: ${chosen.why}`] : [])),
    ...errors.flatMap(({ name, podNoise, pods }) => (podNoise.kind === 'too-little' ? [`how much pods differ in ${name}: ${pods.length === 0 ? 'no column names pods (--pod)' : podNoise.why}`] : [])),
    ...(labelDelay.kind === 'none' ? [`how long labels take: ${labelDelay.why}`] : labelDelay.isCutOff ? ['how long the last labels take: they were still coming when the export ended'] : []),
  ];
}

function headerLines({ source, layout, fromMs, toMs, stepMs, arrivals }: Fit): readonly string[] {
  const read = Object.entries(source.read).map(([what, column]) => `${plainLine(column, 60)} as ${what}`);
  const unused = source.unused.length === 0 ? [] : [`not used: ${source.unused.slice(0, 8).map((name) => plainLine(name, 60)).join(', ')}${source.unused.length > 8 ? ', ...' : ''}`];
  return [
    `${source.file}: ${count(arrivals.requests)} requests in ${formatRoughly(toMs - fromMs)}, ${utcDateTime(fromMs)} to ${utcDateTime(toMs)}`,
    `  ${[layout === 'requests' ? 'a row per request' : `a row per ${formatDuration(stepMs)}`, `read ${read.join(', ')}`, ...unused, ...(source.zoneAssumed ? ['times without a zone were taken as UTC'] : [])].join('; ')}`,
    ...(arrivals.holeShare === 0 ? [] : [`  ${formatRatioRoughly(arrivals.holeShare)} of the spans have no row and were left out`]),
  ];
}

function arrivalsLines({ requestsPerMinute, day, spreads, chosen }: ArrivalsFit): readonly string[] {
  return [
    `traffic: ${formatRate(requestsPerMinute / 60)}${day.low.kind === 'known' ? `, ${formatRate(day.low.perMinute / 60)} in the quietest hour` : ''}`,
    ...shapeLines(day),
    ...(spreads.length === 0 ? [] : ['  spread: variance over mean of the requests in equal spans; 1 is each by itself', ...spreadTable(spreads, day, chosen).map((line) => `    ${line}`)]),
    ...(chosen.kind === 'none' ? [] : [`  ${stateLine(chosen.states)}`, ...residualLines(chosen)]),
  ];
}

function shapeLines({ shape, hours }: DayShape): readonly string[] {
  if (shape.kind === 'unknown') return [];
  if (shape.kind === 'flat') return ['  day: no hour differs from the others by more than luck'];
  const week = shape.kind === 'week' ? `; a weekend day has ${rounded(shape.weekendRatio)} x the traffic of a working day` : '';
  const top = Math.max(...hours);
  const bars = hours.map((hour) => BARS[Math.min(BARS.length - 1, Math.floor((hour / top) * BARS.length))] ?? '').join('');
  return [`  day: the busiest hour has ${rounded(shape.peakToTrough)} x the traffic of the quietest${week}`, `    ${bars}   hours 0 to 23 UTC, straight lines in between`, `    ${hours.map((hour) => rounded(hour)).join(' ')}`];
}

function spreadTable(spreads: readonly Spread[], { shape }: DayShape, chosen: ArrivalsFit['chosen']): readonly string[] {
  const hasShape = shape.kind === 'day' || shape.kind === 'week';
  const rows = spreads.map(({ spanMs, varianceOverMean, beyondShape, emptyShare, emptyShareFitted, spans }) => [
    `${formatDuration(spanMs)}${chosen.kind === 'chosen' && chosen.spanMs === spanMs ? ' *' : ''}`,
    rounded(varianceOverMean),
    ...(hasShape ? [rounded(beyondShape)] : []),
    formatRatioRoughly(emptyShare),
    formatRatioRoughly(emptyShareFitted),
    count(spans),
  ]);
  return textTable([['span', 'seen', ...(hasShape ? ['around the day'] : []), 'empty', 'empty, fitted', 'spans'], ...rows], { left: 1 });
}

function stateLine(states: TwoStates): string {
  if (states.kind === 'none') return `states: one (${states.why})`;
  const { quietPerSecond, busyPerSecond, busyShare, lastMs, everyMs, withinStates } = states;
  return `states: quiet with ${formatRate(quietPerSecond)}, busy with ${formatRate(busyPerSecond)} for ${formatRoughly(lastMs)} out of ${formatRoughly(everyMs)} (${formatRatioRoughly(busyShare)} of the time); variance over mean within them ${rounded(withinStates)}`;
}

function residualLines({ spanMs, residuals: { quantiles, distance } }: Extract<ArrivalsFit['chosen'], { kind: 'chosen' }>): readonly string[] {
  const table = textTable(
    [
      ['of the spans', ...quantiles.map(({ quantile }) => `${quantile * 100}%`)],
      ['seen: at most', ...quantiles.map(({ seen }) => count(seen))],
      ['fitted', ...quantiles.map(({ fitted }) => count(fitted))],
    ],
    { left: 1 },
  );
  const apart = `${rounded(distance * 100)} points apart at most`;
  return [
    `  left over: requests in ${formatDuration(spanMs)} (*) against a negative binomial law, ${apart}`,
    ...table.map((line) => `    ${line}`),
    ...(distance > FAR_APART ? ['    That is far: no such law has these counts. Simulate with the arrivals themselves: rampart simulate POLICY --traffic FILE'] : []),
  ];
}

function errorsLines({ name, trials, events, clusters, chosen, podNoise, pods }: ErrorsFit): readonly string[] {
  const ratio = trials === 0 ? 0 : events / trials;
  const rows = clusters.map((each) => [
    `${formatDuration(each.spanMs)}${chosen.kind === 'chosen' && chosen.spanMs === each.spanMs ? ' *' : ''}`,
    rounded(each.overBinomial),
    rounded(each.meanRequests),
    count(each.effectiveEvents),
    formatRatioRoughly(each.spansWithoutError),
    formatRatioRoughly(each.spansWithoutErrorFitted),
  ]);
  return [
    `${name}: ${formatRatioRoughly(ratio)} (${count(events)} of ${count(trials)})`,
    ...(rows.length === 0 ? [] : textTable([['span', 'over binomial', 'fail together', 'worth single errors', 'spans without', 'fitted'], ...rows], { left: 1 }).map((line) => `    ${line}`)),
    ...(podNoise.kind === 'measured' ? [`  pods: ${podNoise.pods} differ by ${formatRatioRoughly(podNoise.logRateSd)} (standard deviation of the rates' logarithm) beyond counting`] : []),
    ...(podNoise.kind === 'none-beyond-counting' ? [`  pods: ${pods.length} differ by no more than luck`] : []),
  ];
}

function delayLines(fit: LabelDelayFit): readonly string[] {
  if (fit.kind === 'none') return [];
  const known = fit.quantiles.flatMap(({ share, delayMs }) => (delayMs === 'unknown' ? [] : [{ share, delayMs }]));
  return [
    `labels: ${count(fit.labelled)} came, ${count(fit.waiting)} had not when the export ended; ${formatRatioRoughly(fit.everLabelled)} of the requests ever get one`,
    ...textTable([['in after', ...known.map(({ delayMs }) => formatRoughly(delayMs))], ['of those that come', ...known.map(({ share }) => `${share * 100}%`)]], { left: 1 }).map((line) => `    ${line}`),
  ];
}

/** Three digits that matter. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 1_000 ? count(value) : String(Number(value.toPrecision(3)));
}
