// The streams of a run, one for each thing that is drawn, all of them begun anew with each cell of a grid of time: what happened in one cell, and under
// which weights, does not move the chance of the next.
import { newRandom, purposeOf, type MovableRandom, type Random } from '../../chance/index.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** Short enough that two policies soon meet the same chance again, long enough that beginning anew costs nothing. */
export const CELL_MS = 10_000;

export class Streams {
  readonly #seed: number;
  readonly #run: number;
  readonly #streams: { readonly random: MovableRandom; readonly purpose: number }[] = [];
  #cell = -1;

  constructor({ seed, run }: Pick<Scenario, 'seed' | 'run'>) {
    this.#seed = seed;
    this.#run = run;
  }

  /** To be asked for before the first request. */
  of(name: string): Random {
    const random = newRandom();
    this.#streams.push({ random, purpose: purposeOf(`one by one/${name}`) });
    return random;
  }

  /** Time does not run backwards. */
  moveTo(atMs: number): void {
    const cell = Math.floor(atMs / CELL_MS);
    if (cell === this.#cell) return;
    this.#cell = cell;
    for (const { random, purpose } of this.#streams) random.at(this.#seed, this.#run, cell, purpose);
  }
}
