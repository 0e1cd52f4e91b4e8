// Between what happened and what is told of it: closes blocks, holds labels back until they mature, and breaks what a scenario says is broken.
// One implementation for all depths: the decision alone asks it as `tick` does through the metrics port.
import type { BlocksAnswer, BlocksRequest, Result } from '@rampart/rollout-engine';
import type { Happening } from '../world/world.ts';

export interface Telemetry {
  /** What happened next; spans in order. */
  record(happening: Happening): void;
  /** As the metric source port; `nowMs` and all spans are epoch milliseconds, of the simulated clock. */
  fetchBlocks(request: BlocksRequest): Result<BlocksAnswer>;
}

/** `pages`: no history, a block reaches from one look to the next. `history`: blocks of `blockMs`, any past span. */
export type SourceKind = 'pages' | 'history';
