// Evidence is an ordered list of closed blocks: counts per arm over the same span of time. Closed means that nothing is
// added to a block after it was used; late corrections are recorded elsewhere and not applied.

export interface ArmCounts {
  /** Requests, users, labelled answers, or samples of a gauge. Whole, not negative. */
  readonly trials: number;
  /**
   * What they add up to. Counts: the bad ones among them (good ones where the check says `better: higher`), whole, at most `trials`. Scores: the sum of
   * the values, scaled to 0..1, at most `trials`. Gauges: the sum of the samples, so that the mean is events/trials.
   */
  readonly events: number;
}

export interface Cell {
  readonly stable: ArmCounts;
  readonly candidate: ArmCounts;
}

/**
 * Counts of one check over one span. `cells` always has `all`; a slice is `region=west`. By signal there are more:
 * - share of users: trials are the users first seen since the weight last changed, events the users who failed for the first time in this rollout, so
 *   events may be more than trials;
 * - time: one cell per bucket bound, `le=0.25` (seconds), whose events are the requests slower than the bound;
 * - bins: one cell per bin, `bin=approve`, whose events are the answers in the bin;
 * - pairs: `all` has both models on the same items (equal trials, events: wrong); `discordant` has the items that exactly one got wrong as trials of
 *   both arms; `different` has, for the candidate, the items on which the answers differ;
 * - calibration: `all` has what came true; `predicted` the sum of the predicted probabilities; `decile=3` and `predicted:decile=3` the same by tenths.
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

export function binCellName(bin: string): string {
  return `bin=${bin}`;
}

export const DISCORDANT = 'discordant';
export const DIFFERENT = 'different';
export const PREDICTED = 'predicted';

/** Name of the cell that holds the predicted sum behind what came true in `cell`. */
export function predictedCellName(cell: string): string {
  return cell === 'all' ? PREDICTED : `${PREDICTED}:${cell}`;
}

/** Tenth of the predicted probability, 0 to 9. */
export function decileCellName(tenth: number): string {
  return `decile=${tenth}`;
}
