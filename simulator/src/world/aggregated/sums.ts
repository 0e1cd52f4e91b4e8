// Counts of named cells for both arms, added up in place: a span may have several parts, and none of them makes an object.
import type { Block, Cell } from '@rampart/rollout-policy';

const WIDTH = 4;

export class Sums {
  readonly #names: readonly string[];
  readonly #counts: Float64Array;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#counts = new Float64Array(names.length * WIDTH);
  }

  addStable(cell: number, trials: number, events: number): void {
    const counts = this.#counts;
    const at = cell * WIDTH;
    counts[at] = (counts[at] ?? 0) + trials;
    counts[at + 1] = (counts[at + 1] ?? 0) + events;
  }

  addCandidate(cell: number, trials: number, events: number): void {
    const counts = this.#counts;
    const at = cell * WIDTH + 2;
    counts[at] = (counts[at] ?? 0) + trials;
    counts[at + 1] = (counts[at + 1] ?? 0) + events;
  }

  /** The cells; begins anew from zero. */
  take(): Block['cells'] {
    const counts = this.#counts;
    const cells: Record<string, Cell> = {};
    for (let cell = 0; cell < this.#names.length; cell += 1) {
      const at = cell * WIDTH;
      cells[this.#names[cell] ?? ''] = {
        stable: { trials: counts[at] ?? 0, events: counts[at + 1] ?? 0 },
        candidate: { trials: counts[at + 2] ?? 0, events: counts[at + 3] ?? 0 },
      };
    }
    counts.fill(0);
    return cells;
  }
}
