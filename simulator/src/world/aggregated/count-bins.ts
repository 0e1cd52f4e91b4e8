// Counts answers by bin: multinomial.
import { binCellName, type Block } from '@rampart/rollout-policy';
import { multinomialInto, purposeOf } from '../../chance/index.ts';
import type { Baseline } from '../../scenario/scenario.ts';
import type { ArmQuality } from '../quality.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { Sums } from './sums.ts';

export class BinsCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #sums: Sums;
  readonly #counts: Float64Array;
  readonly #stable: number;
  readonly #candidate: number;

  constructor(check: string, { shares }: Extract<Baseline, { kind: 'bins' }>, chance: Chance) {
    const names = Object.keys(shares);
    this.#check = check;
    this.#chance = chance;
    this.#sums = new Sums(['all', ...names.map(binCellName)]);
    this.#counts = new Float64Array(names.length);
    this.#stable = purposeOf(`${check}/stable`);
    this.#candidate = purposeOf(`${check}/candidate`);
  }

  count({ fromMs, now, stable, candidate, copies }: Part): void {
    this.#countArm(fromMs, this.#stable, stable, now.stable, true);
    this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate, false);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #countArm(tick: number, purpose: number, answers: number, { checks }: ArmQuality, isStable: boolean): void {
    const quality = checks[this.#check];
    if (answers === 0 || quality?.kind !== 'bins') return;
    multinomialInto(this.#chance.at(tick, purpose), answers, quality.shares, this.#counts);
    for (let cell = 0; cell <= this.#counts.length; cell += 1) {
      const events = cell === 0 ? 0 : (this.#counts[cell - 1] ?? 0);
      if (isStable) this.#sums.addStable(cell, answers, events);
      else this.#sums.addCandidate(cell, answers, events);
    }
  }
}
