// Latency is compared by the share of requests slower than a few histogram bounds, chosen once from stable's own past.
import { boundCellName, type ArmCounts, type Block } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState } from '../state.ts';
import { limitCell } from './limits.ts';

/** Stable requests that must have been seen before latency bounds are chosen from them. */
export const CHOOSE_AFTER = 200;
/** The one that certifies first: two quantiles may be nearest to the same bound. */
const QUANTILES: readonly number[] = [0.9, 0.5, 0.95, 0.99];

/** Collects stable's histogram until it is known well enough, then picks the bounds nearest its p50, p90, p95 and p99. */
export function chooseBounds(before: Readonly<Record<string, ArmCounts>>, block: Block): CheckState['bounds'] {
  const stable: Record<string, ArmCounts> = { ...before };
  for (const [name, cell] of Object.entries(block.cells)) {
    if (name !== 'all' && !name.startsWith('le=')) continue;
    const known = stable[name] ?? { trials: 0, events: 0 };
    stable[name] = { trials: known.trials + cell.stable.trials, events: known.events + cell.stable.events };
  }
  const trials = stable['all']?.trials ?? 0;
  if (trials < CHOOSE_AFTER) return { kind: 'choosing', stable };
  const bounds = boundsAmong(Object.keys(block.cells));
  const slower = (seconds: number): number => (stable[boundCellName(seconds)]?.events ?? 0) / trials;
  const distance = (seconds: number, tail: number): number => Math.abs(slower(seconds) - tail);
  const nearest = (tail: number): number | undefined => bounds.reduce<number | undefined>((best, next) => (best === undefined || distance(next, tail) < distance(best, tail) ? next : best), undefined);
  const picked = QUANTILES.map((quantile) => nearest(1 - quantile)).filter((seconds) => seconds !== undefined);
  return { kind: 'chosen', seconds: [...new Set(picked)] };
}

/** The block without the bucket bounds that nothing looks at any more, once the compared ones are chosen: what is recorded is what is used. */
export function withoutUnusedBounds(check: Check, state: CheckState, block: Block): Block {
  if (check.signal.kind !== 'time' || state.bounds.kind === 'choosing') return block;
  const used = new Set([...state.bounds.seconds.map(boundCellName), limitCell(check, block)]);
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).filter(([name]) => !name.startsWith('le=') || used.has(name))) };
}

/** The bucket bounds among the names of cells, in seconds, ascending. */
export function boundsAmong(cells: readonly string[]): readonly number[] {
  return cells
    .filter((name) => name.startsWith('le='))
    .map((name) => Number(name.slice(3)))
    .filter((seconds) => Number.isFinite(seconds))
    .sort((a, b) => a - b);
}
