// How much worse than stable is still accepted, in any of its three spellings: `25%` (a quarter more), `1.25x`, `1 point`. Sizes of trouble and of
// improvements are written the same way.
import type { Margin } from '@rampart/rollout-policy';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { FACTOR_MAX, formatFactor, parseFactor } from './factor.ts';
import { formatPoints, parsePoints } from './points.ts';
import { splitUnit } from './unit-text.ts';

const PARTS = 1_000_000;
const PARTS_PER_PERCENT = 10_000;
/** A margin that compares. */
export type Difference = Exclude<Margin, { kind: 'none' }>;

export const MARGIN_PATTERN = `^${DECIMAL_PATTERN}(?:%|x| points?)$`;

/** A factor above 1, or a difference above 0 and below 100 points. */
export function parseMargin(text: string): Parsed<Difference> {
  if (text.endsWith('%')) return parsePercentMore(text);
  if (text.endsWith('x')) return parseFactorMargin(text);
  if (/ points?$/.test(text)) return parsePointsMargin(text);
  const unit = splitUnit(text, 'a margin', ['%', 'x', ' point', ' points']);
  return unit.kind === 'refused' ? unit : refused('this is not a margin');
}

export function formatMargin(margin: Margin): string {
  if (margin.kind === 'none') return 'none';
  if (margin.kind === 'points') return formatPoints(margin.ratio);
  // Up to double, "25 % more" reads better than "1.25 times".
  return margin.factor < 2 ? `${formatScaled(Math.round((margin.factor - 1) * PARTS), 4)}%` : formatFactor(margin.factor);
}

function parsePercentMore(text: string): Parsed<Difference> {
  const quantity = splitUnit(text, 'a margin', ['%']);
  if (quantity.kind === 'refused') return quantity;
  const more = timesExactly(quantity.value.number, PARTS_PER_PERCENT);
  // Two decimals of a percent are four of a factor, the finest that is kept.
  if (more.kind === 'refused' || more.value % 100 !== 0) return refused('a margin in percent has at most two decimals');
  return factorMargin((PARTS + more.value) / PARTS);
}

function parseFactorMargin(text: string): Parsed<Difference> {
  const factor = parseFactor(text);
  return factor.kind === 'refused' ? factor : factorMargin(factor.value);
}

function factorMargin(factor: number): Parsed<Difference> {
  if (factor <= 1) return refused('a margin leaves room for noise between two equal arms, so it is more than 0% or 1x');
  return factor <= FACTOR_MAX ? parsed({ kind: 'factor', factor }) : refused(`a margin is at most ${FACTOR_MAX}x`);
}

function parsePointsMargin(text: string): Parsed<Difference> {
  const ratio = parsePoints(text);
  if (ratio.kind === 'refused') return ratio;
  return ratio.value > 0 && ratio.value < 1 ? parsed({ kind: 'points', ratio: ratio.value }) : refused('a margin is more than 0 and less than 100 points');
}
