// Many releases of a candidate that is exactly as good as stable, played block by block: what tests of the error guarantee count.
import { worseWager, type Comparison } from '../src/checks/comparisons.ts';
import type { Cell } from '../src/evidence.ts';
import type { Wealth } from '../src/state.ts';
import { capital, newWealth, play } from '../src/statistics/wealth.ts';
import type { World } from './worlds/world.ts';

export interface Played {
  /** The largest capital over all looks, and the capital at the last one. */
  readonly peak: number;
  readonly last: number;
}

export interface Release {
  readonly evaluator: Wealth['kind'];
  readonly world: World;
  readonly blocks: number;
  readonly blockMs: number;
  readonly gridMs: number;
  readonly comparison: Comparison;
  /** The candidate's share of the next block; may look at everything so far. */
  readonly weight: (so: { readonly block: number; readonly capital: number }) => number;
  /** After how many more blocks the next look is; may look at everything so far. A look sees its blocks as one. */
  readonly blocksPerLook: (so: { readonly capital: number }) => number;
}

export function playRelease(release: Release, run: { readonly seed: number; readonly run: number }): Played {
  const { evaluator, world, blocks, blockMs, gridMs, comparison } = release;
  const traffic = world.begin({ ...run, blockMs, durationMs: blocks * blockMs });
  let wealth = newWealth(evaluator);
  let [peak, now] = [1, 1];
  for (let block = 0; block < blocks; ) {
    const weight = release.weight({ block, capital: now });
    const length = Math.min(blocks - block, release.blocksPerLook({ capital: now }));
    const cells = Array.from({ length }, () => traffic.next(weight));
    wealth = play(wealth, worseWager(sum(cells), comparison), Math.floor((block * blockMs) / gridMs));
    now = capital(wealth);
    peak = Math.max(peak, now);
    block += length;
  }
  return { peak, last: now };
}

export function sum(cells: readonly Cell[]): Cell {
  const total = { stable: { trials: 0, events: 0 }, candidate: { trials: 0, events: 0 } };
  for (const cell of cells) {
    for (const arm of ['stable', 'candidate'] as const) {
      total[arm].trials += cell[arm].trials;
      total[arm].events += cell[arm].events;
    }
  }
  return total;
}
