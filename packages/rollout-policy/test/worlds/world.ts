// What the worlds of the statistics' tests and of the bench have in common: a run of one gives the counts of one check, block by block, at the weights that
// it is asked for. A small thing for measuring error rates, not an engine: no tick, no router, no trouble with evidence.
import type { Cell } from '../../src/evidence.ts';

export interface World {
  /** A few plain words, for tables. */
  readonly name: string;
  /** One release in it. The same run gives the same counts, whoever asks. */
  begin(run: Run): Traffic;
}

export interface Run {
  readonly seed: number;
  readonly run: number;
  readonly blockMs: number;
  /** For how long counts may be asked for. */
  readonly durationMs: number;
}

export interface Traffic {
  /** The counts of the next block, in which the candidate has this share (0 to 1) of the traffic. */
  next(weight: number): Cell;
}

const RAMP: readonly number[] = [0.05, 0.1, 0.25, 0.5];

/** 5, 10, 25 and 50 %, each for a quarter of the time. */
export function rampWeight(atMs: number, durationMs: number): number {
  return RAMP[Math.floor((atMs / durationMs) * RAMP.length)] ?? 0.5;
}
