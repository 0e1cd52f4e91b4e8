// What moved the rollout, as numbered marks above the panels and a thin line through all of them; the numbers are those of the list below.
import { content, element, fragment, NOTHING, type Markup } from '../svg/element.ts';
import { spreadLabels } from '../svg/label-layout.ts';
import { linePath } from '../svg/path.ts';
import type { DecisionMark } from '../ledger/rollout-report.ts';
import type { PanelFrame } from './chart-frame.ts';

const RADIUS = 9;
const GAP = RADIUS * 2 + 3;

/** Height above the panels that the marks take. */
export const MARKS_HEIGHT = 40;

export function markClass({ kind }: DecisionMark): 'forward' | 'back' | 'neutral' {
  switch (kind) {
    case 'advance':
    case 'promote':
    case 'promoted':
    case 'finished':
      return 'forward';
    case 'stepBack':
    case 'rollback':
    case 'halt':
    case 'told':
    case 'restored':
      return 'back';
    case 'start':
    case 'ended':
    case 'hold':
      return 'neutral';
  }
}

/** A thin line through all panels at every moment; drawn first, so that names stand on top of it. */
export function momentLines(marks: readonly DecisionMark[], { x, top, bottom }: PanelFrame): Markup {
  return fragment(marks.map((mark) => element('line', { x1: x(mark.atMs), x2: x(mark.atMs), y1: top, y2: bottom, class: `moment ${markClass(mark)}` })));
}

/** The numbers above the top of `frame`, moved apart; where they do not fit side by side the lines alone have to do. */
export function momentNumbers(marks: readonly DecisionMark[], { x, size, untilX, top }: PanelFrame): Markup {
  const bounds = { from: size.left, to: untilX };
  if ((marks.length - 1) * GAP > bounds.to - bounds.from) return NOTHING;
  const places = spreadLabels(marks.map(({ atMs }) => x(atMs)), GAP, bounds);
  const middle = top - MARKS_HEIGHT + RADIUS + 3;
  return fragment(
    marks.map((mark, index) => {
      const place = places[index] ?? x(mark.atMs);
      const className = markClass(mark);
      return element(
        'g',
        {},
        element('title', {}, content(`${String(index + 1)}. ${mark.what}`)),
        element('path', { d: linePath([{ x: place, y: middle + RADIUS }, { x: x(mark.atMs), y: top }]), class: `moment ${className}` }),
        element('circle', { cx: place, cy: middle, r: RADIUS, class: `mark ${className}` }),
        element('text', { x: place, y: middle + 4, class: `number ${className}` }, content(String(index + 1))),
      );
    }),
  );
}
