// Which cells of a block a check compares, and with what share of the comparison's error budget.
import { boundCellName, decileCellName, type Block } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState } from '../state.ts';

/** Slices, or bins, beyond this many are counted in the whole only. */
const PARTS_MAX = 32;
const TENTHS = 10;

export interface ComparedCell {
  readonly name: string;
  readonly share: number;
}

/**
 * Without slices all of the budget is on `all`. With slices half of it is, and the k-th slice to appear gets 1/(2k(k+1)), a rule that is fixed before the
 * slice's data is seen, so that no list of values is needed; the k-th bin gets 1/(k(k+1)). Time: equal parts on the chosen bounds. Calibration: half
 * on the whole, the rest on its tenths.
 */
export function comparedCells(check: Check, state: CheckState, block: Block): readonly ComparedCell[] {
  switch (check.signal.kind) {
    case 'time': {
      const bounds = state.bounds.kind === 'chosen' ? state.bounds.seconds : [];
      return bounds.map((seconds) => ({ name: boundCellName(seconds), share: 1 / bounds.length }));
    }
    case 'bins':
      return inOrderOfAppearance(state, block, (name) => name.startsWith('bin=')).map((name, index) => ({ name, share: partShare(index + 1) }));
    case 'calibration':
      return [{ name: 'all', share: 0.5 }, ...Array.from({ length: TENTHS }, (_, tenth) => ({ name: decileCellName(tenth), share: 0.5 / TENTHS }))];
    case 'share':
    case 'score':
    case 'labels':
    case 'pairs':
    case 'level':
      return check.slices.length === 0 ? [{ name: 'all', share: 1 }] : [{ name: 'all', share: 0.5 }, ...slicesOf(check, state, block).map(({ name, share }) => ({ name, share: share / 2 }))];
  }
}

/** The slices of a check in the order in which they appeared. Shares add up to less than 1. */
export function slicesOf(check: Check, state: CheckState, block: Block): readonly ComparedCell[] {
  const declared = new Set(check.slices);
  return inOrderOfAppearance(state, block, (name) => declared.has(dimensionOf(name))).map((name, index) => ({ name, share: partShare(index + 1) }));
}

/** The cell that certifies: the whole, or for latency the bound nearest stable's 90th percentile. */
export function primaryCell(check: Check, state: CheckState): string {
  if (check.signal.kind !== 'time' || state.bounds.kind !== 'chosen') return 'all';
  const seconds = state.bounds.seconds[0];
  return seconds === undefined ? 'all' : boundCellName(seconds);
}

function inOrderOfAppearance(state: CheckState, block: Block, isPart: (name: string) => boolean): readonly string[] {
  const known = Object.keys(state.totals).filter(isPart);
  const fresh = Object.keys(block.cells).filter((name) => isPart(name) && !known.includes(name)).sort();
  return [...known, ...fresh].slice(0, PARTS_MAX);
}

/** Budget of the k-th part (k = 1, 2, ...): the sum over all k is 1. */
function partShare(k: number): number {
  return 1 / (k * (k + 1));
}

function dimensionOf(cell: string): string {
  return cell.slice(0, Math.max(0, cell.indexOf('=')));
}
