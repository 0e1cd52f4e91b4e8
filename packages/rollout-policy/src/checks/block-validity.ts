// A block is used only if its numbers can be what the signal counts. Anything else is recorded as invalid and never advances.
import type { ArmCounts, Block } from '../evidence.ts';
import type { Check } from '../policy.ts';
import { countsUsers } from './users-seen.ts';

export type BlockValidity = { readonly kind: 'valid' } | { readonly kind: 'invalid'; readonly why: string };

/** Larger sums of gauges would overflow when added up. */
const LEVEL_MAX = 1e250;

/** `afterMs` is the check's watermark: a block that begins before it would be used twice. */
export function judgeBlock(check: Pick<Check, 'signal'>, block: Block, afterMs: number): BlockValidity {
  const { fromMs, toMs } = block;
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs)) return invalid('a block has times that are not whole milliseconds');
  if (fromMs < 0 || toMs <= fromMs) return invalid('a block ends before it begins');
  if (fromMs < afterMs) return invalid('a block overlaps evidence that was already used');
  if (!Object.hasOwn(block.cells, 'all')) return invalid('a block has no cell "all"');
  for (const name of Object.keys(block.cells)) {
    const cell = block.cells[name];
    const why = cell === undefined ? 'nothing is counted' : mistakeIn(check, name, cell.stable) || mistakeIn(check, name, cell.candidate);
    if (why !== '') return invalid(`${why} in "${name}"`);
  }
  return { kind: 'valid' };
}

function mistakeIn({ signal }: Pick<Check, 'signal'>, cell: string, { trials, events }: ArmCounts): string {
  if (!Number.isSafeInteger(trials) || trials < 0) return 'trials are not a whole number';
  if (signal.kind === 'level') return events >= 0 && events <= LEVEL_MAX ? '' : 'the samples do not add up to a number from 0';
  if (countsUsers({ signal })) return Number.isSafeInteger(events) && events >= 0 ? '' : 'users who failed are not a whole number';
  const isSum = signal.kind === 'score' || (signal.kind === 'calibration' && cell.startsWith('predicted'));
  const isCount = isSum ? Number.isFinite(events) : Number.isSafeInteger(events);
  return isCount && events >= 0 && events <= trials ? '' : 'counts are not whole numbers with events <= trials';
}

function invalid(why: string): BlockValidity {
  return { kind: 'invalid', why };
}
