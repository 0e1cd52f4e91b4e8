// Adds up scores. Of a single score only mean and standard deviation are known, so its law is taken as the beta law that has them; the mean of n scores is
// drawn from the beta law with the same mean and the n-th part of the variance. For n = 1 that is the score itself, for any n mean, variance and bounds of
// the sum are exact, and for large n both are normal.
import type { Block, Check } from '@rampart/rollout-policy';
import { beta, multinomialInto, purposeOf, type Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import type { ArmQuality } from '../quality.ts';
import { NO_EVENTS, type Chance, type CheckCounter, type Part } from './part.ts';
import { combinedShares, segmentCells, type SegmentCells } from './segment-cells.ts';
import { Sums } from './sums.ts';

export class ScoreCounter implements CheckCounter {
  readonly servedEvents = NO_EVENTS;
  readonly #check: string;
  readonly #chance: Chance;
  readonly #cells: SegmentCells;
  readonly #sums: Sums;
  readonly #shares: Float64Array;
  readonly #trials: Float64Array;
  readonly #stable: number;
  readonly #candidate: number;

  constructor(check: Check, segments: readonly Segment[], chance: Chance) {
    this.#check = check.name;
    this.#chance = chance;
    this.#cells = segmentCells(check, segments);
    this.#sums = new Sums(this.#cells.names);
    this.#shares = new Float64Array(this.#cells.combinations.length);
    this.#trials = new Float64Array(this.#cells.combinations.length);
    this.#stable = purposeOf(`${check.name}/stable`);
    this.#candidate = purposeOf(`${check.name}/candidate`);
  }

  count({ fromMs, now, stable, candidate, copies }: Part): void {
    this.#countArm(fromMs, this.#stable, stable, now.stable, now.segments.stable);
    this.#countArm(fromMs, this.#candidate, candidate + copies, now.candidate, now.segments.candidate);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #countArm(tick: number, purpose: number, scores: number, { checks }: ArmQuality, shares: readonly number[]): void {
    const quality = checks[this.#check];
    if (scores === 0 || quality?.kind !== 'score') return;
    const random = this.#chance.at(tick, purpose);
    combinedShares(this.#cells, shares, this.#shares);
    multinomialInto(random, scores, this.#shares, this.#trials);
    for (let index = 0; index < this.#trials.length; index += 1) {
      const trials = this.#trials[index] ?? 0;
      if (trials === 0) continue;
      const sum = sumOfScores(random, trials, quality);
      this.#add(purpose, 0, trials, sum);
      for (const cell of this.#cells.cells[index] ?? []) this.#add(purpose, cell, trials, sum);
    }
  }

  #add(purpose: number, cell: number, trials: number, sum: number): void {
    if (purpose === this.#stable) this.#sums.addStable(cell, trials, sum);
    else this.#sums.addCandidate(cell, trials, sum);
  }
}

export function sumOfScores(random: Random, count: number, { mean, sd }: { readonly mean: number; readonly sd: number }): number {
  const variance = (sd * sd) / count;
  if (variance === 0 || mean <= 0 || mean >= 1) return count * Math.min(1, Math.max(0, mean));
  const concentration = (mean * (1 - mean)) / variance - 1;
  return Math.min(count, count * beta(random, mean * concentration, (1 - mean) * concentration));
}
