// The table at the top: every rollout in one line.
import { assertNever } from '@rampart/rollout-policy';
import { content, element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { count, duration, percentOfWeight } from '../text/quantity.ts';
import { named } from '../words/foreign-text.ts';
import { outcomeWords } from '../words/event-title.ts';
import { cleanLine } from '../text/clean-line.ts';
import type { RolloutRecord } from '../ledger/rollout-report.ts';

const COLUMNS = ['candidate', 'outcome', 'took', 'highest share', 'bad requests it cost', 'why'] as const;

export function overview(rollouts: readonly RolloutRecord[]): Markup {
  if (rollouts.length === 0) return element('p', {}, content('Nothing was rolled out yet.'));
  const head = element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, content(name))));
  const body = rollouts.map((rollout, index) => row(rollout, index));
  return element('table', { class: 'overview' }, element('thead', {}, head), element('tbody', {}, ...body));
}

export function sectionId(index: number): string {
  return `rollout-${String(index + 1)}`;
}

function row(rollout: RolloutRecord, index: number): Markup {
  const link = element('a', { href: `#${sectionId(index)}` }, content(named(rollout.candidate)));
  const cells: readonly Markup[] = [
    element('th', { scope: 'row' }, link, element('span', { class: 'muted' }, content(` after ${named(rollout.stable)}`))),
    cell(1, outcomeBadge(rollout)),
    cell(2, content(duration(rollout.endedAtMs - rollout.startedAtMs))),
    cell(3, content(percentOfWeight(rollout.weightMaxPpm))),
    cell(4, harmMeter(rollout)),
    cell(5, content(cleanLine(rollout.why))),
  ];
  return element('tr', {}, ...cells);
}

/** On a phone the cells of a row stand under each other; then each carries the name of its column. */
function cell(column: number, inside: Markup): Markup {
  return element('td', { 'data-column': COLUMNS[column] ?? '' }, element('span', {}, inside));
}

export function outcomeBadge({ outcome }: RolloutRecord): Markup {
  const words = outcome === 'running' ? 'still running' : outcomeWords(outcome);
  return element('span', { class: `badge ${outcome === 'promoted' ? 'good' : outcome === 'running' ? 'open' : 'bad'}` }, content(`${glyphOf(outcome)} ${words}`));
}

function glyphOf(outcome: RolloutRecord['outcome']): string {
  switch (outcome) {
    case 'promoted':
      return '✔';
    case 'rolled-back':
      return '✘';
    case 'halted':
      return '!';
    case 'superseded':
    case 'expired':
      return '–';
    case 'running':
      return '●';
    default:
      return assertNever(outcome);
  }
}

/** `15 of 300 promised`, with a bar; fewer than stable would have had is no harm. */
export function harmMeter({ harm }: RolloutRecord): Markup {
  const excess = Math.round(harm.excess);
  const words = excess < 0 ? `none (${count(-excess)} fewer)` : `${count(excess)} of ${count(harm.budget)} allowed`;
  const filled = harm.budget > 0 ? Math.min(1, Math.max(0, harm.excess / harm.budget)) : 0;
  const bar =
    excess <= 0
      ? NOTHING
      : element(
          'svg',
          { xmlns: 'http://www.w3.org/2000/svg', class: 'meter', viewBox: '0 0 60 6', width: 60, height: 6, 'aria-hidden': 'true' },
          element('rect', { x: 0, y: 0, width: 60, height: 6, rx: 3, class: 'meter-room' }),
          element('rect', { x: 0, y: 0, width: Math.max(3, filled * 60), height: 6, rx: 3, class: 'meter-fill' }),
        );
  return fragment([content(words), bar]);
}
