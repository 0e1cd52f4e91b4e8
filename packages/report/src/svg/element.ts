// Builds SVG (and well-formed HTML) as text: names and attribute values are escaped, children are trusted markup from this very module.
import { bindUnits } from '../text/bound-units.ts';
import { escapeHtml } from '../text/html-text.ts';

/** Markup that was built here and needs no escaping any more. */
export type Markup = string & { readonly [markup]: true };

declare const markup: unique symbol;

export type Attributes = Readonly<Record<string, string | number>>;

/** An element with `children`; numbers are written with at most two decimals. Without children it closes itself. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeHtml(value)}"`);
  const open = `<${name}${written.join('')}`;
  return (children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`) as Markup;
}

/** Any printable text as content; numbers keep their units beside them. */
export function content(text: string): Markup {
  return escapeHtml(bindUnits(text)) as Markup;
}

/** Text that we wrote ourselves and that must stay as it is, such as a style sheet. Never for anything from outside. */
export function verbatim(text: string): Markup {
  return text as Markup;
}

export function fragment(parts: readonly Markup[]): Markup {
  return parts.join('') as Markup;
}

export const NOTHING = '' as Markup;

/** Two decimals are a hundredth of a pixel; never an exponent, `-0` or `NaN` in the document. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const rounded = value.toFixed(2).replace(/\.?0+$/u, '');
  return rounded === '-0' ? '0' : rounded;
}
