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
  {
    found: 'a running job went on from a record that a person had slipped in, and no later job could trust the history',
    plot: { ...PLAIN, seed: 1019, hasMirrors: false, hasSecondClock: true, freeze: { kind: 'by-policy', then: 'hold' }, faults: [{ number: 27, atMs: 149_307 }, { number: 29, atMs: 383_493 }, { number: 5, atMs: 527_764 }, { number: 14, atMs: 594_756 }, { number: 12, atMs: 681_273 }], healsAtMs: 13 * MINUTE },
  },
  {
    found: 'a rollback that was recorded nowhere, since the token may not, kept its job for ever, and everybody behind it waiting',
    plot: { ...PLAIN, seed: 2663, hasMirrors: false, hasSecondClock: true, freeze: { kind: 'by-policy', then: 'tell' }, faults: [{ number: 10, atMs: 299_310 }, { number: 8, atMs: 571_986 }, { number: 18, atMs: 574_196 }], healsAtMs: 11 * MINUTE },
  },
  {
    found: 'a job that was shown an old history left the stamp of the release before at the router, and every rollback of the live one was refused',
    plot: { ...PLAIN, seed: 5661, candidate: 'bad', next: { kind: 'newer', candidate: 'bad', afterMs: 106_000 }, faults: [{ number: 19, atMs: 415_532 }, { number: 12, atMs: 703_019 }], healsAtMs: 17 * MINUTE },
  },
  {
    found: 'the pointer of the registry was moved, its record was put off by a limit, and the rollback after it left the pointer there',
    plot: { ...PLAIN, seed: 9411, candidate: 'dead-later', hasSecondClock: true, freeze: { kind: 'by-policy', then: 'hold' }, faults: [{ number: 4, atMs: 267_194 }], healsAtMs: 6 * MINUTE },
  },
];
