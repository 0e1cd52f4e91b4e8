// Counts requests by how long they took: multinomial over the buckets of a histogram, told as the requests slower than each bound.
import { boundCellName, type Block } from '@rampart/rollout-policy';
import { binomial, purposeOf } from '../../chance/index.ts';
import type { Baseline } from '../../scenario/scenario.ts';
import type { ArmQuality } from '../quality.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { Sums } from './sums.ts';

export class TimeCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #sums: Sums;
  readonly #stable: number;
  readonly #candidate: number;

  constructor(check: string, { boundsSeconds }: Extract<Baseline, { kind: 'time' }>, chance: Chance) {
    this.#check = check;
    this.#chance = chance;
    this.#sums = new Sums(['all', ...boundsSeconds.map(boundCellName)]);
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

  /** Of those slower than one bound, some are slower than the next: a chain of binomials. */
  #countArm(tick: number, purpose: number, requests: number, { checks }: ArmQuality, isStable: boolean): void {
    const quality = checks[this.#check];
    if (requests === 0 || quality?.kind !== 'time') return;
    const random = this.#chance.at(tick, purpose);
    let slower = requests;
    let tail = 1;
    for (let cell = 0; cell <= quality.within.length; cell += 1) {
      if (cell > 0) {
        const next = 1 - (quality.within[cell - 1] ?? 1);
        slower -= tail <= 0 ? 0 : binomial(random, slower, 1 - next / tail);
        tail = next;
      }
      const events = cell === 0 ? 0 : slower;
      if (isStable) this.#sums.addStable(cell, requests, events);
      else this.#sums.addCandidate(cell, requests, events);
    }
  }
}
