// This machine's clock beside those of others.

export const GITHUB = 'GitHub';

export interface ClockReadings {
  readonly others: readonly OtherClock[];
  /** How much longer the wall clock says that the doctor took than the steady clock does; negative: less. */
  readonly jumpedMs: number;
}

export interface OtherClock {
  /** GitHub, or the address of a page. */
  readonly who: string;
  /** This machine's time less the other's, when the answer came. */
  readonly aheadMs: number;
  /** It may be off by this much: how long the answer took, and the whole seconds of a Date header. */
  readonly uncertainMs: number;
}
