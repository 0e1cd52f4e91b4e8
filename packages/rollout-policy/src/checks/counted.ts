// Sums of what a check has seen, cell by cell: for showing and for sizes, never tested as sums.
import { DIFFERENT, DISCORDANT, PREDICTED, type ArmCounts, type Block, type Cell } from '../evidence.ts';
import type { Check } from '../policy.ts';
import type { CheckState } from '../state.ts';

const NOTHING: Cell = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };

/** `compared`: the cells that are compared or limited; the whole, and what stands behind it, are counted besides. */
export function totalsWith(check: Check, totals: CheckState['totals'], block: Block, compared: readonly string[]): CheckState['totals'] {
  const sums: Record<string, Cell> = { ...totals };
  const whole = wholeCells(check);
  for (const name of whole) add(sums, name, block);
  for (let index = 0; index < compared.length; index += 1) {
    const name = compared[index] ?? 'all';
    if (!whole.includes(name) && compared.indexOf(name) === index) add(sums, name, block);
  }
  return sums;
}

function add(sums: Record<string, Cell>, name: string, block: Block): void {
  const counts = block.cells[name];
  if (counts !== undefined) sums[name] = addCells(sums[name] ?? NOTHING, counts);
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
      return WHOLE_OF_PAIRS;
    case 'calibration':
      return WHOLE_OF_CALIBRATION;
    case 'share':
    case 'time':
    case 'score':
    case 'labels':
    case 'bins':
    case 'level':
      return WHOLE;
  }
}

const WHOLE: readonly string[] = ['all'];
const WHOLE_OF_PAIRS: readonly string[] = ['all', DISCORDANT, DIFFERENT];
const WHOLE_OF_CALIBRATION: readonly string[] = ['all', PREDICTED];
