// Rows of this bench: a figure that has to be at least, or at most, something.
import type { Row } from '../statistics/row.ts';

export interface Figure {
  readonly what: string;
  readonly value: number;
  /** How it is printed, e.g. `27.3 x`. */
  readonly text: string;
}

/** A figure without a number is missed. */
export function atLeast({ what, value, text }: Figure, min: number, unit: string): Row {
  return { what, measured: text, target: { kind: 'target', text: `>= ${whole(min)}${unit}`, isMet: value >= min } };
}

export function atMost({ what, value, text }: Figure, max: number, unit: string): Row {
  return { what, measured: text, target: { kind: 'target', text: `<= ${whole(max)}${unit}`, isMet: value <= max } };
}

/** Says something that has no target. */
export function noted({ what, text }: Pick<Figure, 'what' | 'text'>, note: string): Row {
  return { what, measured: text, target: { kind: 'none', note } };
}

/** `27.3 x`, and what it is the ratio of. */
export function ratioText(of: number, over: number): string {
  return `${(of / over).toFixed(of / over < 1 ? 2 : 1)} x (${rateText(of)} over ${rateText(over)})`;
}

/** Three digits are more than a shared machine repeats: `12.4 M/s`, `631 k/s`. */
export function rateText(perSecond: number): string {
  const [scaled, unit] = perSecond >= 1e6 ? [perSecond / 1e6, ' M'] : perSecond >= 1e4 ? [perSecond / 1e3, ' k'] : [perSecond, ''];
  return `${scaled >= 1_000 ? scaled.toFixed(0) : scaled.toPrecision(3)}${unit}/s`;
}

function whole(value: number): string {
  return value.toLocaleString('en');
}
