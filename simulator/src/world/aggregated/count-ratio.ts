// Counts a share, or answers with labels: events among requests, each by chance of its own or in bursts, in the whole and in slices that add up to it.
import type { Block, Check } from '@rampart/rollout-policy';
import { binomial, multinomialInto, purposeOf, type BurstSize, type Random } from '../../chance/index.ts';
import type { Segment } from '../../scenario/scenario.ts';
import { BurstFailures } from '../burst-failures.ts';
import type { ArmQuality } from '../quality.ts';
import type { Chance, CheckCounter, Part } from './part.ts';
import type { Routing, Who } from './routing.ts';
import { combinedRatios, combinedShares, segmentCells, type SegmentCells } from './segment-cells.ts';
import { Sums } from './sums.ts';

export interface RatioCounting {
  readonly check: Check;
  readonly chance: Chance;
  readonly routing: Routing;
  readonly segments: readonly Segment[];
  /** `single`: each event by itself. */
  readonly bursts: BurstSize | 'single';
}

/** Counts the events of one arm, served or copied. */
interface Lane {
  readonly who: Who;
  readonly purpose: number;
  /** Of each combination of segments: a burst stays within its own, whose ratio it keeps. Empty where each event is by itself. */
  readonly bursts: readonly BurstFailures[];
}

export class RatioCounter implements CheckCounter {
  readonly servedEvents = { stable: 0, candidate: 0 };
  readonly #check: string;
  readonly #chance: Chance;
  readonly #routing: Routing;
  readonly #cells: SegmentCells;
  readonly #sums: Sums;
  readonly #stable: Lane;
  readonly #candidate: Lane;
  readonly #copies: Lane;
  readonly #shares: Float64Array;
  readonly #ratios: Float64Array;
  readonly #trials: Float64Array;
  readonly #events: Float64Array;

  constructor({ check, chance, routing, segments, bursts }: RatioCounting) {
    this.#check = check.name;
    this.#chance = chance;
    this.#routing = routing;
    this.#cells = segmentCells(check, segments);
    this.#sums = new Sums(this.#cells.names);
    const { combinations } = this.#cells;
    const lane = (who: Who): Lane => ({ who, purpose: purposeOf(`${check.name}/${who}`), bursts: bursts === 'single' ? [] : combinations.map(() => new BurstFailures(bursts)) });
    this.#stable = lane('stable');
    this.#candidate = lane('candidate');
    this.#copies = lane('copies');
    this.#shares = new Float64Array(combinations.length);
    this.#ratios = new Float64Array(combinations.length);
    this.#trials = new Float64Array(combinations.length);
    this.#events = new Float64Array(combinations.length);
  }

  count({ fromMs, now, stable, candidate, copies }: Part): void {
    this.servedEvents.stable = this.#countLane(this.#stable, fromMs, stable, now.stable, now.segments.stable);
    this.servedEvents.candidate = this.#countLane(this.#candidate, fromMs, candidate, now.candidate, now.segments.candidate);
    // A copy is of a request of stable's.
    if (copies > 0) this.#countLane(this.#copies, fromMs, copies, now.candidate, now.segments.stable);
  }

  take(): Block['cells'] {
    return this.#sums.take();
  }

  #countLane(lane: Lane, tick: number, requests: number, { checks }: ArmQuality, shares: readonly number[]): number {
    const quality = checks[this.#check];
    if (requests === 0 || quality?.kind !== 'ratio') return 0;
    const random = this.#chance.at(tick, lane.purpose);
    const whole = this.#routing.ratioOf(this.#check, quality.ratio, lane.who);
    const isStable = lane.who === 'stable';
    if (this.#trials.length === 1) {
      const events = eventsAmong(random, requests, whole, lane.bursts[0]);
      if (isStable) this.#sums.addStable(0, requests, events);
      else this.#sums.addCandidate(0, requests, events);
      return events;
    }
    combinedShares(this.#cells, shares, this.#shares);
    combinedRatios(this.#cells, { whole, mean: quality.ratio, inSegments: quality.inSegments }, this.#ratios);
    multinomialInto(random, requests, this.#shares, this.#trials);
    for (let index = 0; index < this.#trials.length; index += 1) this.#events[index] = eventsAmong(random, this.#trials[index] ?? 0, this.#ratios[index] ?? 0, lane.bursts[index]);
    return this.#addSlices(isStable);
  }

  #addSlices(isStable: boolean): number {
    let all = 0;
    for (let index = 0; index < this.#trials.length; index += 1) {
      const trials = this.#trials[index] ?? 0;
      const events = this.#events[index] ?? 0;
      all += events;
      if (isStable) this.#sums.addStable(0, trials, events);
      else this.#sums.addCandidate(0, trials, events);
      for (const cell of this.#cells.cells[index] ?? []) {
        if (isStable) this.#sums.addStable(cell, trials, events);
        else this.#sums.addCandidate(cell, trials, events);
      }
    }
    return all;
  }
}

function eventsAmong(random: Random, requests: number, ratio: number, bursts: BurstFailures | undefined): number {
  return bursts === undefined ? binomial(random, requests, ratio) : bursts.among(random, requests, ratio);
}
