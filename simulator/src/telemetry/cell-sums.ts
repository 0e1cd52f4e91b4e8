// Adding up the cells of spans that follow each other, per arm: the arms of a block may be read up to different moments.
import type { ArmCounts, Block, Cell } from '@rampart/rollout-policy';

export type Cells = Block['cells'];
export type ArmName = 'stable' | 'candidate';

export const NOTHING: ArmCounts = { trials: 0, events: 0 };

export function addCounts(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { trials: a.trials + b.trials, events: a.events + b.events };
}

export function addCells(a: Cells, b: Cells): Cells {
  const sum: Record<string, Cell> = { ...a };
  for (const name of Object.keys(b)) {
    const [before, more] = [a[name], b[name]];
    if (more === undefined) continue;
    sum[name] = before === undefined ? more : { stable: addCounts(before.stable, more.stable), candidate: addCounts(before.candidate, more.candidate) };
  }
  return sum;
}

/** The same cells with one arm, or none, left as it is and the other without a count. */
export function onlyArm(cells: Cells, arm: ArmName): Cells {
  return mapCells(cells, (cell) => (arm === 'stable' ? { stable: cell.stable, candidate: NOTHING } : { stable: NOTHING, candidate: cell.candidate }));
}

export function mapCells(cells: Cells, change: (cell: Cell, name: string) => Cell): Cells {
  const changed: Record<string, Cell> = {};
  for (const [name, cell] of Object.entries(cells)) changed[name] = change(cell, name);
  return changed;
}
