// Counts a share of users: who was first seen since the weight changed, and who failed for the first time. Requests fail besides, as any share does.
import type { Block, Check } from '@rampart/rollout-policy';
import { binomial, multinomialInto, purposeOf, type Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import type { ArmQuality } from '../quality.ts';
import type { Chance, CheckCounter, Part } from './part.ts';
import type { Who } from './routing.ts';
import { combinedRatios, combinedShares, segmentCells, type SegmentCells } from './segment-cells.ts';
import type { StickyUsers } from './sticky-users.ts';
import { Sums } from './sums.ts';

export class UsersCounter implements CheckCounter {
  readonly servedEvents = { stable: 0, candidate: 0 };
  readonly #check: string;
  readonly #chance: Chance;
  readonly #users: StickyUsers;
  readonly #cells: SegmentCells;
  readonly #sums: Sums;
  readonly #shares: Float64Array;
  readonly #ratios: Float64Array;
  readonly #seen: Float64Array;
  readonly #failed: Float64Array;
  readonly #stable: number;
  readonly #candidate: number;
  readonly #slices: number;

  constructor(check: Check, { chance, users, segments }: { readonly chance: Chance; readonly users: StickyUsers; readonly segments: readonly Segment[] }) {
    this.#check = check.name;
    this.#chance = chance;
    this.#users = users;
    this.#cells = segmentCells(check, segments);
    this.#sums = new Sums(this.#cells.names);
    const combinations = this.#cells.combinations.length;
    this.#shares = new Float64Array(combinations);
    this.#ratios = new Float64Array(combinations);
    this.#seen = new Float64Array(combinations);
    this.#failed = new Float64Array(combinations);
    this.#stable = purposeOf(`${check.name}/stable`);
    this.#candidate = purposeOf(`${check.name}/candidate`);
    this.#slices = purposeOf(`${check.name}/slices`);
  }

  count({ fromMs, now, stable, candidate }: Part): void {
    this.servedEvents.stable = this.#failing(this.#chance.at(fromMs, this.#stable), stable, now.stable, 'stable');
    this.servedEvents.candidate = this.#failing(this.#chance.at(fromMs, this.#candidate), candidate, now.candidate, 'candidate');
    const seen = this.#users.firstSeen;
    const failed = this.#users.takeFailed(this.#check);
    const random = this.#chance.at(fromMs, this.#slices);
    this.#add(random, { seen: seen.stable, failed: failed.stable, arm: now.stable, shares: now.segments.stable, isStable: true });
    this.#add(random, { seen: seen.candidate, failed: failed.candidate, arm: now.candidate, shares: now.segments.candidate, isStable: false });
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #failing(random: Random, requests: number, { checks }: ArmQuality, who: Who): number {
    const quality = checks[this.#check];
    return quality?.kind === 'ratio' ? binomial(random, requests, this.#users.ratioOf(this.#check, quality.ratio, who)) : 0;
  }

  /** A user is of the segment of the request that was seen, or that failed. */
  #add(random: Random, of: { readonly seen: number; readonly failed: number; readonly arm: ArmQuality; readonly shares: readonly number[]; readonly isStable: boolean }): void {
    const { seen, failed, arm, shares, isStable } = of;
    const quality = arm.checks[this.#check];
    if (quality?.kind !== 'ratio' || (seen === 0 && failed === 0)) return;
    combinedShares(this.#cells, shares, this.#shares);
    multinomialInto(random, seen, this.#shares, this.#seen);
    combinedRatios(this.#cells, { whole: quality.ratio, mean: quality.ratio, inSegments: quality.inSegments }, this.#ratios);
    let weight = 0;
    for (let index = 0; index < this.#shares.length; index += 1) weight += (this.#shares[index] ?? 0) * (this.#ratios[index] ?? 0);
    if (weight > 0) for (let index = 0; index < this.#shares.length; index += 1) this.#shares[index] = ((this.#shares[index] ?? 0) * (this.#ratios[index] ?? 0)) / weight;
    multinomialInto(random, failed, this.#shares, this.#failed);
    for (let index = 0; index < this.#seen.length; index += 1) {
      this.#addTo(0, index, isStable);
      for (const cell of this.#cells.cells[index] ?? []) this.#addTo(cell, index, isStable);
    }
  }

  #addTo(cell: number, combination: number, isStable: boolean): void {
    const trials = this.#seen[combination] ?? 0;
    const events = this.#failed[combination] ?? 0;
    if (isStable) this.#sums.addStable(cell, trials, events);
    else this.#sums.addCandidate(cell, trials, events);
  }
}
