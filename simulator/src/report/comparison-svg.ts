// A comparison of policies as one self-contained picture: per kind of candidate a column, per measure a small scale with the mean of every policy and its
// interval. Light and dark by the reader's own setting; whoever cannot see it reads title and description, which say all figures.
import { content, elapsedTicks, element, fragment, linearScale, niceTicks, shorten, verbatim, type Markup, type Scale } from '@rampart/report';
import type { ComparisonWords, KindWords, MeasureWords, PolicyWords } from './comparison-words.ts';

const COLUMN = 600;
const MARGIN = 24;
const BETWEEN = 36;
const LABEL = 130;
const VALUE = 222;
const ROW = 22;
const HEAD = 74;
const PANEL_HEAD = 30;
const AXIS = 34;
const NOTE_LINE = 16;
const CHARACTER = 6.2;

export function renderComparisonSvg(words: ComparisonWords): string {
  const width = 2 * MARGIN + words.kinds.length * COLUMN + (words.kinds.length - 1) * BETWEEN;
  const panel = PANEL_HEAD + words.policies.length * ROW + AXIS;
  const note = wrapped(words.note, Math.floor((width - 2 * MARGIN) / CHARACTER));
  const bottom = HEAD + Math.max(0, ...words.kinds.map(({ measures }) => measures.length)) * panel;
  const height = bottom + note.length * NOTE_LINE + MARGIN;
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${String(width)} ${String(height)}`, width, height, role: 'img', 'aria-labelledby': 'comparison-title comparison-desc' },
    element('title', { id: 'comparison-title' }, content(`Policies compared: ${words.title}`)),
    element('desc', { id: 'comparison-desc' }, content(describe(words))),
    element('style', {}, verbatim(STYLE)),
    element('rect', { x: 0, y: 0, width, height, class: 'page' }),
    line(MARGIN, 30, 'title', shorten(words.title, Math.floor((width - 2 * MARGIN) / 8))),
    fragment(words.kinds.map((kind, index) => column(kind, MARGIN + index * (COLUMN + BETWEEN), panel))),
    fragment(note.map((text, index) => line(MARGIN, bottom + (index + 1) * NOTE_LINE - 4, 'muted', text))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

function column({ title, measures }: KindWords, left: number, panel: number): Markup {
  return element('g', {}, line(left, 58, 'kind', title), fragment(measures.map((measure, index) => scaleOf(measure, left, HEAD + index * panel))));
}

function scaleOf({ measure, title, rows, format }: MeasureWords, left: number, top: number): Markup {
  const from = Math.min(0, ...rows.map(({ interval }) => interval.low));
  const most = Math.max(0, ...rows.map(({ interval }) => interval.high));
  const to = most === from ? from + 1 : most;
  const [plotLeft, plotRight] = [left + LABEL, left + COLUMN - VALUE];
  const x = linearScale({ from, to }, { from: plotLeft, to: plotRight });
  const bottom = top + PANEL_HEAD + rows.length * ROW;
  return element(
    'g',
    {},
    line(left, top + 16, 'measure', title),
    fragment((measure === 'decidedMs' ? elapsedTicks(to, 3) : niceTicks({ from, to }, 3)).map((tick) => fragment([element('line', { x1: x(tick), x2: x(tick), y1: top + PANEL_HEAD - 6, y2: bottom, class: 'grid' }), line(x(tick), bottom + 14, 'tick', format(tick))]))),
    element('line', { x1: plotLeft, x2: plotRight, y1: bottom, y2: bottom, class: 'base' }),
    fragment(rows.map((row, index) => policyRow(row, { index, left, x, y: top + PANEL_HEAD + index * ROW + ROW / 2 - 3, right: plotRight }))),
  );
}

interface Place {
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly x: Scale;
  readonly y: number;
}

/** Which policy it is, is told by its name beside it; that it differs surely, by a word. */
function policyRow({ policy, interval, mean, range, difference, differenceRange, surely }: PolicyWords, { index, left, right, x, y }: Place): Markup {
  const mark = index === 0 ? 'first' : surely ? 'sure' : 'other';
  const told = `${policy}: ${mean} (${range})${difference === '' ? '' : `, ${difference} (${differenceRange})${surely ? ', differs surely' : ''}`}`;
  const [low, high] = [x(interval.low), x(interval.high)];
  return element(
    'g',
    { class: mark },
    element('title', {}, content(told)),
    line(left, y + 4, 'policy', shorten(policy, Math.floor((LABEL - 8) / CHARACTER))),
    element('line', { x1: low, x2: high, y1: y, y2: y, class: 'interval' }),
    element('line', { x1: low, x2: low, y1: y - 4, y2: y + 4, class: 'interval' }),
    element('line', { x1: high, x2: high, y1: y - 4, y2: y + 4, class: 'interval' }),
    element('circle', { cx: x(interval.mean), cy: y, r: 4, class: 'mean' }),
    line(right + 12, y + 4, 'value', `${mean}${surely ? ` (surely ${difference})` : ''}`),
  );
}

function line(x: number, y: number, className: string, words: string): Markup {
  return element('text', { x, y, class: className }, content(words));
}

function describe({ kinds, note }: ComparisonWords): string {
  const sentences = kinds.flatMap(({ title, measures }) =>
    measures.map((measure) => `${title}, ${measure.title}: ${measure.rows.map(({ policy, mean, range, difference, surely }) => `${policy} ${mean} (${range})${surely ? `, differs surely by ${difference}` : ''}`).join('; ')}.`),
  );
  return [...sentences, note].join(' ');
}

function wrapped(text: string, characters: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > characters) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** The colours of the report: stable's blue for the first policy, the candidate's orange-red for what surely differs from it. */
const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --ink: #1a2027; --muted: #5a6470; --grid: #e6e9ed; --rule: #cdd3da; --first: #0068a6; --sure: #bf4a00; }
@media (prefers-color-scheme: dark) { :root { --page: #11161b; --ink: #e4e8ec; --muted: #9aa5b1; --grid: #232b33; --rule: #3a444e; --first: #5cb3ea; --sure: #ff9a52; } }
.page { fill: var(--page); }
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
.title { font-size: 16px; font-weight: 600; } .kind { font-size: 14px; font-weight: 600; } .measure { font-weight: 600; }
.muted, .tick { fill: var(--muted); font-size: 11px; } .tick { text-anchor: middle; }
.grid { stroke: var(--grid); } .base { stroke: var(--rule); }
.interval { stroke: var(--ink); stroke-width: 1.5; } .mean { fill: var(--ink); }
.first .interval { stroke: var(--first); } .first .mean { fill: var(--first); } .first .policy { font-weight: 600; }
.sure .interval { stroke: var(--sure); } .sure .mean { fill: var(--sure); } .sure .value { fill: var(--sure); font-weight: 600; }
`;
