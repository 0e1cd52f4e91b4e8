// The measures that all panels of one chart share, and the furniture of a panel: title, axis, grid, labels at the right.
import { content, element, fragment, type Markup } from '../svg/element.ts';
import { spreadLabels } from '../svg/label-layout.ts';
import type { Scale } from '../svg/scale.ts';
import { shorten } from '../text/clean-line.ts';

/** Wide for desks, narrow for phones: the same picture at two sizes, so that text is never scaled. */
export interface ChartSize {
  /** Unique in the page. */
  readonly id: string;
  readonly width: number;
  /** Room beside the plots, for the axis and for names. */
  readonly left: number;
  readonly right: number;
  readonly timeTicks: number;
}

export interface PanelFrame {
  readonly size: ChartSize;
  /** From an instant (ms) to a place. */
  readonly x: Scale;
  readonly untilX: number;
  readonly top: number;
  readonly bottom: number;
}

/** One of the stacked pictures. `height` is that of the plot alone. */
export interface Panel {
  readonly title: string;
  readonly hint: string;
  readonly height: number;
  readonly draw: (frame: PanelFrame) => Markup;
}

const CHARACTER_WIDTH = 6.4;
const LABEL_GAP = 14;

export function text(x: number, y: number, className: string, words: string): Markup {
  return element('text', { x, y, class: className }, content(words));
}

export interface AxisTick {
  readonly value: number;
  readonly label: string;
}

/** Horizontal grid lines with their values at the left. */
export function valueAxis({ size, untilX }: PanelFrame, y: Scale, ticks: readonly AxisTick[]): Markup {
  return fragment(
    ticks.map(({ value, label }) =>
      fragment([
        element('line', { x1: size.left, x2: untilX, y1: y(value), y2: y(value), class: 'grid' }),
        text(size.left - 8, y(value) + 4, 'tick end', label),
      ]),
    ),
  );
}

export interface EndLabel {
  readonly y: number;
  readonly words: string;
  readonly className: string;
}

/** Names beside the ends of their lines, moved apart where they would cover each other. */
export function endLabels({ size, untilX, top, bottom }: PanelFrame, labels: readonly EndLabel[]): Markup {
  const places = spreadLabels(labels.map(({ y }) => y), LABEL_GAP, { from: top + 4, to: Math.max(bottom, top + 4 + LABEL_GAP * labels.length) });
  const room = Math.floor((size.right - 12) / CHARACTER_WIDTH);
  return fragment(labels.map(({ words, className }, index) => text(untilX + 8, (places[index] ?? 0) + 4, `label ${className}`, shorten(words, room))));
}

/** Everything inside is cut at the edges of the plot. */
export function clipped({ size, untilX, top, bottom }: PanelFrame, name: string, inside: Markup): Markup {
  const id = `${size.id}-${name}`;
  const shape = element('rect', { x: size.left, y: top - 1, width: untilX - size.left, height: bottom - top + 2 });
  return fragment([element('clipPath', { id }, shape), element('g', { 'clip-path': `url(#${id})` }, inside)]);
}
