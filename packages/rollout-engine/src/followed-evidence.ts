// Labels of a followed release, cut to its own time. The slot of the release before it may get another candidate, and its own slot too one day; a label source
// that goes by slots would put their answers into its arms.
import type { ArmCounts, Block, Cell, Check, Evidence } from '@rampart/rollout-policy';

export interface OwnTime {
  /** The rollout ended: from here on all requests were the release's own. */
  readonly endedAtMs: number;
  /** Another release took its place; Number.MAX_SAFE_INTEGER while none has. */
  readonly replacedAtMs: number;
}

const NOTHING: ArmCounts = { trials: 0, events: 0 };

/** Every block stays, so that the watermark moves on; what is not the release's own counts nothing. */
export function withinOwnTime(check: Pick<Check, 'signal'>, news: Extract<Evidence, { kind: 'blocks' }>, own: OwnTime): Evidence {
  return { ...news, blocks: news.blocks.map((block) => cut(block, check, own)) };
}

function cut(block: Block, { signal }: Pick<Check, 'signal'>, { endedAtMs, replacedAtMs }: OwnTime): Block {
  if (block.toMs <= endedAtMs) return block;
  // Both models answered the same items only while one was shadowed.
  const isOver = block.toMs > replacedAtMs || signal.kind === 'pairs';
  const own = (cell: Cell): Cell => ({ stable: NOTHING, candidate: isOver ? NOTHING : cell.candidate });
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [name, own(cell)])) };
}
