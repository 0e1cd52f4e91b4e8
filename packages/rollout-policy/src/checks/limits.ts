// Absolute limits: which arm counts of a block stand against the limit, whether it broke at first sight, and the wager for a slow excess.
import type { ArmCounts, Block, Cell } from '../evidence.ts';
import { boundCellName, DIFFERENT } from '../evidence.ts';
import type { Check, Policy } from '../policy.ts';
import { NO_WAGER, type Wager } from '../statistics/wager.ts';
import { overLimitWager } from './comparisons.ts';
import { breaksHardLimit } from './hard-limit.ts';
import { countsUsers } from './users-seen.ts';

/** A limit that a new block broke. */
export interface Breach {
  readonly check: string;
  readonly cell: string;
  /** A ratio, or for gauges the value itself. */
  readonly max: number;
  readonly counts: Cell;
  /** Stable broke it in the same block: something common to both arms. */
  readonly common: boolean;
}

export function breachesOf(policy: Policy, check: Check, block: Block): readonly Breach[] {
  const cell = limitCell(check, block);
  const counts = block.cells[cell];
  if (check.limit.kind === 'none' || counts === undefined || countsUsers(check)) return [];
  const max = limitMax(check);
  const breaks = (arm: ArmCounts): boolean => (check.limit.kind === 'level' ? arm.events > arm.trials * max : breaksHardLimit(bad(check, arm), badMax(check), { samplesMin: policy.expert.samplesMin, independent: check.independent }));
  return breaks(counts.candidate) ? [{ check: check.name, cell, max, counts, common: isOver(check, counts.stable) }] : [];
}

/** A block in which stable is over the limit too says nothing against the candidate. Gauges are values, not chances: they are not bet on. */
export function limitWager(check: Check, block: Block): Wager {
  const counts = block.cells[limitCell(check, block)];
  if (check.limit.kind === 'none' || check.limit.kind === 'level' || counts === undefined) return NO_WAGER;
  if (isOver(check, counts.stable) || countsUsers(check)) return NO_WAGER;
  return overLimitWager(bad(check, counts.candidate), badMax(check));
}

/** However few its samples are: where stable is over the limit too, the cause may be common. */
function isOver(check: Check, stable: ArmCounts): boolean {
  const { trials, events } = bad(check, stable);
  return events > trials * (check.limit.kind === 'level' ? limitMax(check) : badMax(check));
}

/** The cell of a block whose events are over the limit. */
export function limitCell(check: Check, block: Block): string {
  return limitCellAmong(check, check.limit.kind === 'time' ? Object.keys(block.cells) : []);
}

/** The same among these cells. A time limit between two bounds is read at the next higher one, which never blames too early. */
export function limitCellAmong(check: Check, cells: readonly string[]): string {
  if (check.signal.kind === 'pairs') return DIFFERENT;
  if (check.limit.kind !== 'time') return 'all';
  const limitSeconds = check.limit.msMax / 1000;
  let nearest = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const seconds = cell.startsWith('le=') ? Number(cell.slice(3)) : NaN;
    if (seconds >= limitSeconds && seconds < nearest) nearest = seconds;
  }
  return nearest === Number.POSITIVE_INFINITY ? 'none' : boundCellName(nearest);
}

/** What the limit allows, as written: a ratio (`p99 at most 80 ms` means at most 1 % slower than 80 ms), or a gauge's value. */
export function limitMax(check: Check): number {
  switch (check.limit.kind) {
    case 'none':
      return 1;
    case 'share':
      return check.limit.ratioMax;
    case 'time':
      // 1 - 0.99 is not 0.01.
      return Math.round((1 - check.limit.quantile) * 1e9) / 1e9;
    case 'level':
      return check.limit.max;
  }
}

/** Where more is better the limit is a least: its misses are what must stay few. */
function bad(check: Check, arm: ArmCounts): ArmCounts {
  return check.better === 'lower' ? arm : { trials: arm.trials, events: arm.trials - arm.events };
}

function badMax(check: Check): number {
  return check.better === 'lower' ? limitMax(check) : 1 - limitMax(check);
}
