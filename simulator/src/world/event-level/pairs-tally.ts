// Tallies items that both models answered: the copies of a shadow.
import { DIFFERENT, DISCORDANT, type Block } from '@rampart/rollout-policy';
import type { Random } from '../../chance/index.ts';
import { jointShares, WRONG_DIFFERENTLY } from '../aggregated/count-pairs.ts';
import { Sums } from '../aggregated/sums.ts';
import type { QualityNow } from '../quality.ts';
import { placeOf } from './bins-tally.ts';
import type { Streams } from './streams.ts';
import type { Tally } from './tally.ts';

const [ALL, ALONE, DIFFERING] = [0, 1, 2];
const [TOGETHER, STABLE_ALONE, CANDIDATE_ALONE] = [0, 1, 2];

export class PairsTally implements Tally {
  readonly #check: string;
  readonly #random: Random;
  readonly #sums = new Sums(['all', DISCORDANT, DIFFERENT]);
  readonly #shares = new Float64Array(4);

  constructor(check: string, streams: Streams) {
    this.#check = check;
    this.#random = streams.of(check);
  }

  renew({ stable, candidate }: QualityNow): void {
    const [ofStable, ofCandidate] = [stable.checks[this.#check], candidate.checks[this.#check]];
    if (ofStable?.kind === 'ratio' && ofCandidate?.kind === 'ratio') jointShares(ofStable.ratio, ofCandidate.ratio, this.#shares);
  }

  serve(): boolean {
    return false;
  }

  copy(): void {
    const outcome = placeOf(this.#random.uniform(), this.#shares);
    const [stableWrong, candidateWrong] = [outcome === TOGETHER || outcome === STABLE_ALONE ? 1 : 0, outcome === TOGETHER || outcome === CANDIDATE_ALONE ? 1 : 0];
    const isAlone = stableWrong + candidateWrong === 1;
    const isDifferent = isAlone || (outcome === TOGETHER && this.#random.uniform() < WRONG_DIFFERENTLY);
    this.#sums.addStable(ALL, 1, stableWrong);
    this.#sums.addCandidate(ALL, 1, candidateWrong);
    if (isAlone) {
      this.#sums.addStable(ALONE, 1, stableWrong);
      this.#sums.addCandidate(ALONE, 1, candidateWrong);
    }
    this.#sums.addStable(DIFFERING, 1, 0);
    this.#sums.addCandidate(DIFFERING, 1, isDifferent ? 1 : 0);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }
}
