// Samples a gauge: one sample per scrape on a fixed grid of time, each addressed by its scrape, so that cuts change nothing. Normal around its mean, never
// below zero.
import type { Block } from '@rampart/rollout-policy';
import { normal, purposeOf } from '../../chance/index.ts';
import type { ArmQuality } from '../quality.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { Sums } from './sums.ts';

/** As often as metric pages are usually read. */
export const SCRAPE_MS = 15_000;

export class LevelCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #sums = new Sums(['all']);
  readonly #stable: number;
  readonly #candidate: number;

  constructor(check: string, chance: Chance) {
    this.#check = check;
    this.#chance = chance;
    this.#stable = purposeOf(`${check}/stable`);
    this.#candidate = purposeOf(`${check}/candidate`);
  }

  /** A scrape belongs to the span that ends with it. */
  count({ fromMs, toMs, now }: Part): void {
    for (let scrape = Math.floor(fromMs / SCRAPE_MS) + 1; scrape * SCRAPE_MS <= toMs; scrape += 1) {
      this.#sums.addStable(0, 1, this.#sample(scrape, this.#stable, now.stable));
      this.#sums.addCandidate(0, 1, this.#sample(scrape, this.#candidate, now.candidate));
    }
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #sample(scrape: number, purpose: number, { checks }: ArmQuality): number {
    const quality = checks[this.#check];
    if (quality?.kind !== 'level') return 0;
    return Math.max(0, quality.sd === 0 ? quality.mean : quality.mean + quality.sd * normal(this.#chance.at(scrape, purpose)));
  }
}
