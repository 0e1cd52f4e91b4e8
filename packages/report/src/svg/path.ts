// Outlines: lines, steps and bands as path data.
import { coordinate } from './element.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function linePath(points: readonly Point[]): string {
  return points.map((point, index) => `${index === 0 ? 'M' : 'L'}${at(point)}`).join('');
}

/** Holds every value until the next one begins, the last one until `untilX`. */
export function stepPath(points: readonly Point[], untilX: number): string {
  const [first, ...others] = points;
  if (first === undefined) return '';
  return `M${at(first)}${others.map(({ x, y }) => `H${coordinate(x)}V${coordinate(y)}`).join('')}H${coordinate(untilX)}`;
}

/** The area under a step line down to `baseY`. */
export function stepAreaPath(points: readonly Point[], untilX: number, baseY: number): string {
  const [first] = points;
  return first === undefined ? '' : `${stepPath(points, untilX)}V${coordinate(baseY)}H${coordinate(first.x)}Z`;
}

/** The area between two lines over the same places. */
export function bandPath(upper: readonly Point[], lower: readonly Point[]): string {
  return upper.length === 0 ? '' : `${linePath(upper)}${lower.toReversed().map((point) => `L${at(point)}`).join('')}Z`;
}

function at({ x, y }: Point): string {
  return `${coordinate(x)},${coordinate(y)}`;
}
