// Tallies answers by bin.
import { binCellName, type Block } from '@rampart/rollout-policy';
import type { Random } from '../../chance/index.ts';
import { Sums } from '../aggregated/sums.ts';
import type { ArmQuality, QualityNow } from '../quality.ts';
import type { Streams } from './streams.ts';
import type { Request, Tally } from './tally.ts';

export class BinsTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #forCopies: Random;
  readonly #sums: Sums;
  readonly #stable: Float64Array;
  readonly #candidate: Float64Array;
  #sharesOfStable: readonly number[] = [];
  #sharesOfCandidate: readonly number[] = [];

  constructor(check: string, names: readonly string[], streams: Streams) {
    this.#check = check;
    this.#random = streams.of(check);
    this.#forCopies = streams.of(`${check}/copies`);
    this.#sums = new Sums(['all', ...names.map(binCellName)]);
    this.#stable = new Float64Array(names.length);
    this.#candidate = new Float64Array(names.length);
  }

  renew({ stable, candidate }: QualityNow): void {
    this.#sharesOfStable = this.#sharesOf(stable);
    this.#sharesOfCandidate = this.#sharesOf(candidate);
  }

  serve({ isCandidate, isTurnedAway }: Request): boolean {
    const luck = this.#random.uniform();
    if (isTurnedAway) return false;
    if (isCandidate) addAt(this.#candidate, placeOf(luck, this.#sharesOfCandidate));
    else addAt(this.#stable, placeOf(luck, this.#sharesOfStable));
    return false;
  }

  copy(): void {
    addAt(this.#candidate, placeOf(this.#forCopies.uniform(), this.#sharesOfCandidate));
  }

  take(): Block['cells'] {
    const stable = this.#stable.reduce((sum, count) => sum + count, 0);
    const candidate = this.#candidate.reduce((sum, count) => sum + count, 0);
    for (let cell = 0; cell <= this.#stable.length; cell += 1) {
      this.#sums.addStable(cell, stable, cell === 0 ? 0 : (this.#stable[cell - 1] ?? 0));
      this.#sums.addCandidate(cell, candidate, cell === 0 ? 0 : (this.#candidate[cell - 1] ?? 0));
    }
    this.#stable.fill(0);
    this.#candidate.fill(0);
    return this.#sums.take();
  }

  #sharesOf({ checks }: ArmQuality): readonly number[] {
    const quality = checks[this.#check];
    return quality?.kind === 'bins' ? quality.shares : [];
  }
}

function addAt(counts: Float64Array, place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}

/** Which of the shares, laid end to end, the point falls into; the last takes what rounding leaves. */
export function placeOf(luck: number, shares: ArrayLike<number>): number {
  let left = luck;
  let place = 0;
  while (place < shares.length - 1 && left >= (shares[place] ?? 0)) {
    left -= shares[place] ?? 0;
    place += 1;
  }
  return place;
}
