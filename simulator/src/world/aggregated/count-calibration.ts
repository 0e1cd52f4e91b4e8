// Counts what came true of what was predicted. Predictions are spread by a beta law around stable's ratio; what comes true differs from what was predicted
// by as much as the arm's ratio differs from stable's at rest. Within a tenth all predictions are its mean.
import { decileCellName, predictedCellName, type Block } from '@rampart/rollout-policy';
import { exp, logIncompleteBeta } from '@rampart/rollout-policy/statistics';
import { binomial, multinomialInto, purposeOf } from '../../chance/index.ts';
import type { ArmQuality } from '../quality.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { Sums } from './sums.ts';

const TENTHS = 10;
/** Of the beta law: predictions from sure to sure, most near the ratio. */
const CONCENTRATION = 4;

export class CalibrationCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #atRest: number;
  readonly #sums: Sums;
  readonly #tenths: Tenths;
  readonly #counts = new Float64Array(TENTHS);
  readonly #stable: number;
  readonly #candidate: number;

  constructor(check: string, ratio: number, chance: Chance) {
    const names = ['all', ...Array.from({ length: TENTHS }, (_, tenth) => decileCellName(tenth))];
    this.#check = check;
    this.#chance = chance;
    this.#atRest = ratio;
    this.#tenths = tenthsOf(ratio);
    this.#sums = new Sums(names.flatMap((name) => [name, predictedCellName(name)]));
    this.#stable = purposeOf(`${check}/stable`);
    this.#candidate = purposeOf(`${check}/candidate`);
  }

  count({ fromMs, now, stable, candidate, copies }: Part): void {
    this.#countArm(fromMs, this.#stable, stable, now.stable);
    this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #countArm(tick: number, purpose: number, items: number, { checks }: ArmQuality): void {
    const quality = checks[this.#check];
    if (items === 0 || quality?.kind !== 'ratio') return;
    const random = this.#chance.at(tick, purpose);
    multinomialInto(random, items, this.#tenths.shares, this.#counts);
    for (let tenth = 0; tenth < TENTHS; tenth += 1) {
      const trials = this.#counts[tenth] ?? 0;
      if (trials === 0) continue;
      const predicted = this.#tenths.means[tenth] ?? 0;
      const events = binomial(random, trials, predicted + quality.ratio - this.#atRest);
      this.#add(purpose, 0, trials, events, trials * predicted);
      this.#add(purpose, 1 + tenth, trials, events, trials * predicted);
    }
  }

  #add(purpose: number, name: number, trials: number, events: number, predicted: number): void {
    if (purpose === this.#stable) {
      this.#sums.addStable(2 * name, trials, events);
      this.#sums.addStable(2 * name + 1, trials, predicted);
    } else {
      this.#sums.addCandidate(2 * name, trials, events);
      this.#sums.addCandidate(2 * name + 1, trials, predicted);
    }
  }
}

export interface Tenths {
  readonly shares: readonly number[];
  /** Mean prediction in each tenth. */
  readonly means: readonly number[];
}

/** Masses and means of beta(c r, c (1-r)) over tenths; the mean of a part comes from the same law with its first parameter raised by one. */
export function tenthsOf(ratio: number): Tenths {
  const kept = Math.min(0.999, Math.max(0.001, ratio));
  const [a, b] = [CONCENTRATION * kept, CONCENTRATION * (1 - kept)];
  const below = (tenth: number, first: number): number => (tenth === 0 ? 0 : tenth === TENTHS ? 1 : exp(logIncompleteBeta({ a: first, b, x: tenth / TENTHS }).logLower));
  const tenths = Array.from({ length: TENTHS }, (_, tenth) => tenth);
  const shares = tenths.map((tenth) => Math.max(0, below(tenth + 1, a) - below(tenth, a)));
  return {
    shares,
    means: tenths.map((tenth) => {
      const share = shares[tenth] ?? 0;
      const middle = (tenth + 0.5) / TENTHS;
      const mean = share > 1e-12 ? (kept * (below(tenth + 1, a + 1) - below(tenth, a + 1))) / share : middle;
      return Math.min((tenth + 1) / TENTHS, Math.max(tenth / TENTHS, mean));
    }),
  };
}
