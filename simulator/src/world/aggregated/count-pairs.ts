// Counts items that both models answered: the copies of a shadow. Models err on the same hard items, so half of what the better one gets wrong both get wrong.
import { DIFFERENT, DISCORDANT, type Block } from '@rampart/rollout-policy';
import { binomial, multinomialInto, purposeOf } from '../../chance/index.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { Sums } from './sums.ts';

/** Of the smaller error ratio: wrong together. */
const WRONG_TOGETHER = 0.5;
/** Of two wrong answers: not the same one. */
export const WRONG_DIFFERENTLY = 0.5;
const [ALL, ALONE, DIFFERING] = [0, 1, 2];

export class PairsCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #purpose: number;
  readonly #sums = new Sums(['all', DISCORDANT, DIFFERENT]);
  readonly #counts = new Float64Array(4);
  readonly #shares = new Float64Array(4);

  constructor(check: string, chance: Chance) {
    this.#check = check;
    this.#chance = chance;
    this.#purpose = purposeOf(`${check}/pairs`);
  }

  count({ fromMs, now, copies }: Part): void {
    const stable = now.stable.checks[this.#check];
    const candidate = now.candidate.checks[this.#check];
    if (copies === 0 || stable?.kind !== 'ratio' || candidate?.kind !== 'ratio') return;
    const random = this.#chance.at(fromMs, this.#purpose);
    jointShares(stable.ratio, candidate.ratio, this.#shares);
    multinomialInto(random, copies, this.#shares, this.#counts);
    const [together = 0, stableAlone = 0, candidateAlone = 0] = this.#counts;
    const alone = stableAlone + candidateAlone;
    this.#sums.addStable(ALL, copies, stableAlone + together);
    this.#sums.addCandidate(ALL, copies, candidateAlone + together);
    this.#sums.addStable(ALONE, alone, stableAlone);
    this.#sums.addCandidate(ALONE, alone, candidateAlone);
    this.#sums.addStable(DIFFERING, copies, 0);
    this.#sums.addCandidate(DIFFERING, copies, alone + binomial(random, together, WRONG_DIFFERENTLY));
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }
}

/** Writes the shares of the items that both, stable alone, the candidate alone and neither get wrong. */
export function jointShares(stable: number, candidate: number, into: Float64Array): void {
  const both = Math.max(WRONG_TOGETHER * Math.min(stable, candidate), stable + candidate - 1);
  into[0] = both;
  into[1] = stable - both;
  into[2] = candidate - both;
  into[3] = 1 + both - stable - candidate;
}
