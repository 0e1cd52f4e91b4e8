// Sums of bounded scores, from their own scale to 0..1 each.
import { plainLine } from '@rampart/json-exchange';
import type { ArmCounts } from '@rampart/rollout-policy';

export interface Scale {
  readonly low: number;
  readonly high: number;
}

export interface ScoreTotal {
  readonly trials: number;
  readonly sum: number;
  /** How far rounding may have moved the sum. */
  readonly slack: number;
}

/** Cut to 0..trials within what rounding explains; beyond that the values are not on this scale. */
export function scaled({ trials, sum, slack }: ScoreTotal, { low, high }: Scale): ArmCounts | 'outside' {
  if (sum < trials * low - slack || sum > trials * high + slack) return 'outside';
  return { trials, events: Math.min(trials, Math.max(0, (sum - trials * low) / (high - low))) };
}

export function outside(arm: string, cell: string, { trials, sum }: ScoreTotal, { low, high }: Scale): string {
  return `${String(trials)} scores of ${arm} in "${plainLine(cell)}" add up to ${String(sum)}, which is outside of ${String(low)} to ${String(high)} each: check \`low\` and \`high\``;
}
