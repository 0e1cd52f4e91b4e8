// One rollout: what came of it, its picture, what moved it, and the same as tables.
import { content, element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { cleanLine } from '../text/clean-line.ts';
import { duration, percentOfWeight } from '../text/quantity.ts';
import { utcClock, utcDate, utcDateTime, utcIso } from '../text/utc-time.ts';
import { named } from '../words/foreign-text.ts';
import type { DecisionMark, RolloutRecord } from '../ledger/rollout-report.ts';
import type { ChartSize } from './chart-frame.ts';
import { rolloutChart } from './chart.ts';
import { checkTable } from './check-table.ts';
import { dataTables } from './data-tables.ts';
import { markClass } from './decision-marks.ts';
import { outcomeBadge, sectionId } from './overview.ts';

const WIDE: Omit<ChartSize, 'id'> = { width: 920, left: 64, right: 120, timeTicks: 10 };
const NARROW: Omit<ChartSize, 'id'> = { width: 372, left: 56, right: 68, timeTicks: 4 };

export function rolloutSection(rollout: RolloutRecord, index: number): Markup {
  const id = sectionId(index);
  const [stable, candidate] = [named(rollout.stable), named(rollout.candidate)];
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    element('h2', { id: `${id}-heading` }, content(candidate), content(' '), outcomeBadge(rollout)),
    element('p', { class: 'muted' }, content(`Released after ${stable}. Started `), time(rollout.startedAtMs), content(`, took ${duration(rollout.endedAtMs - rollout.startedAtMs)}.`)),
    element('p', { class: 'why' }, content(cleanLine(rollout.why))),
    checkTable(rollout),
    charts(rollout, id, { stable, candidate }),
    element('h3', {}, content('What happened')),
    element('ol', { class: 'story' }, ...rollout.marks.map((mark) => storyLine(mark, rollout.startedAtMs))),
    aftermath(rollout),
    dataTables(rollout),
  );
}

/** The clock of labels is slow: dates, and time since the end. */
function aftermath({ aftermath: marks, endedAtMs }: RolloutRecord): Markup {
  if (marks.length === 0) return NOTHING;
  const lines = marks.map((mark) => line(mark, `${utcDate(mark.atMs)} +${duration(mark.atMs - endedAtMs)}`));
  return fragment([element('h3', {}, content('What late labels said')), element('ol', { class: 'story' }, ...lines)]);
}

/** Two sizes of one picture; the style sheet shows the one that fits. */
function charts(rollout: RolloutRecord, id: string, { stable, candidate }: { readonly stable: string; readonly candidate: string }): Markup {
  const words = { title: `Rollout of ${candidate} after ${stable}`, description: descriptionOf(rollout) };
  const draw = (name: 'wide' | 'narrow', size: Omit<ChartSize, 'id'>): Markup => element('div', { class: `chart ${name}` }, rolloutChart(rollout, { ...size, id: `${id}-${name}` }, words));
  return element('figure', {}, draw('wide', WIDE), draw('narrow', NARROW));
}

function descriptionOf(rollout: RolloutRecord): string {
  const panels = rollout.rates.map(({ counts }) => counts).join(', ');
  return `Over ${duration(rollout.endedAtMs - rollout.startedAtMs)}: the candidate's share of traffic, at most ${percentOfWeight(rollout.weightMaxPpm)}; ${panels} for both versions; and the odds of every check. The decisions are listed below, the figures are in the tables.`;
}

function storyLine(mark: DecisionMark, startedAtMs: number): Markup {
  const after = mark.atMs - startedAtMs;
  return line(mark, `${utcClock(mark.atMs)}${after === 0 ? '' : ` +${duration(after)}`}`);
}

function line(mark: DecisionMark, when: string): Markup {
  const quiet = [mark.why, mark.changedBy, mark.next].filter((words) => words !== '').map((words) => fragment([content(' '), element('span', { class: 'muted' }, content(cleanLine(words)))]));
  return element('li', { class: markClass(mark) }, element('span', { class: 'when' }, content(when)), element('span', { class: 'what' }, content(cleanLine(mark.what)), ...quiet));
}

function time(atMs: number): Markup {
  return element('time', { datetime: utcIso(atMs) }, content(utcDateTime(atMs)));
}
