// Shares of traffic or of requests: `5%`, `0.5%`, down to a hundredth of a percent of a percent (one in a million).
import { ppm, type Ppm } from '@rampart/rollout-policy';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { DECIMAL_PATTERN, formatScaled, timesExactly } from './decimal.ts';
import { splitUnit } from './unit-text.ts';

const PPM_PER_PERCENT = 10_000;
export const SHARE_PATTERN = `^${DECIMAL_PATTERN}%$`;

/** Parts per million, from `0%` to `100%`, at most four decimals. */
export function parseShare(text: string): Parsed<Ppm> {
  const quantity = splitUnit(text, 'a share', ['%']);
  if (quantity.kind === 'refused') return quantity;
  const share = timesExactly(quantity.value.number, PPM_PER_PERCENT);
  if (share.kind === 'refused') return refused('a share has at most four decimals');
  return share.value <= 1_000_000 ? parsed(ppm(share.value)) : refused('a share is at most 100%');
}

export function formatShare(share: Ppm): string {
  return `${formatScaled(share, 4)}%`;
}

/** For shares that the policy holds as a ratio (0..1) with at most six decimals. */
export function formatRatio(ratio: number): string {
  return formatShare(ppm(Math.round(ratio * 1_000_000)));
}
