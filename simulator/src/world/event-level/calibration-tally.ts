// Tallies what came true of what was predicted: each item's tenth of the predictions, and whether it came true.
import { decileCellName, predictedCellName, type Block } from '@rampart/rollout-policy';
import { aliasTable, type Chooser, type Random } from '../../chance/index.ts';
import { tenthsOf, type Tenths } from '../aggregated/count-calibration.ts';
import { Sums } from '../aggregated/sums.ts';
import type { ArmQuality, QualityNow } from '../quality.ts';
import type { Streams } from './streams.ts';
import type { Request, Tally } from './tally.ts';

export class CalibrationTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #forCopies: Random;
  readonly #atRest: number;
  readonly #tenths: Tenths;
  readonly #chooser: Chooser;
  readonly #sums: Sums;
  #ofStable = 0;
  #ofCandidate = 0;

  /** `ratio`: of what comes true, at rest. */
  constructor(check: string, ratio: number, streams: Streams) {
    this.#check = check;
    this.#random = streams.of(check);
    this.#forCopies = streams.of(`${check}/copies`);
    this.#atRest = ratio;
    this.#tenths = tenthsOf(ratio);
    this.#chooser = aliasTable(this.#tenths.shares);
    const names = ['all', ...this.#tenths.shares.map((_, tenth) => decileCellName(tenth))];
    this.#sums = new Sums(names.flatMap((name) => [name, predictedCellName(name)]));
  }

  renew({ stable, candidate }: QualityNow): void {
    this.#ofStable = this.#ratioOf(stable);
    this.#ofCandidate = this.#ratioOf(candidate);
  }

  serve({ isCandidate, isTurnedAway }: Request): boolean {
    if (!isTurnedAway) this.#count(isCandidate, this.#random);
    return false;
  }

  copy(): void {
    this.#count(true, this.#forCopies);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #ratioOf({ checks }: ArmQuality): number {
    const quality = checks[this.#check];
    return quality?.kind === 'ratio' ? quality.ratio : this.#atRest;
  }

  #count(isCandidate: boolean, random: Random): void {
    const tenth = this.#chooser.choose(random);
    const predicted = this.#tenths.means[tenth] ?? 0;
    const events = random.uniform() < predicted + (isCandidate ? this.#ofCandidate : this.#ofStable) - this.#atRest ? 1 : 0;
    for (const name of [0, 1 + tenth]) {
      if (isCandidate) {
        this.#sums.addCandidate(2 * name, 1, events);
        this.#sums.addCandidate(2 * name + 1, 1, predicted);
      } else {
        this.#sums.addStable(2 * name, 1, events);
        this.#sums.addStable(2 * name + 1, 1, predicted);
      }
    }
  }
}
