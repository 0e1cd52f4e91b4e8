// The table of checks of one rollout, as its summary had it when the outcome was settled.
import { content, element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { cleanLine } from '../text/clean-line.ts';
import { named } from '../words/foreign-text.ts';
import type { RolloutRecord } from '../ledger/rollout-report.ts';

export function checkTable({ checks, stable, candidate }: RolloutRecord): Markup {
  if (checks.length === 0) return NOTHING;
  const columns = ['check', `${named(stable)} stable`, `${named(candidate)} candidate`, 'allowed', 'says'];
  const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, content(name))));
  const rows = checks.map(({ check, stable: s, candidate: c, allowed, says, tone }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, content(cleanLine(check))),
      ...[s, c, allowed].map((text, index) => element('td', { 'data-column': columns[index + 1] ?? '' }, figures(text))),
      element('td', { 'data-column': 'says', class: `says ${tone}` }, element('span', {}, content(cleanLine(says)))),
    ),
  );
  return fragment([element('h3', {}, content('What the checks said')), element('table', { class: 'checks' }, element('thead', {}, head), element('tbody', {}, ...rows))]);
}

/** A count and its share stand a little apart. */
function figures(text: string): Markup {
  const [first = '', ...rest] = text.split('  ');
  return element('span', {}, content(cleanLine(first)), content(' '), element('span', { class: 'share' }, content(cleanLine(rest.join(' ')))));
}
