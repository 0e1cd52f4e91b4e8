// Sums of what a check has seen, cell by cell: for showing and for sizes, never tested as sums.
import { DIFFERENT, DISCORDANT, PREDICTED, type ArmCounts, type Block, type Cell } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState } from '../state.ts';

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** `compared`: the cells that are compared or limited; the whole, and what stands behind it, are counted besides. */
export function totalsWith(check: Check, totals: CheckState['totals'], block: Block, compared: readonly string[]): CheckState['totals'] {
  const sums: Record<string, Cell> = { ...totals };
  for (const name of new Set([...wholeCells(check), ...compared])) {
    const counts = block.cells[name];
    if (counts !== undefined) sums[name] = addCells(sums[name] ?? NOTHING, counts);
  }
  return sums;
}

export function addCounts(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}

export function addCells(a: Cell, b: Cell): Cell {
  return { stable: addCounts(a.stable, b.stable), candidate: addCounts(a.candidate, b.candidate) };
}

function wholeCells({ signal }: Check): readonly string[] {
  switch (signal.kind) {
    case 'pairs':
      return ['all', DISCORDANT, DIFFERENT];
    case 'calibration':
      return ['all', PREDICTED];
    case 'share':
    case 'time':
    case 'score':
    case 'labels':
    case 'bins':
    case 'level':
      return ['all'];
  }
}
