// A block is used only if its counts can be counts. Anything else is recorded as invalid and never advances.
import type { ArmCounts, Block } from '../evidence.ts';

export type BlockValidity = { readonly kind: 'valid' } | { readonly kind: 'invalid'; readonly why: string };

/** `afterMs` is the check's watermark: a block that begins before it would be used twice. */
export function judgeBlock(block: Block, afterMs: number): BlockValidity {
  const { fromMs, toMs } = block;
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs)) return invalid('a block has times that are not whole milliseconds');
  if (fromMs < 0 || toMs <= fromMs) return invalid('a block ends before it begins');
  if (fromMs < afterMs) return invalid('a block overlaps evidence that was already used');
  const cells = Object.entries(block.cells);
  if (!Object.hasOwn(block.cells, 'all')) return invalid('a block has no cell "all"');
  for (const [name, cell] of cells) {
    if (!isCount(cell.stable) || !isCount(cell.candidate)) return invalid(`counts of "${name}" are not whole numbers with events <= trials`);
  }
  return { kind: 'valid' };
}

function isCount(arm: ArmCounts): boolean {
  return Number.isSafeInteger(arm.trials) && Number.isSafeInteger(arm.events) && arm.events >= 0 && arm.events <= arm.trials;
}

function invalid(why: string): BlockValidity {
  return { kind: 'invalid', why };
}
