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
  {
    found: 'a look that stepped back while another job recorded the promotion left what was promoted at a weight at which no rule spoke any more',
    plot: { ...PLAIN, seed: 8005, hasSecondClock: true, freeze: { kind: 'by-policy', then: 'rollback' }, faults: [{ number: 28, atMs: 57_962 }, { number: 23, atMs: 235_371 }, { number: 32, atMs: 576_655 }, { number: 8, atMs: 718_676 }], healsAtMs: 13 * MINUTE },
  },
  {
    found: 'a clock that was set back made a job wait a second time for a limit that was over',
    plot: { ...PLAIN, seed: 7966, candidate: 'dead-later', hasSecondClock: true, next: { kind: 'newer', candidate: 'good', afterMs: 41_000 }, faults: [{ number: 4, atMs: 12_856 }, { number: 6, atMs: 122_324 }, { number: 23, atMs: 226_015 }, { number: 13, atMs: 395_500 }, { number: 7, atMs: 639_021 }], healsAtMs: 18 * MINUTE },
  },
  {
    found: 'the rule on watching jobs took what a job asked for its other target for a look at one that it had left',
    plot: { ...PLAIN, seed: 8774, isSigned: true, hasMirrors: false, beside: { kind: 'target', candidate: 'dead-later' }, faults: [{ number: 14, atMs: 2_322 }, { number: 13, atMs: 238_829 }, { number: 4, atMs: 438_912 }, { number: 7, atMs: 535_054 }], healsAtMs: 10 * MINUTE },
  },
  {
    found: 'the rule on watching jobs forgot that a look waits for a limit that the job has met with its other target',
    plot: { ...PLAIN, seed: 6804, candidate: 'bad', beside: { kind: 'target', candidate: 'silent' }, faults: [{ number: 6, atMs: 3_177 }, { number: 24, atMs: 108_013 }], healsAtMs: 6 * MINUTE },
  },
  {
    found: 'a job that had seen an edited freeze distrusted the branch for hours after a person had put it back',
    plot: { ...PLAIN, seed: 9897, hasMirrors: false, freeze: { kind: 'by-policy', then: 'rollback' }, faults: [{ number: 14, atMs: 23_335 }, { number: 13, atMs: 228_912 }, { number: 4, atMs: 359_478 }, { number: 9, atMs: 381_052 }, { number: 28, atMs: 691_952 }], healsAtMs: 14 * MINUTE },
  },
  {
    found: 'the title of a record was cut at a blank, and the audit took that for somebody who had changed it',
    plot: { ...PLAIN, seed: 3525, candidate: 'dead-later', hasMirrors: false, freeze: { kind: 'by-policy', then: 'hold' }, faults: [{ number: 14, atMs: 268_496 }, { number: 9, atMs: 596_181 }], healsAtMs: 15 * MINUTE },
  },
  {
    found: 'the comment of a slow job landed on the newer one of a rollback, and the mark said that all was shown',
    plot: { ...PLAIN, seed: 6038, candidate: 'bad', mode: 'tick', hasSecondClock: true, faults: [{ number: 15, atMs: 10_215 }, { number: 28, atMs: 155_280 }, { number: 22, atMs: 193_684 }, { number: 11, atMs: 244_797 }, { number: 4, atMs: 251_409 }], healsAtMs: 7 * MINUTE },
  },
  {
    found: 'a slow job that showed again wrote over a third one in the same way',
    plot: { ...PLAIN, seed: 5681, hasSecondClock: true, beside: { kind: 'target', candidate: 'good' }, faults: [{ number: 2, atMs: 503_982 }], healsAtMs: 13 * MINUTE },
  },
  {
    found: 'a record that was delivered twice was told as undone, since every read lagged behind the first delivery',
    plot: { ...PLAIN, seed: 6674, hasMirrors: false, next: { kind: 'newer', candidate: 'good', afterMs: 104_000 }, faults: [{ number: 33, atMs: 166_494 }, { number: 11, atMs: 175_144 }, { number: 1, atMs: 180_157 }, { number: 2, atMs: 199_343 }, { number: 30, atMs: 453_755 }], healsAtMs: 14 * MINUTE },
  },
  {
    found: 'a promotion was recorded by a job whose clock was eight minutes behind, and the next job ended the bake after six seconds',
    plot: { ...PLAIN, seed: 8689, isSigned: true, hasMirrors: false, hasSecondClock: true, faults: [{ number: 10, atMs: 38_950 }, { number: 23, atMs: 137_044 }, { number: 27, atMs: 149_338 }, { number: 14, atMs: 478_300 }, { number: 32, atMs: 597_334 }], healsAtMs: 12 * MINUTE },
  },
  {
    found: 'a job whose clock had jumped ended a bake of two minutes after one',
    plot: { ...PLAIN, seed: 5764, isSigned: true, hasSecondClock: true, faults: [{ number: 23, atMs: 70_017 }, { number: 13, atMs: 635_243 }], healsAtMs: 15 * MINUTE },
  },
  {
    found: 'a version that a newer one had replaced stood there as on its way for ever, in its environment, on its commit and on its pull request',
    plot: { ...PLAIN, seed: 48, next: { kind: 'newer', candidate: 'good', afterMs: 60_000, whileLive: true } },
  },
  {
    found: 'a job that was run again while GitHub answered in part took that for its first attempt, and approved a second time',
    plot: { ...PLAIN, seed: 964, candidate: 'silent', hasMirrors: false, hasSecondClock: true, faults: [{ number: 27, atMs: 58_714 }, { number: 19, atMs: 76_537 }, { number: 34, atMs: 194_493 }, { number: 18, atMs: 472_359 }, { number: 3, atMs: 549_233 }, { number: 16, atMs: 569_523 }], healsAtMs: 15 * MINUTE },
  },
];
