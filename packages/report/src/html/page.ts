// The report as one HTML file: no network, no script, no font or picture from elsewhere. A content security policy in the page holds it to that.
import { content, element, NOTHING, verbatim, type Markup } from '../svg/element.ts';
import { count, counted, percentOfRatio } from '../text/quantity.ts';
import { utcDateTime } from '../text/utc-time.ts';
import { named } from '../words/foreign-text.ts';
import { outcomeWords } from '../words/event-title.ts';
import type { RateBin, RolloutRecord, RolloutReport } from '../ledger/rollout-report.ts';
import { overview } from './overview.ts';
import { rolloutSection } from './rollout-section.ts';
import { STYLE } from './style.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export function renderHtml(report: RolloutReport): string {
  const title = `Rollouts of ${named(report.target)}`;
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('title', {}, content(title)),
    element('style', {}, verbatim(STYLE)),
  );
  const body = element(
    'body',
    {},
    element('header', {}, element('h1', {}, content(title)), element('p', { class: 'muted' }, content(subtitle(report.rollouts)))),
    element('main', {}, overview(report.rollouts), ...report.rollouts.map(rolloutSection)),
    footer(report),
  );
  return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, head, body)}\n`;
}

/** `3 rollouts, 1 promoted, 2 rolled back. 2026-03-09 14:10:00 UTC to 2026-03-09 15:52:24 UTC.` */
function subtitle(rollouts: readonly RolloutRecord[]): string {
  const [first, last] = [rollouts[0], rollouts.at(-1)];
  if (first === undefined || last === undefined) return 'No rollouts.';
  const outcomes = rollouts.map(({ outcome }) => (outcome === 'running' ? 'still running' : outcomeWords(outcome)));
  const tally = [...new Set(outcomes)].map((words) => `${count(outcomes.filter((other) => other === words).length)} ${words}`);
  return `${counted(rollouts.length, 'rollout')}: ${tally.join(', ')}. From ${utcDateTime(first.startedAtMs)} to ${utcDateTime(last.endedAtMs)}.`;
}

function footer({ rollouts, traffic }: RolloutReport): Markup {
  const looks = rollouts.reduce((sum, rollout) => sum + rollout.looks.reduce((all, span) => all + span.looks, 0), 0);
  const cost = rollouts.reduce((sum, { harm }) => sum + Math.max(0, harm.excess), 0);
  const judged = rollouts.reduce((sum, rollout) => sum + Math.max(0, ...rollout.rates.map((series) => requestsIn(series.candidate))), 0);
  const totals = `In all: ${counted(looks, 'look')}, ${counted(judged, 'request')} judged on candidates, ${counted(cost, 'bad request')} more than the stable versions would have had.`;
  const served = traffic.kind === 'unknown' ? '' : `${counted(traffic.requests, 'request')} were served, ${count(traffic.failed)} of them failed (${percentOfRatio(traffic.failed / Math.max(1, traffic.requests))}).`;
  return element(
    'footer',
    {},
    element('p', {}, content(totals)),
    served === '' ? NOTHING : element('p', {}, content(served)),
    element('p', {}, content('Times are UTC. Bands are 95 % score intervals of the requests in one bin (Wilson 1927); they are for the eye. Decisions come from the evidence, whose odds stay valid however often one looks: a candidate that is no worse than allowed reaches 100 : 1 in at most 1 of 100 releases.')),
  );
}

function requestsIn(bins: readonly RateBin[]): number {
  return bins.reduce((sum, { trials }) => sum + trials, 0);
}
