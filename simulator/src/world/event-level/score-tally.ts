// Tallies scores: each a value of the beta law that has the arm's mean and standard deviation.
import type { Block, Check } from '@rampart/rollout-policy';
import type { Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import { sumOfScores } from '../aggregated/count-score.ts';
import { segmentCells, type SegmentCells } from '../aggregated/segment-cells.ts';
import { Sums } from '../aggregated/sums.ts';
import type { ArmQuality, QualityNow } from '../quality.ts';
import { combinationsOf, type Combinations } from './combinations.ts';
import type { Streams } from './streams.ts';
import type { Request, Tally } from './tally.ts';

export class ScoreTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #forCopies: Random;
  readonly #cells: SegmentCells;
  readonly #combinations: Combinations;
  readonly #sums: Sums;
  readonly #stable = { mean: 0, sd: 0 };
  readonly #candidate = { mean: 0, sd: 0 };

  constructor(check: Check, segments: readonly Segment[], streams: Streams) {
    this.#check = check.name;
    this.#random = streams.of(check.name);
    this.#forCopies = streams.of(`${check.name}/copies`);
    this.#cells = segmentCells(check, segments);
    this.#combinations = combinationsOf(check, segments);
    this.#sums = new Sums(this.#cells.names);
  }

  renew({ stable, candidate }: QualityNow): void {
    this.#renewArm(this.#stable, stable);
    this.#renewArm(this.#candidate, candidate);
  }

  serve(request: Request): boolean {
    if (!request.isTurnedAway) this.#count(request, request.isCandidate, this.#random);
    return false;
  }

  copy(request: Request): void {
    this.#count(request, true, this.#forCopies);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #renewArm(arm: { mean: number; sd: number }, { checks }: ArmQuality): void {
    const quality = checks[this.#check];
    if (quality?.kind === 'score') Object.assign(arm, { mean: quality.mean, sd: quality.sd });
  }

  #count({ values }: Request, isCandidate: boolean, random: Random): void {
    const score = sumOfScores(random, 1, isCandidate ? this.#candidate : this.#stable);
    this.#add(0, isCandidate, score);
    for (const cell of this.#cells.cells[this.#combinations.of(values)] ?? []) this.#add(cell, isCandidate, score);
  }

  #add(cell: number, isCandidate: boolean, score: number): void {
    if (isCandidate) this.#sums.addCandidate(cell, 1, score);
    else this.#sums.addStable(cell, 1, score);
  }
}
