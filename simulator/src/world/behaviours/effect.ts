// What a behaviour does at a moment at which it is on, and until when that stays so.
import type { Change } from './change.ts';

export interface Effect {
  readonly changes: readonly Change[];
  readonly untilMs: number;
}

export const NO_EFFECT: Effect = { changes: [], untilMs: Number.POSITIVE_INFINITY };
