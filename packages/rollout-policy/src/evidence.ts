// Evidence is an ordered list of closed blocks: counts per arm over the same span of time. Closed means that nothing is
// added to a block after it was used; late corrections are recorded elsewhere and not applied.

export interface ArmCounts {
  /** Requests (or labelled answers). Whole, not negative. */
  readonly trials: number;
  /** Bad ones among them; at most `trials`. */
  readonly events: number;
}

export interface Cell {
  readonly stable: ArmCounts;
  readonly candidate: ArmCounts;
}

/**
 * Counts of one check over one span. `cells` always has `all`; a slice is `region=west`; a time check has one cell per
 * bucket bound, named `le=0.25` (bound in seconds), whose events are the requests slower than the bound.
 */
export interface Block {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** What a source said about one check since the watermark. */
export type Evidence =
  | {
      readonly kind: 'blocks';
      /** In order, not overlapping, none before the watermark. May be empty when no block has closed yet. */
      readonly blocks: readonly Block[];
      /** Holes: why some span has no block (restart, missed scrape, born series). Shown, never counted as zero. */
      readonly gaps: readonly Gap[];
    }
  /** Missing, stale, NaN, contradictory: recorded as a hold, never as zero. */
  | { readonly kind: 'no-data'; readonly why: string };

export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly why: string;
}

export function cellName(dimension: string, value: string): string {
  return `${dimension}=${value}`;
}

/** Name of the cell that counts requests slower than a histogram bound (seconds). */
export function boundCellName(boundSeconds: number): string {
  return `le=${boundSeconds}`;
}
