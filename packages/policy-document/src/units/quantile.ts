// Quantiles: `p50`, `p99`, `p99.9`.
import { parsed, refused, type Parsed } from '../parsed.ts';
import { formatScaled, parseDecimal, timesExactly } from './decimal.ts';

const PARTS_PER_PERCENT = 10_000;
export const QUANTILE_PATTERN = '^p(?:0|[1-9][0-9]?)(?:\\.[0-9]{1,4})?$';

/** In (0, 1): `p99` is 0.99. */
export function parseQuantile(text: string): Parsed<number> {
  const decimal = text.startsWith('p') ? parseDecimal(text.slice(1)) : refused('');
  const parts = decimal.kind === 'ok' ? timesExactly(decimal.value, PARTS_PER_PERCENT) : decimal;
  if (parts.kind === 'refused') return refused('a quantile is written p50, p99 or p99.9');
  return parts.value > 0 && parts.value < 1_000_000 ? parsed(parts.value / 1_000_000) : refused('a quantile lies between p0 and p100');
}

export function formatQuantile(quantile: number): string {
  return `p${formatScaled(Math.round(quantile * 1_000_000), 4)}`;
}
