// Which cells of a block a check compares, and with what share of its error budget.
import { boundCellName, type ArmCounts, type Block } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState } from '../state.ts';

/** Stable requests that must have been seen before latency bounds are chosen from them. */
const CHOOSE_AFTER = 200;
/** The one that certifies first: two quantiles may be nearest to the same bound. */
const QUANTILES: readonly number[] = [0.9, 0.5, 0.95, 0.99];
const SLICES_MAX = 32;

export interface ComparedCell {
  readonly name: string;
  readonly share: number;
}

/**
 * Without slices all of the budget is on `all`. With slices half of it is; the k-th slice to appear gets 1/(2k(k+1)), a rule that is fixed before
 * the slice's data is seen, so that no list of values is needed. Time: equal parts on the chosen bounds.
 */
export function comparedCells(check: Check, state: CheckState, block: Block): readonly ComparedCell[] {
  if (check.signal.kind === 'time') {
    const bounds = state.bounds.kind === 'chosen' ? state.bounds.seconds : [];
    return bounds.map((seconds) => ({ name: boundCellName(seconds), share: 1 / bounds.length }));
  }
  if (check.slices.length === 0) return [{ name: 'all', share: 1 }];
  const declared = new Set(check.slices);
  const known = Object.keys(state.cells).filter((name) => name !== 'all');
  const fresh = Object.keys(block.cells).filter((name) => declared.has(dimensionOf(name)) && !known.includes(name)).sort();
  const slices = [
    ...known.map((name) => ({ name, share: state.cells[name]?.share ?? 0 })),
    ...fresh.map((name, index) => ({ name, share: sliceShare(known.length + index + 1) })),
  ].slice(0, SLICES_MAX);
  return [{ name: 'all', share: 0.5 }, ...slices];
}

/** The cell that certifies: the whole, or for latency the bound nearest stable's 90th percentile. */
export function primaryCell(check: Check, state: CheckState): string {
  if (check.signal.kind !== 'time' || state.bounds.kind !== 'chosen') return 'all';
  const seconds = state.bounds.seconds[0];
  return seconds === undefined ? 'all' : boundCellName(seconds);
}

/** The cell whose events are over the limit. A time limit between two bounds is read at the next higher one, which never blames too early. */
export function limitCell(check: Check, block: Block): string {
  if (check.limit.kind !== 'time') return 'all';
  const limitSeconds = check.limit.msMax / 1000;
  const bounds = boundsOf(block).filter((seconds) => seconds >= limitSeconds);
  const nearest = bounds[0];
  return nearest === undefined ? 'none' : boundCellName(nearest);
}

/** The block without the bucket bounds that nothing looks at any more, once the compared ones are chosen: what is recorded is what is used. */
export function withoutUnusedBounds(check: Check, state: CheckState, block: Block): Block {
  if (check.signal.kind !== 'time' || state.bounds.kind === 'choosing') return block;
  const used = new Set([...state.bounds.seconds.map(boundCellName), limitCell(check, block)]);
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).filter(([name]) => !name.startsWith('le=') || used.has(name))) };
}

/** Collects stable's histogram until it is known well enough, then picks the bounds nearest its p50, p90, p95 and p99. */
export function chooseBounds(before: Readonly<Record<string, ArmCounts>>, block: Block): CheckState['bounds'] {
  const stable: Record<string, ArmCounts> = { ...before };
  for (const [name, cell] of Object.entries(block.cells)) {
    const known = stable[name] ?? { trials: 0, events: 0 };
    stable[name] = { trials: known.trials + cell.stable.trials, events: known.events + cell.stable.events };
  }
  const trials = stable['all']?.trials ?? 0;
  if (trials < CHOOSE_AFTER) return { kind: 'choosing', stable };
  const bounds = boundsOf(block);
  const slower = (seconds: number): number => (stable[boundCellName(seconds)]?.events ?? 0) / trials;
  const distance = (seconds: number, tail: number): number => Math.abs(slower(seconds) - tail);
  const nearest = (tail: number): number | undefined => bounds.reduce<number | undefined>((best, next) => (best === undefined || distance(next, tail) < distance(best, tail) ? next : best), undefined);
  const picked = QUANTILES.map((quantile) => nearest(1 - quantile)).filter((seconds) => seconds !== undefined);
  return { kind: 'chosen', seconds: [...new Set(picked)] };
}

/** The bucket bounds of a block in seconds, ascending. */
function boundsOf(block: Block): readonly number[] {
  return Object.keys(block.cells)
    .filter((name) => name.startsWith('le='))
    .map((name) => Number(name.slice(3)))
    .filter((seconds) => Number.isFinite(seconds))
    .sort((a, b) => a - b);
}

/** Budget of the k-th slice (k = 1, 2, ...): the sum over all k is one half. */
function sliceShare(k: number): number {
  return 1 / (2 * k * (k + 1));
}

function dimensionOf(cell: string): string {
  return cell.slice(0, Math.max(0, cell.indexOf('=')));
}
