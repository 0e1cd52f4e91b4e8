// Between which histogram bounds a quantile lies: `50 to 100 ms`, `under 50 ms`, `over 2 s`.
import type { Between } from '@rampart/rollout-policy';
import { duration } from '../text/quantity.ts';

/** `between` in seconds, 0 and infinity where no bound limits it; empty where none does. */
export function quantileWords({ lower, upper }: Between): string {
  if (!(lower > 0)) return Number.isFinite(upper) ? `under ${duration(upper * 1000)}` : '';
  return Number.isFinite(upper) ? `${fromWords(lower * 1000, upper * 1000)} to ${duration(upper * 1000)}` : `over ${duration(lower * 1000)}`;
}

/** Without its unit where both have the same. */
function fromWords(fromMs: number, toMs: number): string {
  const [from, to] = [duration(fromMs), duration(toMs)];
  const unit = / \p{L}+$/u.exec(to)?.[0] ?? '';
  return from.split(' ').length === 2 && unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from;
}
