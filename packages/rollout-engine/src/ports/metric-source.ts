import type { Evidence, Signal } from '@rampart/rollout-policy';
import type { Result } from './port-error.ts';

/**
 * Turns signals into closed blocks of counts per arm.
 *
 * - A block is returned once, complete, and only when `toMs + lagMs <= nowMs`. Its span starts at or after the question's `fromMs`.
 * - Both arms of a block cover the same span. A span where either arm could not be read, a counter restarted unseen, or a series was lost
 *   becomes a gap with its reason; it is never zero.
 * - Missing metrics, NaN, a stale page: `no-data` with the reason, for that question alone.
 * - `snapshot` is what the source needs to go on next time, plain JSON; it is given back unchanged. The first call gets `null`.
 * - Sources with history ignore the snapshot and answer any past span; sources without (pages) cover from their last look to this one.
 */
export interface MetricSource {
  fetchBlocks(request: BlocksRequest): Promise<Result<BlocksAnswer>>;
}

export interface BlocksRequest {
  readonly target: string;
  readonly rolloutId: string;
  readonly arms: { readonly stable: string; readonly candidate: string };
  /** The registry's versions in the arms, for a source that knows its items by version and not by slot. */
  readonly versions: { readonly stable: string; readonly candidate: string };
  readonly questions: readonly Question[];
  readonly nowMs: number;
  readonly blockMs: number;
  readonly lagMs: number;
  readonly maxGapMs: number;
  readonly snapshot: unknown;
}

export interface Question {
  readonly check: string;
  readonly signal: Signal;
  readonly slices: readonly string[];
  /** Only these histogram bounds (seconds) are wanted; empty means all. */
  readonly bounds: readonly number[];
  /** The check's watermark. */
  readonly fromMs: number;
}

export interface BlocksAnswer {
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly snapshot: unknown;
  /** By check: labels of the spans asked for that belong to no request of either arm, where a source tells. Evidence for nobody; a doctor asks. */
  readonly unjoined?: Readonly<Record<string, number>>;
}
