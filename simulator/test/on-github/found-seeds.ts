// Plots that have found something, kept as they were drawn, so that they are played whatever the drawing of plots becomes.
import { drawPlot, MINUTE, type Plot } from './plot.ts';

export interface FoundPlot {
  readonly found: string;
  readonly plot: Plot;
}

const PLAIN: Plot = { ...drawPlot(0), candidate: 'good', mode: 'auto', isSigned: false, hasMirrors: true, hasSecondClock: false, faults: [], healsAtMs: 8 * MINUTE, next: { kind: 'nothing' }, beside: { kind: 'nothing' }, freeze: { kind: 'by-hand' } };

export const FOUND: readonly FoundPlot[] = [
  { found: 'the operation of a pause was another one in each attempt of its run', plot: { ...PLAIN, seed: 2, candidate: 'bad', faults: [{ number: 32, atMs: 30_000 }, { number: 32, atMs: 90_000 }, { number: 32, atMs: 150_000 }] } },
  { found: 'after a branch was made anew the mark of the mirrors could never be moved again, and every look showed everything', plot: { ...PLAIN, seed: 42, faults: [{ number: 14, atMs: 36_477 }, { number: 13, atMs: 149_559 }, { number: 13, atMs: 240_000 }] } },
  { found: 'a new job went on from a history whose beginning was gone', plot: { ...PLAIN, seed: 178, mode: 'tick', faults: [{ number: 13, atMs: 100_000 }, { number: 13, atMs: 330_000 }] } },
  { found: 'a clock that was set back kept a watching job from its next look for ten minutes', plot: { ...PLAIN, seed: 267, faults: [{ number: 23, atMs: 4_520 }, { number: 23, atMs: 70_000 }, { number: 23, atMs: 130_000 }] } },
  { found: 'a job that was told to stop first wrote all its mirrors, and had to be killed', plot: { ...PLAIN, seed: 204, candidate: 'bad', faults: [{ number: 19, atMs: 2_868 }] } },
  {
    found: 'two jobs that lifted the same freeze made the same commit of it, and the one that was late took the record of the other for its own',
    plot: {
      ...PLAIN,
      seed: 516,
      candidate: 'blind',
      hasMirrors: false,
      freeze: { kind: 'by-policy', then: 'rollback' },
      faults: [{ number: 8, atMs: 171_698 }, { number: 4, atMs: 264_408 }, { number: 19, atMs: 418_752 }, { number: 1, atMs: 603_815 }, { number: 15, atMs: 667_580 }, { number: 25, atMs: 744_822 }],
      healsAtMs: 13 * MINUTE,
    },
  },
];
